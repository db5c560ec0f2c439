/* Only here: every call that tells about files: stat in all forms, statx, statfs, times of files, access. */
#include "check.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <utime.h>

static void show(const char *what, const struct stat *s)
{
	printf("%s: mode %o nlink %lu size %lld blocks %lld type %d times %lld.%09ld %lld.%09ld\n", what, (unsigned)s->st_mode,
		(unsigned long)s->st_nlink, (long long)s->st_size, (long long)s->st_blocks, (int)(s->st_mode >> 12),
		(long long)s->st_atim.tv_sec, s->st_atim.tv_nsec, (long long)s->st_mtim.tv_sec, s->st_mtim.tv_nsec);
}

int main(void)
{
	struct stat a, b;
	umask(022);
	int fd = CALL(open("file", O_CREAT | O_RDWR | O_TRUNC, 0640));
	CALL(write(fd, "hello", 5));
	struct timespec ts[2] = {{1000000000, 123456789}, {1100000000, 987654321}};
	CALL(utimensat(AT_FDCWD, "file", ts, 0));
	CALL(stat("file", &a));
	show("stat", &a);
	CALL(fstat(fd, &b));
	show("fstat", &b);
	printf("same %d %d %d\n", a.st_dev == b.st_dev, a.st_ino == b.st_ino, a.st_ino != 0);
	CALL(symlink("file", "link"));
	CALL(lstat("link", &a));
	printf("lstat: mode %o size %d\n", (unsigned)a.st_mode, (int)a.st_size);
	CALL(fstatat(AT_FDCWD, "link", &b, 0));
	show("fstatat", &b);
	CALL(fstatat(AT_FDCWD, "link", &b, AT_SYMLINK_NOFOLLOW));
	printf("fstatat nofollow: mode %o\n", (unsigned)b.st_mode);
	CALL(fstatat(fd, "", &b, AT_EMPTY_PATH));
	show("fstatat empty", &b);
	struct timeval tv[2] = {{900000000, 111111}, {900000001, 222222}};
	CALL(utimes("file", tv));
	stat("file", &a);
	show("utimes", &a);
	struct utimbuf ub = {800000000, 800000001};
	CALL(utime("file", &ub));
	stat("file", &a);
	show("utime", &a);
	ts[0].tv_nsec = UTIME_OMIT;
	ts[1].tv_sec = 5;
	CALL(futimens(fd, ts));
	fstat(fd, &a);
	show("futimens", &a);
	CALL(stat("/dev/null", &a));
	printf("null: mode %o rdev %u %u\n", (unsigned)a.st_mode, major(a.st_rdev), minor(a.st_rdev));
	CALL(stat("none", &a));
	CALL(stat("file/none", &a));
	CALL(stat((char *)1, &a));
	CALL(truncate("file", 123456));
	CALL(ftruncate(fd, 3));
	stat("file", &a);
	printf("size %d\n", (int)a.st_size);
	CALL(ftruncate(fd, -1));
#ifdef STATX_BASIC_STATS
	struct statx sx;
	CALL(statx(AT_FDCWD, "file", 0, STATX_BASIC_STATS, &sx));
	printf("statx: mode %o size %llu atime %lld.%u mask %x nlink %u same %d\n", sx.stx_mode, (unsigned long long)sx.stx_size,
		(long long)sx.stx_atime.tv_sec, sx.stx_atime.tv_nsec, sx.stx_mask & STATX_BASIC_STATS, sx.stx_nlink, sx.stx_ino == a.st_ino);
	CALL(statx(AT_FDCWD, "/dev/zero", 0, STATX_BASIC_STATS, &sx));
	printf("statx zero: %u %u\n", sx.stx_rdev_major, sx.stx_rdev_minor);
#endif
	struct statfs f;
	CALL(statfs("/proc", &f));
	printf("proc: type %lx bsize %ld namelen %ld\n", (unsigned long)f.f_type, (long)f.f_bsize, (long)f.f_namelen);
	CALL(fstatfs(fd, &f));
	printf("sane %d %d\n", f.f_bavail <= f.f_blocks, f.f_namelen == 255);
	struct statvfs v;
	CALL(statvfs("/proc", &v));
	printf("statvfs: bsize %lu namemax %lu\n", v.f_bsize, v.f_namemax);
	CALL(access("file", R_OK | W_OK));
	CALL(access("file", X_OK));
	CALL(faccessat(AT_FDCWD, "link", F_OK, AT_SYMLINK_NOFOLLOW));
	CALL(chmod("file", 0755));
	CALL(access("file", X_OK));
	CALL(fchmod(fd, 04711));
	stat("file", &a);
	printf("mode %o\n", (unsigned)a.st_mode);
	CALL(fchmodat(AT_FDCWD, "file", 0600, 0));
	CALL(chown("file", -1, -1));
	CALL(lchown("link", getuid(), getgid()));
	CALL(fchownat(AT_FDCWD, "link", -1, -1, AT_SYMLINK_NOFOLLOW));
	CALL(mknod("fifo", S_IFIFO | 0644, 0));
	stat("fifo", &a);
	printf("fifo %o\n", (unsigned)a.st_mode);
	char buf[64];
	memset(buf, 0, sizeof buf);
	CALL(readlink("link", buf, sizeof buf));
	CALL(readlink("file", buf, sizeof buf));
	return 0;
}
