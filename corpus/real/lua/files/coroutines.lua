-- Coroutines: generators, errors through them, wrap, close, producers and consumers.
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local s = 0
for v in gen(1000) do s = s + v end
print(s)
local co = coroutine.create(function(a, b)
	print("start", a, b)
	local c = coroutine.yield(a + b)
	print("got", c)
	local d, e = coroutine.yield(c * 2)
	print("got", d, e)
	error({ code = 7 })
end)
print(coroutine.resume(co, 1, 2))
print(coroutine.resume(co, 10))
local ok, err = coroutine.resume(co, "d", "e")
print(ok, err.code, coroutine.status(co))
print(coroutine.resume(co))
print(coroutine.isyieldable(), select(2, coroutine.running()))
local function permgen(a, n)
	n = n or #a
	if n <= 1 then coroutine.yield(a) else
		for i = 1, n do
			a[n], a[i] = a[i], a[n]
			permgen(a, n - 1)
			a[n], a[i] = a[i], a[n]
		end
	end
end
local count = 0
for p in coroutine.wrap(function() permgen({ 1, 2, 3, 4, 5, 6 }) end) do
	count = count + 1
	if count % 144 == 0 then print(table.concat(p, " ")) end
end
print(count)
local outer = coroutine.wrap(function()
	local inner = coroutine.wrap(function() for i = 1, 3 do coroutine.yield("inner " .. i) end end)
	for i = 1, 3 do coroutine.yield(inner()) end
	table.sort({ 3, 1, 2 }, function(a, b) return a < b end)
	return "done"
end)
for i = 1, 4 do print(outer()) end
print(pcall(function() return pcall(coroutine.yield) end))
local c = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() print("closing") end }) coroutine.yield() end)
coroutine.resume(c)
print(coroutine.close(c), coroutine.status(c))
