/* Only here: coroutines by makecontext and swapcontext that switch in the middle of nested calls. */
/* corpus: tags glibc */
/* corpus: want exit 7 */
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t main_ctx, co[3], ending;
static char stacks[4][65536];
static int value;

static void yield(int id, int v)
{
	value = v;
	swapcontext(&co[id], &main_ctx);
}

static void walk(int id, int depth)
{
	if (depth == 0)
		return;
	walk(id, depth - 1);
	yield(id, id * 100 + depth);
	walk(id, depth - 1);
}

static void body(int id, int depth)
{
	double f = id + 0.5;
	walk(id, depth);
	printf("body %d ends %g\n", id, f * depth);
	value = -1;
}

static void last(void)
{
	puts("linked");
	exit(7);
}

int main(void)
{
	int live = 3, done[3] = { 0 };
	for (int i = 0; i < 3; i++) {
		getcontext(&co[i]);
		co[i].uc_stack.ss_sp = stacks[i];
		co[i].uc_stack.ss_size = sizeof stacks[i];
		co[i].uc_link = &main_ctx;
		makecontext(&co[i], (void (*)(void))body, 2, i, i + 2);
	}
	while (live)
		for (int i = 0; i < 3; i++)
			if (!done[i]) {
				swapcontext(&main_ctx, &co[i]);
				printf("%d ", value);
				if (value == -1)
					done[i] = 1, live--;
			}
	puts("");
	fflush(stdout);
	getcontext(&ending);
	ending.uc_stack.ss_sp = stacks[3];
	ending.uc_stack.ss_size = sizeof stacks[3];
	ending.uc_link = 0;
	makecontext(&ending, last, 0);
	setcontext(&ending);
	return 1;
}
