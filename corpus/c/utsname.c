/* Only here: what the system says of itself: machine, limits, ids, working directory. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

int main(void)
{
	struct utsname u;
	printf("%d %s %s %d\n", uname(&u), u.sysname, u.machine, u.nodename[0] != 0);
	struct rlimit r;
	printf("%d %d\n", getrlimit(RLIMIT_NOFILE, &r), r.rlim_cur > 10);
	printf("%d %d\n", getrlimit(RLIMIT_CORE, &r), (int)r.rlim_cur);
	char cwd[PATH_MAX];
	printf("%d %d\n", getcwd(cwd, sizeof cwd) == cwd, cwd[0] == '/');
	printf("%d %d %d\n", getpid() > 1, getppid() > 0, getsid(0) > 0);
	struct sysinfo si;
	printf("%d %d\n", sysinfo(&si), si.mem_unit > 0 && si.totalram > 0);
	struct statfs fs;
	printf("%d %d\n", statfs(".", &fs), fs.f_bsize > 0 && fs.f_namelen == 255);
	printf("%d %d\n", sysconf(_SC_NPROCESSORS_ONLN) > 0, isatty(0));
	unsigned char r8[8] = { 0 };
	printf("%d\n", getentropy(r8, sizeof r8));
	char link[PATH_MAX] = { 0 };
	printf("%d %s\n", readlink("/proc/self/exe", link, sizeof link - 1) > 0, strrchr(link, '/'));
	return 0;
}
