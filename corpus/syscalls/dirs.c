/* Only here: directories through both getdents calls and the library, with positions, and the calls relative to a directory. */
#include "check.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

struct old_dirent {
	unsigned long ino, off;
	unsigned short reclen;
	char name[];
};

struct new_dirent {
	uint64_t ino;
	int64_t off;
	unsigned short reclen;
	unsigned char type;
	char name[];
};

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sorted(char **names, int n)
{
	qsort(names, n, sizeof *names, compare);
	for (int i = 0; i < n; i++) {
		printf("  %s\n", names[i]);
		free(names[i]);
	}
}

static void list_old(int fd, unsigned size)
{
	char buf[4096], *names[256];
	int n = 0, calls = 0;
	long r;
	lseek(fd, 0, SEEK_SET);
	while ((r = syscall(SYS_getdents, fd, buf, size)) > 0) {
		calls++;
		for (long i = 0; i < r;) {
			struct old_dirent *d = (struct old_dirent *)(buf + i);
			char line[300];
			snprintf(line, sizeof line, "%s type %d ino %d reclen ok %d", d->name, buf[i + d->reclen - 1], d->ino != 0,
				d->reclen == ((10 + strlen(d->name) + 2 + 3) & ~3u));
			names[n++] = strdup(line);
			i += d->reclen;
		}
	}
	printf("getdents(%u): %d entries, several calls %d, end %ld\n", size, n, calls > 1, r);
	sorted(names, n);
}

static void list_new(int fd, unsigned size)
{
	char buf[4096], *names[256];
	int n = 0;
	long r;
	lseek(fd, 0, SEEK_SET);
	while ((r = syscall(SYS_getdents64, fd, buf, size)) > 0)
		for (long i = 0; i < r;) {
			struct new_dirent *d = (struct new_dirent *)(buf + i);
			char line[300];
			snprintf(line, sizeof line, "%s type %d ino %d", d->name, d->type, d->ino != 0);
			names[n++] = strdup(line);
			i += d->reclen;
		}
	printf("getdents64(%u): %d entries, end %ld\n", size, n, r);
	sorted(names, n);
}

int main(void)
{
	CALL(mkdir("d", 0755));
	int dir = CALL(open("d", O_RDONLY | O_DIRECTORY));
	for (int i = 0; i < 40; i++) {
		char name[64];
		snprintf(name, sizeof name, "file-with-a-name-%02d%.*s", i, i % 7, "abcdefg");
		close(openat(dir, name, O_CREAT | O_WRONLY, 0600));
	}
	CALL(mkdirat(dir, "sub", 0700));
	CALL(symlinkat("target", dir, "symlink"));
	CALL(mknodat(dir, "fifo", S_IFIFO | 0600, 0));
	CALL(linkat(dir, "file-with-a-name-00", dir, "hard", 0));
	CALL(renameat(dir, "file-with-a-name-01a", dir, "renamed"));
	CALL(unlinkat(dir, "file-with-a-name-02ab", 0));
	CALL(unlinkat(dir, "sub", 0));
	CALL(unlinkat(dir, "sub", AT_REMOVEDIR));
	list_old(dir, 4096);
	list_old(dir, 200);
	list_new(dir, 4096);
	list_new(dir, 200);
	char buf[64];
	lseek(dir, 0, SEEK_SET);
	CALL(syscall(SYS_getdents, dir, buf, 8));
	CALL(syscall(SYS_getdents64, dir, buf, 8));
	CALL(syscall(SYS_getdents64, 99, buf, 64));
	memset(buf, 0, sizeof buf);
	CALL(readlinkat(dir, "symlink", buf, sizeof buf));
	printf("%s\n", buf);

	CALL(rmdir("d"));
	CALL(chdir("d"));
	char cwd[4096];
	getcwd(cwd, sizeof cwd);
	printf("cwd %s\n", strrchr(cwd, '/'));
	CALL(syscall(SYS_getcwd, cwd, 2));
	CALL(chdir(".."));
	CALL(fchdir(dir));
	CALL(access("renamed", F_OK));
	CALL(fchdir(1));
	CALL(syscall(SYS_renameat2, dir, "hard", dir, "renamed", 1));
	CALL(syscall(SYS_renameat2, dir, "hard", dir, "harder", 0));
	return 0;
}
