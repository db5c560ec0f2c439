/* Only here: users, groups, capabilities, limits, scheduling, prctl, and what the system says about itself. */
/* corpus: tags glibc */
#include "check.h"
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

int main(void)
{
	uid_t r, e, s;
	gid_t x, y, z;
	CALL(getresuid(&r, &e, &s));
	printf("%d %d %d\n", r == getuid(), e == geteuid(), s == e);
	CALL(getresgid(&x, &y, &z));
	printf("%d %d %d\n", x == getgid(), y == getegid(), z == y);
	CALL(setresuid(-1, -1, -1));
	CALL(setreuid(-1, geteuid()));
	CALL(setgid(getgid()));
	gid_t list[64];
	int n = getgroups(0, NULL);
	printf("groups %d\n", getgroups(64, list) == n);
	CALL(getgroups(-1, list));
	if (geteuid() == 0) {
		gid_t some[3] = {5, 70000, 9};
		CALL(setgroups(3, some));
		CALL(getgroups(64, list));
		printf("%d %d %d\n", list[0], list[1], list[2]);
		CALL(setfsuid(0));
	}
	struct __user_cap_header_struct h = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct d[2];
	CALL(syscall(SYS_capget, &h, d));
	printf("root %d\n", (d[0].effective & 1) == (geteuid() == 0));
	CALL(syscall(SYS_capset, &h, d));
	h.version = 1;
	CALL(syscall(SYS_capget, &h, d));
	printf("version %x\n", h.version);

	struct rlimit l = {0}, k;
	CALL(getrlimit(RLIMIT_NOFILE, &l));
	printf("nofile %d\n", l.rlim_cur >= 64 && l.rlim_cur <= l.rlim_max);
	l.rlim_cur = 100;
	CALL(setrlimit(RLIMIT_NOFILE, &l));
	CALL(dup2(1, 100));
	CALL(getrlimit(RLIMIT_NOFILE, &k));
	printf("%d\n", (int)k.rlim_cur);
	CALL(getrlimit(RLIMIT_CORE, &l));
	l.rlim_cur = 0;
	CALL(setrlimit(RLIMIT_CORE, &l));
	CALL(getrlimit(RLIMIT_AS, &l));
	printf("infinite %d\n", l.rlim_cur == RLIM_INFINITY);
	CALL(getrlimit(99, &l));
	struct rlimit64 l64;
	CALL(prlimit64(0, RLIMIT_AS, NULL, &l64));
	printf("infinite %d\n", l64.rlim_cur == RLIM64_INFINITY);
	CALL(prlimit64(getpid(), RLIMIT_NPROC, NULL, &l64));
	CALL(getrlimit64(RLIMIT_FSIZE, &l64));
	printf("infinite %d\n", l64.rlim_cur == RLIM64_INFINITY);

	struct sched_param p = {-1};
	CALL(sched_getscheduler(0));
	CALL(sched_getparam(0, &p));
	printf("priority %d\n", p.sched_priority);
	CALL(sched_get_priority_max(SCHED_FIFO));
	CALL(sched_get_priority_min(SCHED_RR));
	p.sched_priority = 500;
	CALL(sched_setscheduler(0, SCHED_FIFO, &p));
	struct timespec ts;
	CALL(sched_rr_get_interval(0, &ts));
	printf("%d\n", ts.tv_sec == 0 && ts.tv_nsec >= 0);
	CALL(sched_yield());
	cpu_set_t set;
	CPU_ZERO(&set);
	CALL(sched_getaffinity(0, sizeof set, &set));
	printf("cpus %d\n", CPU_COUNT(&set) > 0);
	int first = 0;
	while (!CPU_ISSET(first, &set))
		first++;
	cpu_set_t one;
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	CALL(sched_setaffinity(0, sizeof one, &one));
	CPU_ZERO(&set);
	sched_getaffinity(0, sizeof set, &set);
	printf("one %d %d cpu %d\n", CPU_COUNT(&set), CPU_ISSET(first, &set), sched_getcpu() == first);
	CALL(syscall(SYS_sched_getaffinity, 0, 3, &set));
	CALL(getpriority(PRIO_PROCESS, 0));
	CALL(nice(3));
	CALL(getpriority(PRIO_PROCESS, 0));
	CALL(setpriority(PRIO_PROCESS, 0, 5));
	CALL(getpriority(PRIO_PROCESS, 0));
	CALL(nice(100));

	char name[17] = "";
	CALL(prctl(PR_SET_NAME, "a-name"));
	CALL(prctl(PR_GET_NAME, name));
	printf("%s\n", name);
	int v = -1;
	CALL(prctl(PR_SET_PDEATHSIG, SIGUSR1));
	CALL(prctl(PR_GET_PDEATHSIG, &v));
	printf("usr1 %d\n", v == SIGUSR1);
	CALL(prctl(PR_SET_PDEATHSIG, 0));
	CALL(prctl(PR_GET_DUMPABLE));
	CALL(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	CALL(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	CALL(prctl(12345));

	struct utsname u;
	CALL(uname(&u));
	printf("%s %s\n", u.sysname, u.machine);
	struct sysinfo i;
	CALL(sysinfo(&i));
	printf("%d %d %d\n", i.totalram > 0 && i.freeram <= i.totalram, i.procs > 0, i.mem_unit >= 1);
	CALL(umask(027));
	CALL(umask(022));
	CALL(getpgid(0) == getpgrp() ? 0 : -1);
	CALL(getsid(0) > 0 ? 0 : -1);
	CALL(setpgid(99999999, 0));
	CALL(kill(99999999, 0));
	CALL(gethostname(name, 2) == -1 ? -1 : 0);
	return 0;
}
