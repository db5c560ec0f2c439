/* Guarded access to guest memory: a bad address is an error, not a fault. */
#include "sys.h"

/* guarded_copy copies n bytes, guarded_exchange is user_exchange; a fault between
 * the labels goes to their error exit. They then return -14.
 *
 * rt_copy and rt_move copy edx bytes of guest memory from esi to edi for lifted
 * code, up to the 64 that four registers hold, and return 0. They return another
 * number, perhaps having copied some, where the guest's own code is to do it: for
 * more, where an access faults, and where both places overlap. Then rt_move copies,
 * too, if all goes to one page, so that the first store faults or none. Both keep all
 * general registers but rax and r11, as preserve_most wants, and whatever is above 32
 * bits in their arguments. */
long guarded_copy(void *dst, const void *src, size_t n);
long guarded_exchange(void *at, uint32_t *expected, uint32_t new);
extern const char guarded_begin[], guarded_end[], guarded_fault[];

__asm__(
	".text\n"
	".hidden guarded_copy, guarded_exchange, guarded_begin, guarded_end, guarded_fault\n"
	".globl guarded_copy, guarded_exchange, guarded_begin, guarded_end, guarded_fault\n"
	".type guarded_copy, @function\n"
	"guarded_copy:\n"
	"guarded_begin:\n"
	"	cmp $64, %rdx\n"
	"	ja 3f\n"
	"1:	sub $8, %rdx\n"
	"	jb 2f\n"
	"	mov (%rsi), %rax\n"
	"	mov %rax, (%rdi)\n"
	"	add $8, %rsi\n"
	"	add $8, %rdi\n"
	"	jmp 1b\n"
	"2:	add $8, %rdx\n"
	"3:	mov %rdx, %rcx\n"
	"	rep movsb\n"
	"	xor %eax, %eax\n"
	"	ret\n"
	"guarded_exchange:\n"
	"	mov (%rsi), %eax\n"
	"	lock cmpxchg %edx, (%rdi)\n"
	"	mov %eax, (%rsi)\n"
	"	sete %al\n"
	"	movzbl %al, %eax\n"
	"	ret\n"
	".hidden rt_copy, rt_move\n"
	".globl rt_copy, rt_move\n"
	".type rt_copy, @function\n"
	".type rt_move, @function\n"
	".balign 32\n"
	"rt_copy:\n"
	"	mov %edi, %eax\n"
	"	sub %esi, %eax\n"
	"	cmp %edx, %eax\n"
	"	jb 1f\n"
	"	neg %eax\n"
	"	cmp %edx, %eax\n"
	"	jae 3f\n"
	"1:	mov $1, %eax\n"
	"	ret\n"
	".balign 32\n"
	"rt_move:\n"
	"	mov %edi, %eax\n"
	"	sub %esi, %eax\n"
	"	cmp %edx, %eax\n"
	"	jb 2f\n"
	"	neg %eax\n"
	"	cmp %edx, %eax\n"
	"	jae 3f\n"
	"2:	mov %edi, %eax\n" /* they overlap */
	"	and $4095, %eax\n"
	"	add %edx, %eax\n"
	"	jc 1b\n"
	"	cmp $4096, %eax\n"
	"	ja 1b\n"
	"3:	cmp $16, %edx\n"
	"	jb 5f\n"
	"	cmp $64, %edx\n"
	"	ja 1b\n"
	"	lea -16(%rdx), %r11d\n"
	"	movdqu (%esi), %xmm0\n"
	"	movdqu (%esi, %r11d), %xmm1\n"
	"	cmp $32, %edx\n"
	"	jbe 4f\n"
	"	movdqu 16(%esi), %xmm2\n"
	"	movdqu -16(%esi, %r11d), %xmm3\n"
	"	movdqu %xmm2, 16(%edi)\n"
	"	movdqu %xmm3, -16(%edi, %r11d)\n"
	"4:	movdqu %xmm0, (%edi)\n"
	"	movdqu %xmm1, (%edi, %r11d)\n"
	"	xor %eax, %eax\n"
	"	ret\n"
	"5:	cmp $8, %edx\n"
	"	jb 6f\n"
	"	movq (%esi), %xmm0\n"
	"	movq -8(%esi, %edx), %xmm1\n"
	"	movq %xmm0, (%edi)\n"
	"	movq %xmm1, -8(%edi, %edx)\n"
	"	xor %eax, %eax\n"
	"	ret\n"
	"6:	cmp $4, %edx\n"
	"	jb 7f\n"
	"	mov (%esi), %eax\n"
	"	mov -4(%esi, %edx), %r11d\n"
	"	mov %eax, (%edi)\n"
	"	mov %r11d, -4(%edi, %edx)\n"
	"	xor %eax, %eax\n"
	"	ret\n"
	"7:	cmp $1, %edx\n"
	"	jb 9f\n"
	"	movzbl (%esi), %eax\n"
	"	je 8f\n"
	"	movzwl -2(%esi, %edx), %r11d\n"
	"	mov %r11w, -2(%edi, %edx)\n"
	"8:	mov %al, (%edi)\n"
	"9:	xor %eax, %eax\n"
	"	ret\n"
	"guarded_end:\n"
	"guarded_fault:\n"
	"	mov $-14, %rax\n"
	"	ret\n"
	".size guarded_copy, .-guarded_copy\n");

bool user_fault(uint64_t rip)
{
	return rip >= (uint64_t)(uintptr_t)guarded_begin && rip < (uint64_t)(uintptr_t)guarded_end;
}

void user_fault_fixup(uint64_t *rip)
{
	*rip = (uint64_t)(uintptr_t)guarded_fault;
}

/* inside reports whether a range lies in guest memory. */
static bool inside(gaddr a, size_t n)
{
	return (uint64_t)a + n <= (uint64_t)1 << 32;
}

int copy_in(void *dst, gaddr src, size_t n)
{
	return inside(src, n) ? (int)guarded_copy(dst, host(src), n) : -EFAULT;
}

int copy_out(gaddr dst, const void *src, size_t n)
{
	return inside(dst, n) ? (int)guarded_copy(host(dst), src, n) : -EFAULT;
}

long user_exchange(gaddr a, uint32_t *expected, uint32_t new)
{
	return inside(a, 4) ? guarded_exchange(host(a), expected, new) : -EFAULT;
}

long copy_string(char *buf, gaddr a, size_t size)
{
	for (size_t n = 0; n < size;) {
		/* Not beyond a page, so that a string that ends before a gap is read. */
		size_t chunk = PAGE - (a + n) % PAGE;
		if (chunk > size - n)
			chunk = size - n;
		if (copy_in(buf + n, (gaddr)(a + n), chunk))
			return -EFAULT;
		for (size_t end = n + chunk; n < end; n++)
			if (buf[n] == 0)
				return (long)n;
	}
	return -ENAMETOOLONG;
}

long get_u32_n(uint32_t *h, gaddr a, size_t n)
{
	if (copy_in(h, a, 4 * n))
		return -EFAULT;
	for (size_t i = 0; i < n; i++)
		h[i] = swap32(h[i]);
	return 0;
}

long put_u32_n(gaddr a, const uint32_t *h, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t v = swap32(h[i]);
		if (copy_out(a + (gaddr)(4 * i), &v, 4))
			return -EFAULT;
	}
	return 0;
}

long get_i64_n(int64_t *h, gaddr a, size_t n)
{
	if (copy_in(h, a, 8 * n))
		return -EFAULT;
	for (size_t i = 0; i < n; i++)
		h[i] = (int64_t)swap64((uint64_t)h[i]);
	return 0;
}

long put_i64_n(gaddr a, const int64_t *h, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t v = swap64((uint64_t)h[i]);
		if (copy_out(a + (gaddr)(8 * i), &v, 8))
			return -EFAULT;
	}
	return 0;
}
