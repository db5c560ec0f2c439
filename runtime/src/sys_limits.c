/* Resource limits, and what the guest is told about the system. */
#include "sys.h"
#include <asm/unistd.h>

#ifdef GUEST_MIPS
#define INFINITY32 0x7fffffffu
#else
#define INFINITY32 0xffffffffu
#endif
#define INFINITY64 (~0ull)

/* Limits on memory would hit the runtime, which reserves much more than it uses,
 * so they are kept here and in mem.c. Of the stack's the guest only gets back what
 * it set. */
static struct host_rlimit64 own[3];
static bool own_set[3];

static int own_index(long resource)
{
	switch (resource) {
	case HOST_RLIMIT_AS: return 0;
	case HOST_RLIMIT_DATA: return 1;
	case HOST_RLIMIT_STACK: return 2;
	}
	return -1;
}

static long get_limit(int32_t pid, long resource, struct host_rlimit64 *l)
{
	int i = own_index(resource);
	if (pid == 0 && i >= 0 && own_set[i]) {
		*l = own[i];
		return 0;
	}
	return sys4(__NR_prlimit64, pid, resource, 0, (long)l);
}

static long set_limit(int32_t pid, long resource, const struct host_rlimit64 *l)
{
	int i = own_index(resource);
	struct host_rlimit64 now;
	if (pid != 0 || i < 0)
		return sys4(__NR_prlimit64, pid, resource, (long)l, 0);
	if (l->rlim_cur > l->rlim_max)
		return -EINVAL;
	get_limit(0, resource, &now);
	if (l->rlim_max > now.rlim_max && sys0(__NR_geteuid) != 0)
		return -EPERM;
	own[i] = *l;
	own_set[i] = true;
	if (resource == HOST_RLIMIT_AS)
		mem_limits.space = l->rlim_cur;
	if (resource == HOST_RLIMIT_DATA)
		mem_limits.data = l->rlim_cur;
	return 0;
}

static uint64_t limit_in(uint64_t v)
{
	return v >= INFINITY32 ? INFINITY64 : v;
}

static uint64_t limit_out(uint64_t v)
{
	return v >= INFINITY32 ? INFINITY32 : v;
}

long sys_getrlimit(uint32_t resource, gaddr out)
{
	struct host_rlimit64 l;
	long h = resource_in(resource);
	if (h < 0)
		return h;
	long r = get_limit(0, h, &l);
	if (r < 0)
		return r;
	struct host_rlimit g = {limit_out(l.rlim_cur), limit_out(l.rlim_max)};
	return put_rlimit(out, &g);
}

/* The older call knew no numbers from 2 GiB. */
long sys_old_getrlimit(uint32_t resource, gaddr out)
{
	struct host_rlimit g;
	long r = sys_getrlimit(resource, out);
	if (r < 0 || (r = get_rlimit(&g, out)) < 0)
		return r;
	g.rlim_cur = g.rlim_cur > INT32_MAX ? INT32_MAX : g.rlim_cur;
	g.rlim_max = g.rlim_max > INT32_MAX ? INT32_MAX : g.rlim_max;
	return put_rlimit(out, &g);
}

long sys_ugetrlimit(uint32_t resource, gaddr out)
{
	return sys_getrlimit(resource, out);
}

long sys_setrlimit(uint32_t resource, gaddr in)
{
	struct host_rlimit g;
	long h = resource_in(resource);
	if (h < 0)
		return h;
	if (get_rlimit(&g, in))
		return -EFAULT;
	struct host_rlimit64 l = {limit_in(g.rlim_cur), limit_in(g.rlim_max)};
	return set_limit(0, h, &l);
}

long sys_prlimit64(int32_t pid, uint32_t resource, gaddr new, gaddr old)
{
	struct host_rlimit64 set, was;
	long h = resource_in(resource), r;
	if (h < 0)
		return h;
	if (pid == sys0(__NR_getpid))
		pid = 0;
	if (new && get_rlimit64(&set, new))
		return -EFAULT;
	if (old && (r = get_limit(pid, h, &was)) < 0)
		return r;
	if (new && (r = set_limit(pid, h, &set)) < 0)
		return r;
	return old ? put_rlimit64(old, &was) : 0;
}

/* sysinfo counts memory in larger units where bytes do not fit a word. */
long sys_sysinfo(gaddr out)
{
	struct host_sysinfo s;
	long r = sys1(__NR_sysinfo, (long)&s);
	if (r < 0)
		return r;
	if ((s.totalram | s.totalswap) >> 32) {
		unsigned bits = 0;
		while (s.mem_unit < PAGE) {
			s.mem_unit <<= 1;
			bits++;
		}
		s.totalram >>= bits;
		s.freeram >>= bits;
		s.sharedram >>= bits;
		s.bufferram >>= bits;
		s.totalswap >>= bits;
		s.freeswap >>= bits;
		s.totalhigh >>= bits;
		s.freehigh >>= bits;
	}
	return put_sysinfo(out, &s);
}

/* names asks the host, but the machine is the guest's, which on MIPS is the same
 * for both byte orders. */
static long names(struct host_utsname *u)
{
	long r = sys1(__NR_uname, (long)u);
	if (r < 0)
		return r;
	memset(u->machine, 0, sizeof u->machine);
	memcpy(u->machine, GUEST_MACHINE, sizeof GUEST_MACHINE);
	return r;
}

long sys_uname(gaddr out)
{
	struct host_utsname u;
	long r = names(&u);
	return r < 0 ? r : put_utsname(out, &u);
}

/* some_names stores the first five names in fields of size bytes each. */
static long some_names(gaddr out, size_t size)
{
	enum { FIELDS = 5 };
	struct host_utsname u;
	uint8_t g[FIELDS * sizeof u.sysname] = {0};
	const uint8_t *fields[FIELDS] = {u.sysname, u.nodename, u.release, u.version, u.machine};
	long r = names(&u);
	if (r < 0)
		return r;
	for (size_t i = 0; i < FIELDS; i++)
		memcpy(g + i * size, fields[i], size - 1);
	return copy_out(out, g, FIELDS * size) ? -EFAULT : 0;
}

long sys_olduname(gaddr out)
{
	return some_names(out, 65);
}

long sys_oldolduname(gaddr out)
{
	return some_names(out, 9);
}
