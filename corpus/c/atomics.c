/* Only here: LL/SC: every __atomic builtin on 8, 16 and 32 bits, in one thread. */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>

#define TEST(T) static void test_##T(void) \
{ \
	static T v = 5; \
	T e = 6; \
	printf(#T " %d", (int)__atomic_fetch_add(&v, 3, __ATOMIC_SEQ_CST)); \
	printf(" %d", (int)__atomic_sub_fetch(&v, 10, __ATOMIC_ACQ_REL)); \
	printf(" %d", (int)__atomic_fetch_or(&v, 0x55, __ATOMIC_RELAXED)); \
	printf(" %d", (int)__atomic_and_fetch(&v, 0x3c, __ATOMIC_ACQUIRE)); \
	printf(" %d", (int)__atomic_fetch_xor(&v, -1, __ATOMIC_RELEASE)); \
	printf(" %d", (int)__atomic_fetch_nand(&v, 0x1f, __ATOMIC_SEQ_CST)); \
	printf(" %d", (int)__atomic_exchange_n(&v, 6, __ATOMIC_SEQ_CST)); \
	printf(" %d", __atomic_compare_exchange_n(&v, &e, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)); \
	printf(" %d %d", __atomic_compare_exchange_n(&v, &e, 1, 1, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED), (int)e); \
	printf(" %d\n", (int)__atomic_load_n(&v, __ATOMIC_SEQ_CST)); \
}
TEST(int8_t) TEST(uint8_t) TEST(int16_t) TEST(uint16_t) TEST(int32_t) TEST(uint32_t)

int main(void)
{
	test_int8_t();
	test_uint8_t();
	test_int16_t();
	test_uint16_t();
	test_int32_t();
	test_uint32_t();
	unsigned char lock = 0;
	printf("%d", __atomic_test_and_set(&lock, __ATOMIC_ACQUIRE));
	printf("%d", __atomic_test_and_set(&lock, __ATOMIC_ACQUIRE));
	__atomic_clear(&lock, __ATOMIC_RELEASE);
	__sync_synchronize();
	printf("%d\n", lock);
	return 0;
}
