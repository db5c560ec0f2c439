/* Only here: fcntl: descriptors, status flags, owners, leases, and every kind of lock. */
#include "check.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

static void show(const char *what, struct flock *l)
{
	printf("%s: type %d whence %d start %lld len %lld pid %d\n", what, l->l_type, l->l_whence, (long long)l->l_start, (long long)l->l_len, l->l_pid > 0);
}

static void show64(const char *what, struct flock64 *l)
{
	printf("%s: type %d whence %d start %lld len %lld pid %d\n", what, l->l_type, l->l_whence, (long long)l->l_start, (long long)l->l_len, l->l_pid > 0);
}

int main(void)
{
	int fd = CALL(open("locked", O_CREAT | O_RDWR | O_APPEND | O_NONBLOCK | O_SYNC, 0600));
	printf("flags %x\n", fcntl(fd, F_GETFL) & ~O_LARGEFILE);
	CALL(fcntl(fd, F_SETFL, O_NONBLOCK));
	printf("flags %x\n", fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK | O_SYNC));
	CALL(fcntl(fd, F_SETFL, 0));
	printf("flags %x\n", fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK | O_SYNC));
	CALL(fcntl(fd, F_GETFD));
	CALL(fcntl(fd, F_SETFD, FD_CLOEXEC));
	CALL(fcntl(fd, F_GETFD));
	CALL(fcntl(fd, F_DUPFD, 20));
	CALL(fcntl(fd, F_DUPFD_CLOEXEC, 30));
	CALL(fcntl(30, F_GETFD));
	CALL(dup3(fd, 40, O_CLOEXEC));
	CALL(dup3(fd, fd, 0));
	CALL(dup2(99, 41));
	CALL(fcntl(fd, 999, 0));
	CALL(fcntl(99, F_GETFL));
	CALL(open("locked", O_CREAT | O_EXCL | O_RDWR, 0600));
	CALL(open("locked/", O_RDONLY));
	CALL(open("locked", O_RDONLY | O_DIRECTORY));
	CALL(open("none", O_RDONLY));
	write(fd, "0123456789", 10);
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 2, .l_len = 3};
	CALL(fcntl(fd, F_SETLK, &l));
	struct flock64 b = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0x100000000LL, .l_len = 5};
	CALL(fcntl(fd, F_SETLK64, &b));
	fflush(stdout);
	if (fork() == 0) {
		struct flock q = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 4};
		CALL(fcntl(fd, F_GETLK, &q));
		show("getlk", &q);
		q = (struct flock){.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 3, .l_len = 1};
		CALL(fcntl(fd, F_SETLK, &q));
		q = (struct flock){.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 7, .l_len = 1};
		CALL(fcntl(fd, F_GETLK, &q));
		show("getlk", &q);
		struct flock64 w = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0xffffffffLL, .l_len = 0};
		CALL(fcntl(fd, F_GETLK64, &w));
		show64("getlk64", &w);
		_exit(0);
	}
	wait(NULL);
	l.l_type = F_UNLCK;
	CALL(fcntl(fd, F_SETLKW, &l));
	struct flock64 o = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
	CALL(fcntl(fd, F_OFD_SETLK, &o));
	int other = open("locked", O_RDWR);
	CALL(fcntl(other, F_OFD_SETLK, &o));
	CALL(fcntl(other, F_OFD_GETLK, &o));
	printf("ofd %d %lld %lld %d\n", o.l_type, (long long)o.l_start, (long long)o.l_len, (int)o.l_pid);
	l.l_type = 77;
	CALL(fcntl(fd, F_SETLK, &l));
	CALL(fcntl(fd, F_SETLK, 8));
	CALL(flock(fd, LOCK_EX));
	CALL(flock(other, LOCK_EX | LOCK_NB));
	CALL(flock(fd, LOCK_UN));
	CALL(lockf(other, F_TEST, 5));

	int p[2];
	pipe(p);
	CALL(fcntl(p[0], F_SETOWN, getpid()));
	printf("owner %d\n", fcntl(p[0], F_GETOWN) == getpid());
	CALL(fcntl(p[0], F_SETOWN, -getpgrp()));
	printf("group %d\n", fcntl(p[0], F_GETOWN) == -getpgrp());
	struct f_owner_ex x = {F_OWNER_PID, getpid()};
	CALL(fcntl(p[0], F_SETOWN_EX, &x));
	x.pid = x.type = 0;
	CALL(fcntl(p[0], F_GETOWN_EX, &x));
	printf("owner %d %d\n", x.type, x.pid == getpid());
	CALL(fcntl(p[0], F_SETSIG, SIGUSR1));
	printf("sig %d\n", fcntl(p[0], F_GETSIG) == SIGUSR1);
	CALL(fcntl(p[0], F_GETPIPE_SZ));
	CALL(fcntl(p[0], F_SETPIPE_SZ, 8192));
	CALL(fcntl(fd, F_GETLEASE));
	close(other);
	int a = open("locked", O_RDONLY);
	printf("async %d\n", fcntl(a, F_SETFL, O_ASYNC) | (fcntl(a, F_GETFL) & O_ASYNC));
	return 0;
}
