-- Closures, varargs, metatables, goto, integer division of labour.
local function counter()
	local n = 0
	return function(d) n = n + (d or 1) return n end, function() return n end
end
local inc, get = counter()
inc() inc(10) inc(-3)
print(get())
local fs = {}
for i = 1, 5 do fs[i] = function() i = i + 1 return i end end
print(fs[1](), fs[1](), fs[2](), fs[5]())
local function sum(...)
	local s = 0
	for _, v in ipairs({ ... }) do s = s + v end
	return s, select("#", ...), (select(-1, ...))
end
print(sum(1, 2, 3), (sum(4, 5)))
local V = {}
V.__index = V
V.__add = function(a, b) return setmetatable({ x = a.x + b.x }, V) end
V.__eq = function(a, b) return a.x == b.x end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x end
V.__call = function(self, y) return self.x * y end
V.__concat = function(a, b) return (type(a) == "table" and a.x or a) .. "~" .. (type(b) == "table" and b.x or b) end
V.__len = function() return 99 end
V.__unm = function(a) return setmetatable({ x = -a.x }, V) end
V.__idiv = function() return "idiv" end
V.__close = function(a) print("closed", a.x) end
local a, b = setmetatable({ x = 3 }, V), setmetatable({ x = 4 }, V)
print((a + b).x, a == b, a < b, a <= b, a(5), a .. b, a .. "s", #a, (-a).x, a // 2)
do local c <close> = b end
local log = {}
local proxy = setmetatable({}, {
	__index = function(_, k) log[#log + 1] = "get " .. k return k .. "!" end,
	__newindex = function(t, k, v) log[#log + 1] = "set " .. k rawset(t, k, v) end,
})
proxy.a = proxy.b
print(proxy.a, table.concat(log, ","))
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib(24))
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + n) end
print(loop(100000, 0))
for i = 1, 3 do
	for j = 1, 3 do
		if j == 2 then goto continue end
		io.write(i, j, " ")
		::continue::
	end
end
print()
print(load("return 1 + ...", "chunk", "t", {})(41), load(string.dump(function(x) return x * 2 end))(21))
local env = { print = print }
load("x = 5; print(x)", "c", "t", env)()
print(x, env.x)
print(pcall(load, "syntax error here"))
