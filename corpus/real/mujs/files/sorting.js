// Sorting, hashing, a small interpreter in JavaScript.
var seed = 1, a = []
function rnd() { seed = (seed * 16807) % 2147483647; return seed }
for (var i = 0; i < 2000; i++) a.push(rnd() % 1000)
var b = a.slice().sort(function (x, y) { return x - y })
print(b[0], b[1000], b[1999], a.slice(0, 5).sort())
var h = {}
for (var i = 0; i < a.length; i++) h["k" + a[i]] = (h["k" + a[i]] || 0) + 1
var best = Object.keys(h).sort(function (x, y) { return h[y] - h[x] || (x < y ? -1 : 1) })[0]
print(best, h[best])
function bf(src, out) {
	var t = [0], p = 0, st = []
	for (var i = 0; i < src.length; i++)
		switch (src[i]) {
		case ">": if (++p == t.length) t.push(0); break
		case "<": p--; break
		case "+": t[p] = (t[p] + 1) & 255; break
		case "-": t[p] = (t[p] + 255) & 255; break
		case ".": out += String.fromCharCode(t[p]); break
		case "[": if (t[p]) st.push(i); else for (var d = 1; d;) { i++; if (src[i] == "[") d++; if (src[i] == "]") d-- } break
		case "]": if (t[p]) i = st[st.length - 1]; else st.pop(); break
		}
	return out
}
print(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.", ""))
var queens = 0
function place(n, row, cols, d1, d2) {
	if (row == n) { queens++; return }
	for (var c = 0; c < n; c++)
		if (!(cols >> c & 1) && !(d1 >> (row + c) & 1) && !(d2 >> (row - c + n) & 1))
			place(n, row + 1, cols | 1 << c, d1 | 1 << (row + c), d2 | 1 << (row - c + n))
}
place(7, 0, 0, 0, 0)
print(queens)
