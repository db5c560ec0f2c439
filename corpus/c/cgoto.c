/* Only here: computed goto: a threaded interpreter with label differences in its table. */
/* corpus: tags codegen */
#include <stdio.h>

enum { PUSH, ADD, MUL, DUP, SWAP, DEC, JNZ, OVER, HALT };

__attribute__((noinline)) static long run(const int *pc)
{
	static const int off[] = {
		&&push - &&push, &&add - &&push, &&mul - &&push, &&dup - &&push, &&swap - &&push,
		&&dec - &&push, &&jnz - &&push, &&over - &&push, &&halt - &&push,
	};
	long stack[32], *sp = stack, t;
	const int *base = pc;
#define NEXT goto *(&&push + off[*pc++])
	NEXT;
push:	*sp++ = *pc++; NEXT;
add:	sp--; sp[-1] += sp[0]; NEXT;
mul:	sp--; sp[-1] *= sp[0]; NEXT;
dup:	*sp = sp[-1]; sp++; NEXT;
swap:	t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; NEXT;
dec:	sp[-1]--; NEXT;
over:	*sp = sp[-2]; sp++; NEXT;
jnz:	if (sp[-1]) pc = base + *pc; else pc++; NEXT;
halt:	return sp[-2];
}

__attribute__((noinline)) static int bytes(const char *s)
{
	static void *const at[] = { &&even, &&odd, &&end };
	int n = 0;
loop:
	goto *at[*s ? *s & 1 : 2];
even:	n += 10; s++; goto loop;
odd:	n += 1; s++; goto loop;
end:	return n;
}

int main(void)
{
	int fact[] = { PUSH, 1, PUSH, 12, SWAP, OVER, MUL, SWAP, DEC, JNZ, 4, HALT };
	int sum[] = { PUSH, 0, PUSH, 100, SWAP, OVER, ADD, SWAP, DEC, JNZ, 4, HALT };
	printf("%ld %ld %d\n", run(fact), run(sum), bytes("computed goto"));
	return 0;
}
