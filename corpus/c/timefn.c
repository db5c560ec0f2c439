/* Only here: clocks, sleeping and calendar arithmetic. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double now(clockid_t id)
{
	struct timespec t;
	return clock_gettime(id, &t) ? -1 : t.tv_sec + t.tv_nsec / 1e9;
}

int main(void)
{
	double a = now(CLOCK_MONOTONIC), r = now(CLOCK_REALTIME);
	struct timespec t = { 0, 30000000 };
	printf("sleep %d\n", nanosleep(&t, 0));
	usleep(10000);
	double b = now(CLOCK_MONOTONIC);
	printf("%d %d\n", b - a >= 0.039, b - a < 20);
	struct timeval tv;
	gettimeofday(&tv, 0);
	printf("%d %d %d\n", tv.tv_sec + tv.tv_usec / 1e6 >= r, time(0) >= (time_t)r, r > 1.7e9);
	printf("%d %d\n", now(CLOCK_PROCESS_CPUTIME_ID) >= 0, clock() != (clock_t)-1);
	struct timespec res;
	printf("%d %d\n", clock_getres(CLOCK_MONOTONIC, &res), clock_gettime(77, &res) < 0 && errno == EINVAL);
	struct tms tm;
	printf("%d %ld\n", times(&tm) != (clock_t)-1, sysconf(_SC_CLK_TCK));
	struct rusage ru;
	printf("%d %d\n", getrusage(RUSAGE_SELF, &ru), ru.ru_maxrss > 0);
	time_t when = 1234567890;
	char buf[80];
	strftime(buf, sizeof buf, "%A %d %B %Y %H:%M:%S %j %U %%", gmtime(&when));
	printf("%s | %s", buf, asctime(localtime(&when)));
	struct tm x = { .tm_year = 124, .tm_mon = 1, .tm_mday = 30, .tm_hour = 25 };
	printf("%ld %d/%d\n", (long)mktime(&x), x.tm_mon + 1, x.tm_mday);
	struct itimerval it = { { 0, 0 }, { 100, 0 } }, old;
	setitimer(ITIMER_REAL, &it, 0);
	printf("%d %d\n", getitimer(ITIMER_REAL, &old), old.it_value.tv_sec >= 98);
	printf("%u\n", alarm(0) >= 98);
	return 0;
}
