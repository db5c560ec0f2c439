// Objects, closures, prototypes, JSON, arrays.
function Animal(name) { this.name = name }
Animal.prototype.speak = function () { return this.name + " makes a sound" }
function Dog(name) { Animal.call(this, name) }
Dog.prototype = Object.create(Animal.prototype)
Dog.prototype.speak = function () { return Animal.prototype.speak.call(this) + ": woof" }
print(new Dog("Rex").speak(), new Dog("a") instanceof Animal)
var counters = []
for (var i = 0; i < 3; i++) counters.push((function (n) { return function () { return n++ } })(i * 10))
print(counters[0](), counters[0](), counters[1](), counters[2]())
var a = [5, 3, 8, 1]
print(a.concat([9]).map(function (x) { return x * x }).filter(function (x) { return x > 10 }).join(), a.slice(1, 3), a.indexOf(8))
print(a.reduce(function (x, y) { return x + y }), a.some(function (x) { return x > 7 }), a.every(function (x) { return x > 7 }))
print(JSON.stringify({ a: [1, 2.5, "x\n\u20ac"], b: { c: null, d: true } }), JSON.parse('{"k":[1,{"z":"\\u0041"}]}').k[1].z)
print(JSON.stringify([1, { a: 2 }], null, 2))
var o = { get x() { return this._x * 2 }, set x(v) { this._x = v } }
o.x = 21
print(o.x, Object.keys(o), "x" in o, delete o._x, o.x)
print(typeof null, typeof undefined, typeof print, typeof 1, void 0, [] + {}, [1, 2] + [3], "5" * "2", "5" + 2, null == undefined, NaN == NaN)
switch ("b") { case "a": print("A"); case "b": print("B"); case "c": print("C"); break; default: print("D") }
outer: for (var i = 0; i < 3; i++) for (var j = 0; j < 3; j++) { if (j == 2) continue outer; if (i == 2) break outer; print(i, j) }
for (var k in { p: 1, q: 2 }) print(k)
print([1, [2, [3]]].toString(), "abc".charCodeAt(1), "abc".slice(-2, -1), "a-b-c".split("-"), " trim ".trim() + "|", "abc".toUpperCase())
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }
print(fib(20))
print((function () { return arguments.length + arguments[1] })(1, 2, 3), Math.max.apply(null, [3, 9, 4]), (function () { return this.v }).call({ v: 7 }))
