/* Only here: dense, sparse, nested, negative and 64-bit switches, and fall-through. */
/* corpus: tags codegen */
#include <stdio.h>

__attribute__((noinline)) static int dense(int x)
{
	switch (x) {
	case 0: return 11;
	case 1: return 7;
	case 2: return 5 * x;
	case 3: x += 9; /* fall through */
	case 4: return x - 1;
	case 5: return 101;
	case 6: return 33;
	case 7: case 8: return 44;
	case 9: return 55;
	case 12: return 66;
	}
	return -1;
}

__attribute__((noinline)) static int biased(signed char x)
{
	switch (x) {
	case -128: return 1;
	case -127: return 8;
	case -126: return 2;
	case -125: return 9;
	case -124: return 3;
	case -123: return 12;
	case 100: return 4;
	case 127: return 5;
	default: return 0;
	}
}

__attribute__((noinline)) static const char *sparse(unsigned x)
{
	switch (x) {
	case 3: return "three";
	case 1000: return "thousand";
	case 65536: return "64k";
	case 0x80000000u: return "top";
	case 0xffffffffu: return "all";
	case 77777: return "sevens";
	}
	return "none";
}

__attribute__((noinline)) static int wide(long long x)
{
	switch (x) {
	case 1LL << 40: return 1;
	case (1LL << 40) + 1: return 2;
	case -1: return 3;
	case 5: return 4;
	}
	return 0;
}

/* A machine of states whose cases jump into each other. */
__attribute__((noinline)) static int machine(const char *p)
{
	int state = 0, n = 0;
	for (; *p; p++)
		switch (state) {
		case 0:
			switch (*p) {
			case 'a': state = 1; break;
			case 'b': state = 2; break;
			case 'c': state = 3; break;
			case 'd': state = 4; break;
			case 'e': state = 5; break;
			case 'f': n += 100; break;
			}
			break;
		case 1: n++; state = *p == 'a' ? 1 : 0; break;
		case 2: do { n += 2; case 3: n += 3; } while (n % 4); state = 0; break;
		case 4: n *= 2; state = 5; break;
		case 5: n -= 1; state = 0; break;
		}
	return n;
}

int main(void)
{
	for (int i = -2; i < 15; i++)
		printf("%d ", dense(i));
	for (int i = -128; i < 128; i += 1)
		if (biased((signed char)i))
			printf("%d:%d ", i, biased((signed char)i));
	puts("");
	unsigned u[] = { 3, 4, 1000, 65536, 0x80000000u, 0xffffffffu, 77777, 0 };
	for (int i = 0; i < 8; i++)
		printf("%s ", sparse(u[i]));
	printf("%d %d %d %d %d\n", wide(1LL << 40), wide((1LL << 40) + 1), wide(-1), wide(5), wide(0));
	printf("%d %d\n", machine("abcdefabbaccadedfabcaecfb"), machine("cacbdadde"));
	return 0;
}
