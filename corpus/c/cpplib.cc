/* Only here: the C++ library: containers, algorithms, streams, virtual and multiple inheritance, dynamic_cast, static construction. */
/* corpus: tags glibc */
#include <algorithm>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <regex>
#include <set>
#include <sstream>
#include <typeinfo>
#include <unordered_map>
#include <vector>

struct A { int a = 1; virtual int f() { return a; } virtual ~A() {} };
struct B : virtual A { int b = 2; int f() override { return b + a; } };
struct C : virtual A { int c = 3; virtual int g() { return c; } };
struct D : B, C { int d = 4; int f() override { return B::f() + 10 * g() + d; } };

static std::map<std::string, int> early = { { "one", 1 }, { "two", 2 }, { "three", 3 } };

int main()
{
	D d;
	A *a = &d;
	C *c = dynamic_cast<C *>(a);
	std::cout << a->f() << ' ' << c->g() << ' ' << (dynamic_cast<std::exception *>(a) == nullptr) << ' '
		  << (typeid(*a) == typeid(D)) << '\n';
	for (auto &[k, v] : early)
		std::cout << k << '=' << v << ' ';
	std::vector<int> v(100);
	std::iota(v.begin(), v.end(), 1);
	std::reverse(v.begin(), v.begin() + 50);
	std::stable_sort(v.begin(), v.end(), [](int x, int y) { return x % 7 < y % 7; });
	std::cout << v[0] << ' ' << v[50] << ' ' << v[99] << ' ' << std::accumulate(v.begin(), v.end(), 0L) << '\n';
	std::unordered_map<int, std::string> h;
	for (int i = 0; i < 1000; i++)
		h[i * 7919 % 10007] = std::to_string(i);
	std::set<std::string> s;
	for (auto &e : h)
		s.insert(e.second);
	std::cout << s.size() << ' ' << *s.begin() << ' ' << *s.rbegin() << '\n';
	std::ostringstream o;
	o << std::hex << std::setw(8) << std::setfill('0') << 48879 << std::dec << std::fixed << std::setprecision(3) << ' '
	  << 3.14159 << ' ' << std::scientific << 12345.678 << ' ' << std::boolalpha << true;
	std::cout << o.str() << '\n';
	std::istringstream in("12 0x1f 3.5 word");
	int x;
	std::string y, w;
	double z;
	in >> x >> y >> z >> w;
	std::cout << x << y << z << w << '\n';
	std::regex re("([a-z]+)(\\d+)");
	std::cout << std::regex_replace(std::string("ab12 cd345 e"), re, "$2$1") << '\n';
	auto p = std::make_shared<int>(5);
	std::weak_ptr<int> q = p;
	std::function<int(int)> fib = [&](int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); };
	std::cout << q.use_count() << ' ' << fib(15) << std::endl;
	try {
		v.at(1000);
	} catch (const std::out_of_range &e) {
		std::cout << e.what() << '\n';
	}
}
