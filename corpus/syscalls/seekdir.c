/* Only here: positions in a directory, kept in a long and sought again. */
/* corpus: oracle exit 0 */
#include "check.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
	mkdir("d", 0755);
	int dir = open("d", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < 100; i++) {
		char name[32];
		snprintf(name, sizeof name, "name-%02d", i);
		close(openat(dir, name, O_CREAT | O_WRONLY, 0600));
	}
	DIR *d = opendir("d");
	static char names[200][32];
	static long at[200];
	int n = 0, found = 0;
	for (struct dirent *e;; n++) {
		at[n] = telldir(d);
		if (!(e = readdir(d)))
			break;
		strcpy(names[n], e->d_name);
	}
	for (int i = n - 1; i >= 0; i--) {
		seekdir(d, at[i]);
		struct dirent *e = readdir(d);
		found += e && strcmp(e->d_name, names[i]) == 0;
	}
	printf("%d names, %d found again\n", n, found);
	return 0;
}
