/* How the programs of this directory report: a line for each call. */
#ifndef CHECK_H
#define CHECK_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* report prints a call's result and the error when it failed. */
static long report(const char *what, long r)
{
	if (r == -1)
		printf("%s: -1 errno %d %s\n", what, errno, strerror(errno));
	else
		printf("%s: %ld\n", what, r);
	fflush(stdout);
	return r;
}

/* ok prints whether a call succeeded, where its result differs between runs. */
static long ok(const char *what, long r)
{
	if (r == -1)
		return report(what, r);
	printf("%s: ok\n", what);
	fflush(stdout);
	return r;
}

#define CALL(expr) report(#expr, (long)(expr))
#define OK(expr) ok(#expr, (long)(expr))
#define SHOW(format, expr) printf(#expr ": " format "\n", expr)

#endif
