/* Only here: masks in handlers, nesting order, SA_NODEFER, SA_RESETHAND, sigsuspend, pselect, masks edited in ucontext. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

static volatile int level, repeated;

static const char *blocked(const sigset_t *s)
{
	static char buf[64];
	int n = 0;
	for (int i = 1; i < 65; i++)
		if (sigismember(s, i) == 1 && (i == SIGUSR1 || i == SIGUSR2 || i == SIGHUP || i == SIGTERM || i == 40))
			n += sprintf(buf + n, " %s", i == SIGUSR1 ? "usr1" : i == SIGUSR2 ? "usr2" : i == SIGHUP ? "hup" : i == 40 ? "rt40" : "term");
	return n ? buf : " none";
}

static const char *now(void)
{
	sigset_t s;
	sigprocmask(SIG_BLOCK, 0, &s);
	return blocked(&s);
}

static void plain(int s) { printf("%*splain %d mask%s\n", level * 2, "", s == SIGUSR1 ? 1 : s == SIGUSR2 ? 2 : 0, now()); }

static void raiser(int s)
{
	level++;
	printf("%*senter %d mask%s\n", level * 2, "", s == SIGUSR1, now());
	raise(SIGUSR2);
	if (!repeated++)
		raise(SIGUSR1); /* waits until this returns */
	printf("%*sleave\n", level * 2, "");
	level--;
}

static volatile int again;
static void nodefer(int s)
{
	if (again++ < 3)
		raise(s);
	printf("nodefer %d mask%s\n", again, now());
}

static void edit(int s, siginfo_t *i, void *u)
{
	ucontext_t *uc = u;
	(void)s, (void)i;
	printf("saved mask%s\n", blocked(&uc->uc_sigmask));
	sigaddset(&uc->uc_sigmask, SIGTERM);
	sigdelset(&uc->uc_sigmask, SIGHUP);
}

static void set(int s, void (*f)(int), int flags, int also)
{
	struct sigaction sa = {.sa_handler = f, .sa_flags = flags};
	if (also)
		sigaddset(&sa.sa_mask, also);
	sigaction(s, &sa, 0);
}

int main(void)
{
	sigset_t m, old, none;
	setvbuf(stdout, 0, _IONBF, 0);
	sigemptyset(&none);
	set(SIGUSR2, plain, 0, SIGHUP);
	set(SIGUSR1, raiser, 0, SIGTERM);
	raise(SIGUSR1);
	printf("after mask%s\n", now());
	set(SIGUSR1, raiser, 0, SIGUSR2);
	set(SIGUSR1, nodefer, SA_NODEFER, 0);
	raise(SIGUSR1);
	set(SIGUSR1, plain, SA_RESETHAND, 0);
	raise(SIGUSR1);
	struct sigaction sa;
	sigaction(SIGUSR1, 0, &sa);
	printf("reset %d\n", sa.sa_handler == SIG_DFL);

	/* Several pending at once: the order of delivery is by number. */
	set(SIGUSR1, plain, 0, 0);
	set(SIGUSR2, plain, 0, 0);
	set(40, plain, 0, 0);
	sigemptyset(&m);
	sigaddset(&m, SIGUSR1);
	sigaddset(&m, SIGUSR2);
	sigaddset(&m, 40);
	sigprocmask(SIG_BLOCK, &m, &old);
	raise(40);
	raise(SIGUSR2);
	raise(SIGUSR1);
	raise(40);
	printf("unblock\n");
	sigprocmask(SIG_SETMASK, &old, 0);

	/* sigsuspend lets in what is blocked, and restores the mask. */
	sigprocmask(SIG_BLOCK, &m, &old);
	raise(SIGUSR1);
	int r = sigsuspend(&none);
	printf("sigsuspend %d %d mask%s\n", r, errno == EINTR, now());
	raise(SIGUSR2);
	struct timespec ts = {5, 0};
	r = pselect(0, 0, 0, 0, &ts, &none);
	printf("pselect %d %d mask%s\n", r, errno == EINTR, now());
	raise(SIGUSR2);
	r = ppoll(0, 0, &ts, &none);
	printf("ppoll %d %d mask%s\n", r, errno == EINTR, now());
	ts.tv_sec = 0;
	r = ppoll(0, 0, &ts, &none);
	printf("ppoll %d mask%s\n", r, now());
	sigprocmask(SIG_SETMASK, &old, 0);

	struct sigaction ed = {.sa_sigaction = edit, .sa_flags = SA_SIGINFO};
	sigaction(SIGUSR1, &ed, 0);
	sigemptyset(&m);
	sigaddset(&m, SIGHUP);
	sigprocmask(SIG_SETMASK, &m, 0);
	raise(SIGUSR1);
	printf("edited mask%s\n", now());

	/* Masks and ignored signals are inherited. */
	signal(SIGUSR2, SIG_IGN);
	if (fork() == 0) {
		printf("child mask%s\n", now());
		sigaction(SIGUSR2, 0, &sa);
		printf("child ignores %d\n", sa.sa_handler == SIG_IGN);
		_exit(0);
	}
	wait(0);
	return 0;
}
