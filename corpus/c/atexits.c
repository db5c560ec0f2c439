/* Only here: the order of atexit handlers, constructors and destructors, and the exit code cut to 8 bits. */
/* corpus: want exit 44 */
#include <stdio.h>
#include <stdlib.h>

static void h1(void) { puts("first registered"); }
static void h2(void) { puts("second registered"); atexit(h1); }
__attribute__((constructor(200))) static void c2(void) { puts("constructor 200"); }
__attribute__((constructor(101))) static void c1(void) { puts("constructor 101"); }
__attribute__((destructor)) static void d(void) { puts("destructor"); }

int main(void)
{
	atexit(h1);
	atexit(h2);
	puts("main");
	exit(300);
}
