/* Only here: mmap of files and anonymous memory, fixed addresses, mprotect, mremap, shared between processes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	long page = sysconf(_SC_PAGESIZE);
	int fd = open("map", O_RDWR | O_CREAT, 0644);
	ftruncate(fd, 3 * page);
	char *m = mmap(0, 3 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	strcpy(m, "first");
	strcpy(m + page, "second");
	strcpy(m + 2 * page, "third");
	printf("sync %d\n", msync(m, 3 * page, MS_SYNC));
	char *p = mmap(0, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, page);
	printf("%s", p);
	strcpy(p, "private");
	printf(" %s %s\n", p, m + page);
	printf("unmap %d\n", munmap(p, page));
	char *a = mmap(0, 4 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	printf("protect %d\n", mprotect(a + page, page, PROT_READ | PROT_WRITE));
	a[page] = 7;
	char *f = mmap(a + 2 * page, page, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	printf("fixed %d %d\n", f == a + 2 * page, f[5]);
	f[9] = 3;
	f = mremap(f, page, 16 * page, MREMAP_MAYMOVE);
	printf("remap %d %d\n", f != MAP_FAILED, f[9]);
	volatile int *shared = mmap(0, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fflush(stdout);
	if (fork() == 0) {
		*shared = 1234;
		_exit(0);
	}
	wait(0);
	printf("shared %d\n", *shared);
	printf("bad %d\n", mmap(0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL);
	printf("bad fd %d\n", mmap(0, page, PROT_READ, MAP_PRIVATE, 99, 0) == MAP_FAILED && errno == EBADF);
	size_t big = 300u << 20;
	unsigned char *b = mmap(0, big, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	unsigned s = 0;
	for (size_t i = 0; i < big; i += 16 << 20)
		b[i + 1] = (unsigned char)(i >> 20);
	for (size_t i = 0; i < big; i += 16 << 20)
		s = s * 31 + b[i + 1];
	printf("big %u %d\n", s, munmap(b, big));
	void *brk0 = sbrk(0);
	char *h = sbrk(100000);
	if (h == (void *)-1) /* musl refuses */
		h = brk0 = calloc(1, 100000);
	printf("brk %d %d\n", (void *)h == brk0, h[99999]);
	void *blocks[200];
	unsigned seed = 1;
	for (int i = 0; i < 200; i++) {
		seed = seed * 1103515245 + 12345;
		size_t n = seed >> 16 & 0xffff;
		blocks[i] = i % 3 ? malloc(n + 1) : calloc(n + 1, 3);
		memset(blocks[i], i, n);
	}
	for (int i = 0; i < 200; i += 2)
		free(blocks[i]);
	for (int i = 1; i < 200; i += 2)
		blocks[i] = realloc(blocks[i], 70000);
	for (int i = 1; i < 200; i += 2)
		s += *(unsigned char *)blocks[i];
	printf("heap %u\n", s);
	return 0;
}
