/* Only here: the calls that i386 has in forms of its own, of the numbers they have there. */
/* corpus: guests i386 */
#include "check.h"
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

/* As <asm/ldt.h> has it. */
struct user_desc {
	unsigned entry_number, base_addr, limit;
	unsigned seg_32bit : 1, contents : 2, read_exec_only : 1, limit_in_pages : 1, seg_not_present : 1, useable : 1;
};

#define RAW(nr, ...) printf(#nr " " #__VA_ARGS__ ": %ld", (long)syscall(nr, ##__VA_ARGS__)), printf(" errno %d\n", errno), errno = 0

static void *const bad = (void *)0x10;

/* Identities of 16 bits. */
static void identities(void)
{
	uint16_t id[3] = {1, 2, 3}, groups[4] = {7, 0xffff, 5, 6};
	gid_t wide[4] = {70000, 3, 0x10007, 9};
	RAW(24);
	RAW(47);
	RAW(49);
	RAW(50);
	RAW(165, &id[0], &id[1], &id[2]);
	printf("%d %d %d\n", id[0], id[1], id[2]);
	RAW(165, &id[0], bad, &id[2]);
	RAW(171, &id[0], &id[1], &id[2]);
	RAW(206, 4, wide);
	RAW(80, 0, bad);
	RAW(80, 4, groups);
	printf("%d %d %d %d\n", groups[0], groups[1], groups[2], groups[3]);
	RAW(80, 3, groups);
	RAW(80, 4, bad);
	RAW(81, 2, groups);
	RAW(205, 4, wide);
	printf("%d %d\n", (int)wide[0], (int)wide[1]);
	RAW(81, -1, groups);
	int fd = open("owned", O_CREAT | O_RDWR, 0644);
	struct stat st;
	RAW(207, fd, 70001, 70002);
	RAW(95, fd, 0xffff, 0x12345);
	fstat(fd, &st);
	printf("owner %d %d\n", (int)st.st_uid, (int)st.st_gid);
	RAW(182, "owned", 12, -1);
	RAW(16, "owned", -1, 13);
	stat("owned", &st);
	printf("owner %d %d\n", (int)st.st_uid, (int)st.st_gid);
	RAW(138, 0xffff);
	RAW(139, 0x1ffff);
	if (fork() == 0) {
		RAW(216, 100000);
		RAW(171, &id[0], &id[1], &id[2]);
		RAW(210, 100000, 100001, 100002);
		RAW(171, &id[0], &id[1], &id[2]);
		printf("%d %d %d\n", id[0], id[1], id[2]);
		RAW(170, -1, 5, 0xffff);
		RAW(208, -1, 100000, -1);
		RAW(49);
		fflush(stdout);
		_exit(0);
	}
	wait(NULL);
	close(fd);
}

/* Positions in two words, which are not aligned to even arguments. */
static void positions(void)
{
	int fd = open("big", O_CREAT | O_RDWR | O_LARGEFILE, 0600);
	struct stat64 st;
	char c = 0;
	RAW(181, fd, "x", 1, 2, 1);
	fstat64(fd, &st);
	printf("size %lld inode %d\n", (long long)st.st_size, st.st_ino != 0);
	RAW(180, fd, &c, 1, 2, 1);
	printf("read %c\n", c);
	RAW(194, fd, 5, 2);
	fstat64(fd, &st);
	printf("size %lld\n", (long long)st.st_size);
	RAW(193, "big", 100, 0);
	RAW(250, fd, 0, 0, 100, 0);
	RAW(250, fd, 0, 0, 100, 99);
	RAW(272, fd, 0, 0, 100, 0, 0);
	RAW(272, fd, 0, 0, 100, 0, 77);
	RAW(314, fd, 0, 0, 50, 0, 2);
	RAW(314, fd, 0, 0, 50, 0, 99);
	RAW(324, fd, 0, 10, 0, 200, 0);
	RAW(225, fd, 0, 0, 10);
	fstat64(fd, &st);
	printf("size %lld\n", (long long)st.st_size);
	long long at;
	RAW(140, fd, 1, 5, &at, SEEK_SET);
	printf("at %lld\n", at);
	struct {
		uint16_t dev, ino, mode, nlink, uid, gid, rdev, pad;
		uint32_t size, atime, mtime, ctime;
	} old;
	memset(&old, 1, sizeof old);
	int r = syscall(18, "big", &old);
	printf("oldstat %d\n", r == 0 ? old.size == 210 && S_ISREG(old.mode) : errno == EOVERFLOW);
	RAW(28, 99, &old);
	RAW(84, "none", &old);
	RAW(268, "/", 84, bad);
	RAW(268, "/", 88, bad);
	RAW(268, "/", 64, bad);
	close(fd);
	unlink("big");
}

/* Arguments in memory. */
static void memory(void)
{
	uint32_t map[6] = {0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0};
	char *p = (char *)syscall(90, map);
	p[8191] = 1;
	printf("mapped %d\n", p != MAP_FAILED);
	map[5] = 1;
	RAW(90, map);
	RAW(90, bad);
	RAW(91, p, 8192);
	struct timeval tv = {0, 1000};
	uint32_t sel[5] = {0, 0, 0, 0, (uint32_t)(uintptr_t)&tv};
	RAW(82, sel);
	RAW(82, bad);
	char names[65 * 5 + 1];
	memset(names, 1, sizeof names);
	RAW(109, names);
	printf("%s %s %d\n", names, names + 65 * 4, names[65 * 5]);
	RAW(59, names);
	printf("%s %s\n", names, names + 9 * 4);
	uint32_t limit[2];
	RAW(76, 2, limit);
	printf("%x\n", limit[1]);
	RAW(191, 2, limit);
	printf("%x\n", limit[1]);
	RAW(113, 0);
	RAW(166, 0, 0);
	RAW(17);
	RAW(222);
	RAW(451 + 1000);
	RAW(-1);
	RAW(192, 0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	p = (char *)syscall(192, 0, 4096, PROT_READ, MAP_PRIVATE, open("/proc/self/exe", O_RDONLY), 0);
	printf("%.3s\n", p + 1); /* all six registers arrived */
}

/* Descriptors. */
static void descriptors(void)
{
	static int word = 1234;
	struct user_desc d = {.entry_number = -1, .base_addr = (uintptr_t)&word, .limit = 0xfffff, .seg_32bit = 1, .limit_in_pages = 1, .useable = 1};
	RAW(243, &d);
	printf("entry %u\n", d.entry_number);
	uint16_t was, selector = d.entry_number * 8 + 3;
	int v;
	__asm__ volatile("mov %%fs, %0" : "=r"(was));
	__asm__ volatile("mov %1, %%fs\n\tmov %%fs:0, %0" : "=r"(v) : "r"(selector));
	printf("word %d\n", v);
	struct user_desc e = {.entry_number = d.entry_number};
	RAW(244, &e);
	printf("base %d limit %x flags %x\n", e.base_addr == d.base_addr, e.limit, ((unsigned *)&e)[3]);
	/* What is looked up follows the descriptor. */
	static int other[2] = {5, 6};
	d.base_addr = (uintptr_t)&other[1];
	RAW(243, &d);
	__asm__ volatile("mov %1, %%fs\n\tmov %%fs:-4, %0" : "=r"(v) : "r"(selector));
	printf("other %d\n", v);
	d = (struct user_desc){.entry_number = -1, .base_addr = 1, .seg_32bit = 1, .useable = 1};
	RAW(243, &d);
	d.entry_number = -1;
	RAW(243, &d);
	d.entry_number = 3;
	RAW(243, &d);
	RAW(244, &d);
	RAW(243, bad);
	RAW(244, bad);
	d = (struct user_desc){.entry_number = 13, .read_exec_only = 1, .seg_not_present = 1};
	RAW(243, &d);
	d.entry_number = 13;
	d.contents = 2;
	d.seg_not_present = 0;
	RAW(243, &d);
	__asm__ volatile("mov %0, %%fs" : : "r"(was));

	uint32_t raw[4] = {0};
	d = (struct user_desc){.entry_number = 1, .base_addr = (uintptr_t)other, .limit = 0xfffff, .seg_32bit = 1, .limit_in_pages = 1, .useable = 1};
	RAW(123, 0x11, &d, sizeof d);
	__asm__ volatile("mov %1, %%fs\n\tmov %%fs:4, %0\n\tmov %2, %%fs" : "=&r"(v) : "r"(1 * 8 + 7), "r"(was));
	printf("ldt %d\n", v);
	RAW(123, 0, raw, 16);
	printf("%x %x %x %d\n", raw[0], raw[1], raw[2] & 0xffff, raw[3] >> 16 & 0xff);
	RAW(123, 0x11, &d, 8);
	d.entry_number = 8192;
	RAW(123, 0x11, &d, sizeof d);
	RAW(123, 1, bad, sizeof d);
	RAW(123, 2, raw, 16);
	RAW(123, 7, raw, 16);
	RAW(384, 0x1011, 0);
	RAW(384, 0x1002, 0);
	RAW(384, 0x3001, raw);
	RAW(120, 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x80000, 0, 0, bad, 0);
}

/* Old forms of the calls on signals. */
static volatile int handled;
static void handler(int s) { handled += s; }

static void old_signals(void)
{
	struct {
		void (*handler)(int);
		uint32_t mask, flags;
		void *restorer;
	} act = {handler, 1 << (SIGUSR2 - 1), 0, 0}, was;
	uint32_t set = 1 << (SIGUSR1 - 1), old = 0;
	RAW(67, SIGUSR1, &act, &was);
	printf("was %d\n", was.handler == SIG_DFL);
	RAW(67, SIGUSR1, 0, &was);
	printf("was %d mask %x flags %x\n", was.handler == handler, was.mask, was.flags);
	RAW(126, SIG_BLOCK, &set, &old);
	raise(SIGUSR1);
	RAW(73, &old);
	printf("pending %x handled %d\n", old, handled);
	RAW(72, 0, 0, 0);
	printf("handled %d\n", handled);
	RAW(68);
	RAW(69, 0);
	RAW(48, SIGUSR1, handler);
	raise(SIGUSR1);
	RAW(67, SIGUSR1, 0, &was);
	printf("handled %d reset %d\n", handled, was.handler == SIG_DFL);
	RAW(67, 0, &act, 0);
	RAW(67, SIGUSR1, bad, 0);
	RAW(174, SIGUSR1, 0, 0, 16);
}

int main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	identities();
	positions();
	memory();
	descriptors();
	old_signals();
	RAW(102, 99, bad);
	RAW(102, 1, bad);
	RAW(117, 99, 0, 0, 0, bad, 0);
	RAW(117, 2, 0, 0, 0600, 0, 0);
	return 0;
}
