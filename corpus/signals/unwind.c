/* Only here: a handler that unwinds from a loop whose function needs its frame pointer for nothing else. */
/* corpus: guests mips mipsel i386 */
/* corpus: tags glibc */
/* corpus: cflags -fasynchronous-unwind-tables */
#include <alloca.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include <unwind.h>

int main(int argc, char **argv);

static volatile unsigned turns;
static sigjmp_buf out;
static int frames, mains;

static _Unwind_Reason_Code look(struct _Unwind_Context *c, void *arg)
{
	(void)arg;
	frames++;
	mains += _Unwind_FindEnclosingFunction((void *)_Unwind_GetIP(c)) == (void *)main;
	return mains ? _URC_END_OF_STACK : _URC_NO_REASON;
}

static void handler(int sig)
{
	(void)sig;
	_Unwind_Backtrace(look, 0);
	siglongjmp(out, 1);
}

static __attribute__((noinline, noreturn)) void forever(int n)
{
	*(volatile char *)alloca(n) = 1;
	for (;;)
		turns++;
}

int main(int argc, char **argv)
{
	(void)argv;
	signal(SIGALRM, handler);
	for (int i = 0; i < 3; i++) {
		frames = mains = 0;
		if (!sigsetjmp(out, 1)) {
			ualarm(20000, 0);
			forever(100 * argc);
		}
		printf("%d frames, %d of them main's\n", frames, mains);
	}
	return 0;
}
