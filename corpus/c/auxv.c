/* Only here: the auxiliary vector, by getauxval and by walking past envp. */
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

int main(int argc, char **argv, char **envp)
{
	(void)argc, (void)argv;
	const Elf32_Phdr *ph = (void *)getauxval(AT_PHDR);
	unsigned long n = getauxval(AT_PHNUM), loads = 0;
	for (unsigned long i = 0; ph && i < n; i++)
		loads += ph[i].p_type == PT_LOAD;
	printf("page %lu %ld phent %lu loads %lu entry %d\n", getauxval(AT_PAGESZ), sysconf(_SC_PAGESIZE),
	       getauxval(AT_PHENT), loads, getauxval(AT_ENTRY) != 0);
	printf("secure %lu uid %d euid %d gid %d\n", getauxval(AT_SECURE), getauxval(AT_UID) == getuid(),
	       getauxval(AT_EUID) == geteuid(), getauxval(AT_GID) == getgid());
	const unsigned char *r = (void *)getauxval(AT_RANDOM);
	printf("random %d clktck %lu\n", r != 0, getauxval(AT_CLKTCK));
	const char *fn = (void *)getauxval(AT_EXECFN);
	printf("execfn %s\n", fn ? strrchr(fn, '/') : "none");
	while (*envp)
		envp++;
	const Elf32_auxv_t *a = (void *)(envp + 1);
	int seen = 0;
	for (; a->a_type != AT_NULL; a++)
		seen += a->a_type == AT_PHDR || a->a_type == AT_PAGESZ || a->a_type == AT_RANDOM;
	printf("walked %d aligned %d\n", seen, ((unsigned long)argv & 3) == 0);
	return 0;
}
