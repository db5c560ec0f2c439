/* Only here: the address space: mmap in all forms and its errors, mremap, brk, protection, advice, residency. */
/* corpus: tags glibc */
#include "check.h"
#include <fcntl.h>
#include <setjmp.h>
#include <sys/mman.h>
#include <sys/stat.h>

static long page;

static void mapped(const char *what, void *p)
{
	if (p == MAP_FAILED)
		printf("%s: errno %d %s\n", what, errno, strerror(errno));
	else
		printf("%s: ok aligned %d below 2G %d\n", what, (unsigned long)p % page == 0, (unsigned long)p < 0x80000000UL);
	fflush(stdout);
}
#define MAP(expr) ({ void *p_ = (expr); mapped(#expr, p_); p_; })

/* readable asks the kernel, so that nothing faults. */
static int readable(void *p)
{
	int q[2];
	pipe(q);
	int r = write(q[1], p, 1) == 1;
	close(q[0]);
	close(q[1]);
	return r;
}

static int writable(void *p)
{
	int q[2];
	pipe(q);
	write(q[1], "w", 1);
	int r = read(q[0], p, 1) == 1;
	close(q[0]);
	close(q[1]);
	return r;
}

int main(void)
{
	page = sysconf(_SC_PAGESIZE);
	SHOW("%ld", page);
	char *a = MAP(mmap(NULL, 10 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	strcpy(a + 3 * page, "in the middle");
	CALL(mprotect(a + 2 * page, page, PROT_NONE));
	printf("%d %d %d\n", readable(a), readable(a + 2 * page), readable(a + 3 * page));
	CALL(mprotect(a + 4 * page, page, PROT_READ));
	printf("%d %d\n", readable(a + 4 * page), writable(a + 4 * page));
	CALL(munmap(a + 5 * page, 2 * page));
	printf("%d %d %d\n", readable(a + 4 * page), readable(a + 5 * page), readable(a + 7 * page));
	char *b = MAP(mmap(a + 5 * page, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
	printf("placed %d\n", b == a + 5 * page);
	char *hint = MAP(mmap(a + 6 * page, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	printf("hint taken %d\n", hint == a + 6 * page);
	MAP(mmap(a + 1, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
	MAP(mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	MAP(mmap(NULL, 0xfffff000, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	MAP(mmap(NULL, 0xffffffff, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	MAP(mmap(NULL, page, PROT_READ, MAP_PRIVATE, -1, 0));
	MAP(mmap(NULL, page, PROT_READ, MAP_ANONYMOUS, -1, 0));
	MAP((void *)syscall(SYS_mmap, NULL, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 1));
	CALL(munmap(a + 1, page));
	CALL(munmap(a, 0));
	CALL(mprotect(a + 1, page, PROT_READ));
	CALL(munmap(a + 6 * page, page));

	int fd = open("mapped", O_CREAT | O_RDWR | O_TRUNC, 0600);
	for (int i = 0; i < 4; i++) {
		char line[4096];
		memset(line, 'a' + i, sizeof line);
		write(fd, line, sizeof line);
	}
	char *f = MAP(mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, page));
	printf("%c %c\n", f[0], f[page]);
	f[1] = 'X';
	CALL(msync(f, page, MS_SYNC));
	char c[2];
	pread(fd, c, 2, page);
	printf("%c%c\n", c[0], c[1]);
	char *g = MAP(mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0));
	g[0] = 'Y';
	pread(fd, c, 1, 0);
	printf("%c %c\n", c[0], g[0]);
	CALL(msync(f + 1, page, MS_SYNC));
	CALL(msync(f, page, 99));
	int ro = open("mapped", O_RDONLY);
	MAP(mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, ro, 0));
	MAP(mmap(NULL, page, PROT_READ, MAP_SHARED, 99, 0));
	unsigned char vec[4] = {0};
	CALL(mincore(f, 2 * page, vec));
	printf("%d %d\n", vec[0] & 1, vec[1] & 1);
	CALL(madvise(a, page, MADV_DONTNEED));
	CALL(madvise(a + 1, page, MADV_NORMAL));
	a[0] = 'q';
	CALL(madvise(a, page, MADV_DONTNEED));
	printf("zero %d\n", a[0]);

	char *m = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	strcpy(m, "moved");
	strcpy(m + page, "second");
	char *m2 = MAP(mremap(m, 4 * page, 2 * page, 0));
	printf("same %d gone %d\n", m2 == m, !readable(m + 3 * page));
	char *wall = mmap(m + 2 * page, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	MAP(mremap(m, 2 * page, 8 * page, 0));
	char *m3 = MAP(mremap(m, 2 * page, 8 * page, MREMAP_MAYMOVE));
	printf("moved %d %s %s old %d new %d\n", m3 != m, m3, m3 + page, readable(m), writable(m3 + 7 * page));
	char *target = mmap(NULL, 4 * page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *m4 = MAP(mremap(m3, 2 * page, 3 * page, MREMAP_MAYMOVE | MREMAP_FIXED, target));
	printf("fixed %d %s\n", m4 == target, m4);
	MAP(mremap(m4, page, page, MREMAP_MAYMOVE | MREMAP_FIXED, m4));
	MAP(mremap(m4 + 1, page, page, 0));
	munmap(wall, page);

	char *old = sbrk(0);
	printf("sbrk %d\n", sbrk(100000) == old);
	memset(old, 1, 100000);
	printf("%d\n", (char *)sbrk(0) - old == 100000);
	sbrk(-50000);
	char *end = sbrk(0);
	printf("%d\n", end - old == 50000);
	sbrk(50000);
	printf("zeroed %d\n", old[99999]);
	CALL(brk((void *)4096));

	MAP(mmap(NULL, page, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_POPULATE, -1, 0));
	MAP(mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_GROWSDOWN, -1, 0));
	char *big = MAP(mmap(NULL, 256 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
	CALL(mprotect(big + (100 << 20), page, PROT_READ | PROT_WRITE));
	big[100 << 20] = 1;
	CALL(munmap(big, 256 << 20));
	CALL(mlock(a, page));
	CALL(munlock(a, page));
	CALL(read(ro, (void *)0x10, 10));
	CALL(write(1, (void *)0x7fffff00, 10));
	CALL(write(1, a + 2 * page, 10));
	return 0;
}
