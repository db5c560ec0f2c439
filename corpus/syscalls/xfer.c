/* Only here: moving data: vectors, positions beyond 4 GiB, sendfile, splice, tee, copies, memfd, extended attributes. */
#include "check.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/xattr.h>

int main(void)
{
	int fd = CALL(open("data", O_CREAT | O_RDWR | O_TRUNC, 0600));
	struct iovec v[3] = {{"first ", 6}, {"", 0}, {"second", 6}};
	CALL(writev(fd, v, 3));
	CALL(writev(fd, v, -1));
	CALL(writev(fd, v, 5000));
	CALL(writev(fd, (struct iovec *)16, 2));
	char a[8] = "", b[32] = "";
	struct iovec r[2] = {{a, 5}, {b, 31}};
	CALL(preadv(fd, r, 2, 2));
	printf("%s|%s\n", a, b);
	CALL(pwritev(fd, v, 3, 20));
	CALL(lseek(fd, 0, SEEK_SET));
	CALL(readv(fd, r, 2));
	printf("%s|%s\n", a, b);
	CALL(pwrite(fd, "deep", 4, 100));
	CALL(pread(fd, b, 31, 100));
	CALL(pread(fd, b, 31, -1));
	long long far = 0x123456789LL;
	CALL(pwrite64(fd, "far", 3, far));
	memset(b, 0, sizeof b);
	CALL(pread64(fd, b, 31, far));
	printf("%s\n", b);
	printf("%lld\n", (long long)lseek64(fd, far + 1, SEEK_SET));
	CALL(lseek(fd, 0, SEEK_CUR));
	printf("%lld\n", (long long)lseek64(fd, 0, SEEK_END));
	printf("%lld\n", (long long)lseek64(fd, -5, SEEK_SET));
	struct stat st;
	CALL(stat("data", &st));
	struct stat64 st64;
	CALL(stat64("data", &st64));
	printf("%lld\n", (long long)st64.st_size);
	CALL(preadv64(fd, r, 1, far));
	CALL(ftruncate64(fd, 0x200000001LL));
	stat64("data", &st64);
	printf("%lld\n", (long long)st64.st_size);
	CALL(truncate64("data", 50));
	CALL(fallocate64(fd, 0, 0x100000000LL, 4096));
	stat64("data", &st64);
	printf("%lld\n", (long long)st64.st_size);
	CALL(ftruncate(fd, 40));
	CALL(posix_fadvise64(fd, 0x100000000LL, 5, POSIX_FADV_DONTNEED));
	CALL(posix_fadvise(fd, 0, 0, 99));
	CALL(sync_file_range(fd, 0, 0x100000000LL, SYNC_FILE_RANGE_WRITE));
	CALL(readahead(fd, 0, 4096));
	CALL(fsync(fd));
	CALL(fdatasync(99));
	CALL(syncfs(fd));

	int out = open("copy", O_CREAT | O_RDWR | O_TRUNC, 0600);
	off_t off = 3;
	CALL(sendfile(out, fd, &off, 10));
	printf("off %ld\n", (long)off);
	off64_t off64 = 5, to = 30;
	CALL(sendfile64(out, fd, &off64, 4));
	printf("off %lld\n", (long long)off64);
	lseek(fd, 0, SEEK_SET);
	CALL(sendfile(out, fd, NULL, 100));
	CALL(lseek(fd, 0, SEEK_CUR));
	CALL(copy_file_range(fd, &off64, out, &to, 6, 0));
	printf("off %lld %lld\n", (long long)off64, (long long)to);
	CALL(copy_file_range(fd, &off64, 99, &to, 6, 0));
	int p[2], q[2];
	pipe(p);
	pipe(q);
	off64 = 6;
	CALL(splice(fd, &off64, p[1], NULL, 6, 0));
	printf("off %lld\n", (long long)off64);
	CALL(tee(p[0], q[1], 100, 0));
	memset(b, 0, sizeof b);
	CALL(read(p[0], b, 31));
	printf("%s\n", b);
	v[0] = (struct iovec){"vm", 2};
	CALL(vmsplice(q[1], v, 1, 0));
	memset(b, 0, sizeof b);
	CALL(read(q[0], b, 31));
	printf("%s\n", b);

	int m = CALL(memfd_create("name", MFD_CLOEXEC | MFD_ALLOW_SEALING));
	CALL(write(m, "memory", 6));
	CALL(fcntl(m, F_ADD_SEALS, F_SEAL_WRITE));
	CALL(fcntl(m, F_GET_SEALS));
	CALL(write(m, "memory", 6));

	if (setxattr("data", "user.test", "value", 5, 0) == 0 || errno != EOPNOTSUPP) {
		CALL(setxattr("data", "user.test", "value2", 6, XATTR_CREATE));
		CALL(setxattr("data", "user.test", "value2", 6, XATTR_REPLACE));
		memset(b, 0, sizeof b);
		CALL(getxattr("data", "user.test", b, 31));
		printf("%s\n", b);
		CALL(fgetxattr(fd, "user.test", NULL, 0));
		CALL(getxattr("data", "user.test", b, 2));
		memset(b, 0, sizeof b);
		CALL(listxattr("data", b, 31));
		printf("%s\n", b);
		CALL(removexattr("data", "user.test"));
		CALL(lgetxattr("data", "user.test", b, 31));
	}
	unsigned char random[8];
	CALL(syscall(SYS_getrandom, random, 8, 0));
	CALL(syscall(SYS_getrandom, random, 8, 77));
	unlink("data"); /* its blocks depend on the file system */
	return 0;
}
