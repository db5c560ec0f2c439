/* Only here: numbers that do nothing, bad pointers to every kind of structure, and the call that takes a number. */
/* corpus: tags glibc */
/* corpus: guests mips mipsel */
#include "check.h"
#include <fcntl.h>
#include <sys/stat.h>

#define RAW(nr, ...) printf(#nr " " #__VA_ARGS__ ": %ld", (long)syscall(nr, ##__VA_ARGS__)), printf(" errno %d\n", errno), errno = 0

int main(void)
{
	char *bad = (char *)0x10;
	static const int nothing[] = {4017, 4018, 4028, 4031, 4032, 4035, 4044, 4053, 4056, 4058, 4059, 4082, 4084, 4098, 4109, 4112,
		4127, 4130, 4137, 4150, 4187, 4208, 4209, 4221, 4277, 4279, 4369, 4392, 4415, 5000, 3999, 0, -1};
	for (unsigned i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		errno = 0;
		long r = syscall(nothing[i], 0, 0, 0);
		printf("%d: %ld %d\n", nothing[i], r, errno);
	}
	RAW(SYS_open, bad, 0, 0);
	RAW(SYS_stat64, "/", bad);
	RAW(SYS_stat64, bad, bad);
	RAW(SYS_statfs, "/", bad);
	RAW(SYS_gettimeofday, bad, 0);
	RAW(SYS_clock_gettime, 0, bad);
	RAW(SYS_uname, bad);
	RAW(SYS_getrlimit, 0, bad);
	RAW(SYS_setrlimit, 0, bad);
	RAW(SYS_getrusage, 0, bad);
	RAW(SYS_wait4, -1, bad, 0, bad);
	RAW(SYS_poll, bad, 1, 0);
	RAW(SYS__newselect, 5, bad, 0, 0, 0);
	RAW(SYS_epoll_ctl, 1, 1, 1, bad);
	RAW(SYS_pipe2, bad, 0);
	RAW(SYS_rt_sigaction, 1, bad, 0, 16);
	RAW(SYS_rt_sigaction, 1, 0, 0, 8);
	RAW(SYS_rt_sigprocmask, 1, bad, 0, 16);
	RAW(SYS_rt_sigprocmask, 1, 0, bad, 16);
	RAW(SYS_sigaltstack, bad, 0);
	RAW(SYS_readv, 0, bad, 1);
	RAW(SYS_writev, 1, bad, 1);
	RAW(SYS__llseek, 99, 0, 0, bad, 0);
	RAW(SYS_getcwd, bad, 4096);
	RAW(SYS_getitimer, 0, bad);
	RAW(SYS_utimes, "none", bad);
	RAW(SYS_sysinfo, bad);
	RAW(SYS_sched_getparam, 0, bad);
	RAW(SYS_sendmsg, 1, bad, 0);
	RAW(SYS_bind, 1, bad, 16);
	RAW(SYS_getsockname, 99, bad, bad);
	RAW(SYS_futex, bad, 0, 0, 0, 0, 0);
	RAW(SYS_futex, bad + 1, 0, 0, 0, 0, 0);
	RAW(SYS_futex, bad, 55, 0, 0, 0, 0);
	RAW(SYS_read, 0, bad, -1);
	RAW(SYS_write, 1, bad, 1);
	RAW(SYS_getdents64, 1, bad, 100);
	RAW(SYS_fcntl, 1, F_GETLK, bad);
	RAW(SYS_readlink, "/proc/self/exe", bad, 100);
	RAW(SYS_timer_create, 0, bad, bad);
	RAW(SYS_statx, 1, "", 0x1000, 0x7ff, bad);
	RAW(SYS_syscall, SYS_write, 1, "indirect\n", 9);
	RAW(SYS_syscall, 4000, 1);
	RAW(SYS_syscall, 4999);
	/* compare a futex's value in its own order, and wake nobody */
	static int word = 0x01020304;
	struct {
		long sec, nsec;
	} soon = {0, 1000000};
	RAW(SYS_futex, &word, 0, 0x01020304, &soon);
	RAW(SYS_futex, &word, 0, 0x04030201, &soon);
	RAW(SYS_futex, &word, 1, 5);
	static int other = 7;
	RAW(SYS_futex, &word, 5, 1, 1, &other, 1 << 28 | 5 << 24 | 3 << 12 | 7);
	RAW(SYS_futex, &word, 4, 1, 1, &other, 0x01020304);
	RAW(SYS_futex, &word, 4, 1, 1, &other, 5);
	RAW(SYS_cacheflush, &word, 4, 3);
	RAW(SYS_cacheflush, &word, 4, 0);
	RAW(SYS_pread64, 0, bad, 0, 0, 0, 0);
	int fd = open("big", O_CREAT | O_RDWR, 0600);
	/* a position in two words, aligned to an even argument */
	union {
		long long v;
		long w[2];
	} pos = {0x100000002LL};
	RAW(SYS_pwrite64, fd, "x", 1, 0, pos.w[0], pos.w[1]);
	struct stat64 st;
	stat64("big", &st);
	printf("size %lld\n", (long long)st.st_size);
	RAW(SYS_ftruncate64, fd, 0, pos.w[0], pos.w[1]);
	stat64("big", &st);
	printf("size %lld\n", (long long)st.st_size);
	unlink("big");
	return 0;
}
