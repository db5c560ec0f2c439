// Number formatting and arithmetic.
var v = [0, -0, 1, 0.1, 1 / 3, 1e21, 1e-7, 123456789012345680000, 5e-324, 1.7976931348623157e308, NaN, Infinity, -1.5, 4294967295, 2147483648]
for (var i = 0; i < v.length; i++)
	print(v[i], v[i].toFixed(2), v[i].toExponential(3), v[i].toPrecision(5), v[i] | 0, v[i] >>> 0, ~~v[i], v[i].toString(16))
print(0.1 + 0.2, 1 << 31, 1 << 32, -1 >>> 28, -8 >> 1, 5 % 3, -5 % 3, 5.5 % 2, 7 & 12, 7 ^ 12)
print(parseInt("0x1f"), parseInt("12abc"), parseFloat("3.14xyz"), Number(""), Number("1e3"), parseInt("z", 36), +"  42  ")
print(Math.floor(-1.5), Math.round(2.5), Math.round(-2.5), Math.ceil(1.2), Math.abs(-3), Math.pow(2, 0.5), Math.sqrt(2), Math.atan2(1, -1))
for (var x = 0; x < 2; x += 0.37) print(Math.sin(x), Math.cos(x), Math.tan(x), Math.exp(x), Math.log(x + 1))
var s = 0
for (var i = 1; i < 200000; i++) s += 1 / (i * i)
print(s, Math.sqrt(s * 6))
var d = new Date(Date.UTC(2020, 1, 29, 12, 30, 15, 250))
print(d.toISOString(), d.getTime(), d.getUTCDay(), Date.parse("2001-09-09T01:46:40Z"))
