// Exceptions (setjmp and longjmp inside the interpreter), finally, deep recursion.
function t(f) { try { return f() } catch (e) { return e.name ? e.name + ": " + e.message : "thrown " + e } }
print(t(function () { throw 5 }))
print(t(function () { undefinedVariable }))
print(t(function () { null.x }))
print(t(function () { (void 0)() }))
print(t(function () { return JSON.parse("{bad") }))
print(t(function () { return new Array(-1) }))
print(t(function () { eval("var =") }))
print((function () { try { return "try" } finally { print("finally") } })())
print((function () { for (var i = 0; i < 3; i++) try { if (i == 1) continue; throw i } catch (e) { print("caught", e) } finally { print("fin", i) } return i })())
function deep(n) { if (n == 0) throw new Error("bottom"); try { deep(n - 1) } finally { depth++ } }
var depth = 0
print(t(function () { deep(50) }), depth)
var n = 0
for (var i = 0; i < 3000; i++) try { if (i % 3) throw { v: i }; n++ } catch (e) { n += e.v }
print(n)
print(t(function () { function r() { return r() + 1 } r() }))
