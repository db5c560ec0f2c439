/* int: a bytecode interpreter around a switch. */
/* bench: repeat 7 */
#include <stdio.h>
enum { HALT, PUSH, LOAD, STORE, ADD, SUB, MUL, AND, LT, JZ, JMP, LDX, STX };
static int stack[64], var[16], mem[1024];
static long run(const int *code)
{
	int *sp = stack, pc = 0;
	long steps = 0;
	for (;; steps++)
		switch (code[pc++]) {
		case HALT: return steps;
		case PUSH: *sp++ = code[pc++]; break;
		case LOAD: *sp++ = var[code[pc++]]; break;
		case STORE: var[code[pc++]] = *--sp; break;
		case ADD: sp--; sp[-1] = (int)((unsigned)sp[-1] + (unsigned)sp[0]); break;
		case SUB: sp--; sp[-1] = (int)((unsigned)sp[-1] - (unsigned)sp[0]); break;
		case MUL: sp--; sp[-1] = (int)((unsigned)sp[-1] * (unsigned)sp[0]); break;
		case AND: sp--; sp[-1] &= sp[0]; break;
		case LT: sp--; sp[-1] = sp[-1] < sp[0]; break;
		case JZ: if (*--sp) pc++; else pc = code[pc]; break;
		case JMP: pc = code[pc]; break;
		case LDX: sp[-1] = mem[sp[-1] & 1023]; break;
		case STX: sp -= 2; mem[sp[0] & 1023] = sp[1]; break;
		}
}
int main(void)
{
	/* for (i = 0; i < limit; i++) { mem[i] = mem[i * 7] * 31 + i; s += mem[i] & 255; } */
	static const int code[] = {
		PUSH, 0, STORE, 0, PUSH, 0, STORE, 1,
		LOAD, 0, PUSH, 400000, LT, JZ, 50,
		LOAD, 0, LOAD, 0, PUSH, 7, MUL, LDX, PUSH, 31, MUL, LOAD, 0, ADD, STX,
		LOAD, 1, LOAD, 0, LDX, PUSH, 255, AND, ADD, STORE, 1,
		LOAD, 0, PUSH, 1, ADD, STORE, 0, JMP, 8,
		HALT,
	};
	long steps = run(code);
	printf("%ld %d\n", steps, var[1]);
	return 0;
}
