/* Only here: file operations: open flags, seek, truncate, rename, link, stat, readdir, chmod, umask; files are left behind. */
/* corpus: cflags -D_FILE_OFFSET_BITS=64 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static void check(const char *what, long r)
{
	printf("%s: %ld%s%s\n", what, r, r < 0 ? " " : "", r < 0 ? strerror(errno) : "");
}

static int compare(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }

static void list(const char *path)
{
	DIR *d = opendir(path);
	char *names[32];
	int n = 0;
	for (struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.' && strcmp(e->d_name, "prog") && strcmp(e->d_name, "bin"))
			asprintf(&names[n++], "%s(%d)", e->d_name, e->d_type);
	closedir(d);
	qsort(names, n, sizeof *names, compare);
	for (int i = 0; i < n; i++)
		printf("%s ", names[i]);
	puts("");
}

static void show(const char *path)
{
	struct stat s;
	if (lstat(path, &s))
		printf("%s: %s\n", path, strerror(errno));
	else
		printf("%s: mode %o size %lld links %d blocks %d\n", path, s.st_mode,
		       S_ISDIR(s.st_mode) ? 0LL : (long long)s.st_size, S_ISDIR(s.st_mode) ? 0 : (int)s.st_nlink, s.st_blksize > 0);
}

int main(void)
{
	char buf[64] = { 0 };
	umask(027);
	int fd = open("data", O_RDWR | O_CREAT | O_EXCL, 0666);
	check("write", write(fd, "hello, file\n", 12));
	check("exclusive", open("data", O_RDWR | O_CREAT | O_EXCL, 0666));
	check("seek", lseek(fd, -5, SEEK_END));
	check("read", read(fd, buf, 4));
	check("pwrite", pwrite(fd, "J", 1, 0));
	check("pread", pread(fd, buf, 5, 0));
	puts(buf);
	check("hole", lseek(fd, 5000, SEEK_SET));
	struct iovec v[3] = { { "one ", 4 }, { "two ", 4 }, { "three", 5 } };
	check("writev", writev(fd, v, 3));
	check("truncate", ftruncate(fd, 5009));
	check("dup", dup2(fd, 20) - 20);
	check("append", fcntl(20, F_SETFL, O_APPEND));
	printf("flags %d\n", (fcntl(fd, F_GETFL) & O_APPEND) != 0);
	check("appended", write(20, "!\n", 2));
	close(20);
	close(fd);
	show("data");
	check("mkdir", mkdir("dir", 0777));
	check("mkdir again", mkdir("dir", 0777));
	check("link", link("data", "dir/hard"));
	check("symlink", symlink("../data", "dir/soft"));
	check("readlink", readlink("dir/soft", buf, sizeof buf));
	check("chmod", chmod("data", 0640));
	check("rename", rename("dir/hard", "dir/moved"));
	show("dir");
	show("dir/moved");
	show("dir/soft");
	list(".");
	list("dir");
	check("rmdir", rmdir("dir"));
	check("unlink", unlink("nothing"));
	check("access", access("data", W_OK));
	check("missing dir", open("no/such", O_RDONLY));
	check("openat", fd = openat(AT_FDCWD, "dir", O_RDONLY | O_DIRECTORY));
	check("mkdirat", mkdirat(fd, "sub", 0755));
	check("fstatat", fstatat(fd, "sub", &(struct stat){ 0 }, 0));
	check("chdir", fchdir(fd));
	show("sub");
	check("write dir", write(fd, "x", 1));
	check("bad fd", close(99));
	FILE *f = fopen("text", "w+");
	for (int i = 0; i < 2000; i++)
		fprintf(f, "line %d\n", i);
	fseek(f, 1000, SEEK_SET);
	fgets(buf, sizeof buf, f);
	printf("%ld %s", ftell(f), buf);
	fclose(f);
	f = fopen("text", "a");
	fputs("the end\n", f);
	fclose(f);
	show("text");
	return 0;
}
