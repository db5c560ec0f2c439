/* Only here: C++ exceptions: unwinding with destructors, rethrow, nested, through callbacks, function-try, uncaught by type. */
/* corpus: tags glibc short */
/* corpus: want exit 3 */
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

struct guard {
	const char *name;
	explicit guard(const char *n) : name(n) {}
	~guard() { std::printf("~%s ", name); }
};

struct base { virtual ~base() {} virtual const char *what() const { return "base"; } };
struct derived : base { const char *what() const override { return "derived"; } };

__attribute__((noinline)) static int thrower(int n)
{
	guard g("thrower");
	switch (n) {
	case 0: return 1;
	case 1: throw 42;
	case 2: throw 2.5;
	case 3: throw std::runtime_error("runtime");
	case 4: throw derived();
	case 5: throw "text";
	case 6: throw std::bad_alloc();
	}
	throw 7L;
}

__attribute__((noinline)) static int middle(int n)
{
	guard g("middle");
	try {
		return thrower(n);
	} catch (double d) {
		std::printf("double %g ", d);
		throw;
	} catch (int i) {
		std::printf("int %d ", i);
		throw i + 1;
	}
}

static int callback(const void *a, const void *b)
{
	if (*(const int *)a == 3 || *(const int *)b == 3)
		throw std::string("from qsort");
	return *(const int *)a - *(const int *)b;
}

struct tried {
	int v;
	explicit tried(int n) try : v(thrower(n)) {
	} catch (...) {
		std::printf("in constructor ");
	}
};

__attribute__((noinline)) static double deep(int n, double x)
{
	guard *g = n % 50 == 0 ? new guard("deep") : nullptr;
	if (n == 0)
		throw x;
	try {
		return deep(n - 1, x + 0.5) + 1;
	} catch (...) {
		delete g;
		throw;
	}
}

int main()
{
	for (int n = 0; n < 8; n++) {
		try {
			guard g("main");
			std::printf("%d: ", middle(n));
		} catch (int i) {
			std::printf("caught int %d", i);
		} catch (double d) {
			std::printf("caught double %g", d);
		} catch (const std::exception &e) {
			std::printf("caught %s", e.what());
		} catch (base &b) {
			std::printf("caught %s", b.what());
		} catch (const char *s) {
			std::printf("caught %s", s);
		} catch (...) {
			std::printf("caught something");
		}
		std::puts("");
	}
	int v[] = { 5, 4, 3, 2, 1 };
	try {
		qsort(v, 5, sizeof *v, callback);
	} catch (const std::string &s) {
		std::puts(s.c_str());
	}
	try {
		tried t(1);
	} catch (...) {
		std::puts("rethrown");
	}
	try {
		deep(200, 1);
	} catch (double d) {
		std::printf("deep %g\n", d);
	}
	try {
		try {
			throw 1;
		} catch (int) {
			try {
				throw 2;
			} catch (int i) {
				std::printf("nested %d ", i);
			}
			throw;
		}
	} catch (int i) {
		std::printf("outer %d\n", i);
	}
	std::set_terminate([] { std::puts("terminate"); std::fflush(stdout); std::_Exit(3); });
	throw std::logic_error("uncaught");
}
