/* Only here: clocks, sleeping, interval timers and POSIX timers, usage of resources. */
#include "check.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/timex.h>
#include <time.h>

int main(void)
{
	struct timespec a, b, r;
	struct timeval tv;
	struct timezone tz = {1, 1};
	CALL(clock_gettime(CLOCK_MONOTONIC, &a));
	CALL(nanosleep(&(struct timespec){0, 5000000}, &r));
	CALL(clock_gettime(CLOCK_MONOTONIC, &b));
	long long d = (b.tv_sec - a.tv_sec) * 1000000000LL + b.tv_nsec - a.tv_nsec;
	printf("slept %d\n", d >= 5000000 && d < 30000000000LL);
	CALL(clock_getres(CLOCK_MONOTONIC, &r));
	printf("res %ld %ld\n", (long)r.tv_sec, (long)r.tv_nsec);
	CALL(clock_getres(CLOCK_MONOTONIC, NULL));
	for (int c = -3; c < 14; c++) {
		int k = clock_gettime(c, &r);
		printf("clock %d: %d %d\n", c, k, k ? errno : r.tv_nsec < 1000000000);
	}
	CALL(gettimeofday(&tv, &tz));
	time_t t = time(NULL), u;
	CALL(time(&u) == u);
	printf("agree %d %d\n", t - tv.tv_sec <= 2, tv.tv_usec < 1000000);
	b.tv_sec += 0;
	b.tv_nsec += 1000;
	CALL(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &b, NULL));
	CALL(clock_nanosleep(CLOCK_REALTIME, 0, &(struct timespec){0, 1000}, &r));
	CALL(clock_nanosleep(99, 0, &(struct timespec){0, 1000}, NULL));
	CALL(nanosleep(&(struct timespec){0, 1000000000}, NULL));
	CALL(nanosleep(&(struct timespec){-1, 0}, NULL));
	struct itimerval it = {{2, 3000}, {1000, 5000}}, old;
	CALL(setitimer(ITIMER_REAL, &it, NULL));
	CALL(getitimer(ITIMER_REAL, &old));
	printf("real %ld %ld %d\n", (long)old.it_interval.tv_sec, (long)old.it_interval.tv_usec, old.it_value.tv_sec >= 999);
	memset(&it, 0, sizeof it);
	CALL(setitimer(ITIMER_REAL, &it, &old));
	CALL(getitimer(7, &old));
	CALL(alarm(100));
	CALL(alarm(0));
	timer_t id;
	struct sigevent ev = {.sigev_notify = SIGEV_NONE};
	CALL(timer_create(CLOCK_MONOTONIC, &ev, &id));
	struct itimerspec its = {{7, 8}, {900, 0}}, was;
	CALL(timer_settime(id, 0, &its, &was));
	CALL(timer_gettime(id, &was));
	printf("timer %ld %ld %d\n", (long)was.it_interval.tv_sec, was.it_interval.tv_nsec, was.it_value.tv_sec >= 899);
	CALL(timer_getoverrun(id));
	CALL(timer_delete(id));
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	ev = (struct sigevent){.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2, .sigev_value.sival_int = 0x777};
	CALL(timer_create(CLOCK_REALTIME, &ev, &id));
	its = (struct itimerspec){{0, 0}, {0, 1000000}};
	CALL(timer_settime(id, 0, &its, NULL));
	siginfo_t si;
	memset(&si, 0, sizeof si);
	printf("usr2 %d\n", sigwaitinfo(&set, &si) == SIGUSR2);
	printf("value %x\n", si.si_value.sival_int);
	CALL(timer_delete(id));
	struct tms ms;
	clock_t c = times(&ms);
	printf("times %d %d\n", c != (clock_t)-1, ms.tms_utime < 100000);
	struct rusage ru;
	CALL(getrusage(RUSAGE_SELF, &ru));
	printf("usage %d %d\n", ru.ru_utime.tv_usec < 1000000 && ru.ru_utime.tv_sec < 1000, ru.ru_maxrss > 100);
	CALL(getrusage(RUSAGE_CHILDREN, &ru));
	CALL(getrusage(99, &ru));
	struct timex tx = {0};
	printf("adjtimex %d tick %d\n", adjtimex(&tx) >= 0, tx.tick > 5000 && tx.tick < 20000);
	tx.modes = 0;
	printf("ntp %d\n", tx.time.tv_sec >= t - 1 && tx.time.tv_sec < t + 100);
	clockid_t own;
	CALL(clock_getcpuclockid(0, &own));
	CALL(clock_gettime(own, &r));
	return 0;
}
