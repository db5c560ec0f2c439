/* The little of a C library the runtime needs: memory, text, messages. */
#include "xlat.h"

#include <asm/unistd_64.h>
#include <stdarg.h>

void *memcpy(void *restrict dst, const void *restrict src, size_t n)
{
	void *d = dst;
	__asm__ volatile("rep movsb" : "+D"(d), "+S"(src), "+c"(n) : : "memory");
	return dst;
}

void *memmove(void *dst, const void *src, size_t n)
{
	unsigned char *d = dst;
	const unsigned char *s = src;
	if (d <= s || d >= s + n)
		return memcpy(dst, src, n);
	while (n-- > 0)
		d[n] = s[n];
	return dst;
}

void *memset(void *dst, int c, size_t n)
{
	void *d = dst;
	__asm__ volatile("rep stosb" : "+D"(d), "+c"(n) : "a"(c) : "memory");
	return dst;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a, *y = b;
	for (size_t i = 0; i < n; i++)
		if (x[i] != y[i])
			return x[i] - y[i];
	return 0;
}

size_t strlen(const char *s)
{
	size_t n = 0;
	while (s[n] != 0)
		n++;
	return n;
}

/* A sink collects formatted text and drops what does not fit. */
struct sink {
	char *buf;
	size_t size, len;
};

static void put(struct sink *s, char c)
{
	if (s->len + 1 < s->size)
		s->buf[s->len++] = c;
}

static void put_number(struct sink *s, uint64_t v, unsigned base, int width)
{
	char digits[24];
	int n = 0;
	do {
		digits[n++] = "0123456789abcdef"[v % base];
		v /= base;
	} while (v != 0);
	for (; n < width; width--)
		put(s, '0');
	while (n > 0)
		put(s, digits[--n]);
}

static void put_signed(struct sink *s, long v)
{
	if (v < 0)
		put(s, '-');
	put_number(s, v < 0 ? -(uint64_t)v : (uint64_t)v, 10, 0);
}

static void put_string(struct sink *s, const char *p)
{
	for (p = p == NULL ? "(null)" : p; *p != 0; p++)
		put(s, *p);
}

/* convert formats one argument; f points after the '%'. It returns the last
 * character of the conversion. */
static const char *convert(struct sink *s, const char *f, va_list *ap)
{
	int width = 0;
	bool wide = false;
	for (; *f >= '0' && *f <= '9'; f++)
		width = width * 10 + (*f - '0');
	for (; *f == 'l'; f++)
		wide = true;
	switch (*f) {
	case 's':
		put_string(s, va_arg(*ap, const char *));
		break;
	case 'c':
		put(s, (char)va_arg(*ap, int));
		break;
	case 'd':
		put_signed(s, wide ? va_arg(*ap, long) : va_arg(*ap, int));
		break;
	case 'u':
	case 'x':
		put_number(s, wide ? va_arg(*ap, unsigned long) : va_arg(*ap, unsigned), *f == 'u' ? 10 : 16, width);
		break;
	default:
		put(s, *f);
	}
	return f;
}

static size_t vformat(char *buf, size_t size, const char *f, va_list *ap)
{
	struct sink s = {buf, size, 0};
	for (; *f != 0; f++) {
		if (*f == '%' && f[1] != 0)
			f = convert(&s, f + 1, ap);
		else
			put(&s, *f);
	}
	if (size > 0)
		buf[s.len] = 0;
	return s.len;
}

size_t format(char *buf, size_t size, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	size_t n = vformat(buf, size, fmt, &ap);
	va_end(ap);
	return n;
}

static void message(const char *fmt, va_list *ap)
{
	char line[512];
	size_t n = format(line, sizeof line, "xlat: ");
	n += vformat(line + n, sizeof line - n - 1, fmt, ap);
	line[n++] = '\n';
	sys3(__NR_write, 2, (long)line, (long)n);
}

void say(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	message(fmt, &ap);
	va_end(ap);
}

_Noreturn void die(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	message(fmt, &ap);
	va_end(ap);
	for (;;)
		sys1(__NR_exit_group, 126);
}
