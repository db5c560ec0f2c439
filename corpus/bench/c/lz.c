/* int: LZ77 compression with a hash of three bytes, and expansion. */
/* bench: repeat 7 */
#include <stdio.h>
#include <string.h>
#define N 300000
static unsigned char in[N], out[2 * N], back[N + 300];
static int head[1 << 14], prev[N];
static int compress(void)
{
	int o = 0, i = 0;
	memset(head, -1, sizeof head);
	while (i < N) {
		int best = 0, at = 0;
		if (i + 3 < N) {
			unsigned h = (in[i] * 33u * 33u + in[i + 1] * 33u + in[i + 2]) * 2654435761u >> 18;
			int tries = 16;
			for (int p = head[h]; p >= 0 && i - p < 65535 && tries--; p = prev[p]) {
				int n = 0;
				while (n < 255 && i + n < N && in[p + n] == in[i + n])
					n++;
				if (n > best)
					best = n, at = p;
			}
			prev[i] = head[h];
			head[h] = i;
		}
		if (best >= 4) {
			out[o++] = 255;
			out[o++] = (unsigned char)best;
			out[o++] = (unsigned char)((i - at) >> 8);
			out[o++] = (unsigned char)(i - at);
			i += best;
		} else {
			out[o++] = in[i++] & 127;
		}
	}
	return o;
}
static int expand(int n)
{
	int o = 0;
	for (int i = 0; i < n;)
		if (out[i] == 255) {
			int len = out[i + 1], d = out[i + 2] << 8 | out[i + 3];
			for (int k = 0; k < len; k++, o++)
				back[o] = back[o - d];
			i += 4;
		} else {
			back[o++] = out[i++];
		}
	return o;
}
int main(void)
{
	static const char *word[] = { "the ", "guest ", "host ", "and ", "branch ", "register ", "of ", "memory ", "a ", "to\n" };
	unsigned x = 7;
	for (int i = 0; i < N;) {
		x = x * 1103515245 + 12345;
		for (const char *p = word[(x >> 16) % 10]; *p && i < N; p++)
			in[i++] = (unsigned char)*p;
		if ((x >> 20) % 5 == 0 && i < N)
			in[i++] = (unsigned char)(x >> 24 & 127);
	}
	int n = 0, m = 0;
	for (int r = 0; r < 3; r++)
		n = compress();
	for (int r = 0; r < 20; r++)
		m = expand(n);
	printf("%d %d %d\n", n, m, memcmp(in, back, N) == 0);
	return 0;
}
