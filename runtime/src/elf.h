/* Programs of the guest that are read from their file when they are executed,
 * rather than translated: what the kernel's ELF loader does. */
#ifndef ELF_H
#define ELF_H

#include "xlat.h"

/* Size of an ELF file's first header; HEAD bytes of a file tell what it is. */
enum { ELF_HEADER = 52 };

/* elf_is_guest reports whether a file that begins with the n bytes at h is an
 * ELF file of the guest's machine and byte order. */
bool elf_is_guest(const uint8_t *h, long n);

/* elf_check returns 0 where elf_load can load the open file, and otherwise
 * what the kernel's execve returns for it. */
long elf_check(int fd);

/* elf_load puts the program in the open file in place of the one that is in
 * the guest's memory, makes it program, and sets where xlat_process starts. A
 * program that has passed elf_check and cannot be loaded ends the process. */
void elf_load(int fd);

/* Guests that define GUEST_PT_ABI: what the header and the record of the ABI say of the processor's modes: the
 * guest's part, in NAME_start.c. abi is the content of the segment of type
 * GUEST_PT_ABI, n bytes. It returns bits of enum program_flags, or -1 for what
 * the guest's kernel or this runtime cannot run. */
int guest_elf_flags(const uint8_t *header, const uint8_t *abi, uint32_t n);

#endif
