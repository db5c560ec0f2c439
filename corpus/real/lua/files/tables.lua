-- Tables: sort, insert, remove, move, concat, unpack, next order of arrays, large keys.
local t = {}
local x = 12345
for i = 1, 3000 do x = (x * 1103515245 + 12345) % 2147483648 t[i] = x % 10000 end
table.sort(t)
for i = 2, #t do assert(t[i - 1] <= t[i]) end
print(t[1], t[1500], t[3000])
local words = {}
for w in ("the quick brown fox jumps over the lazy dog and runs away from the bear"):gmatch("%a+") do words[#words + 1] = w end
table.sort(words, function(a, b) if #a ~= #b then return #a > #b end return a < b end)
print(table.concat(words, " "))
local q = {}
for i = 1, 10 do table.insert(q, 1, i) end
for i = 1, 5 do table.remove(q, 2) end
print(table.concat(q, ","), table.unpack(q, 2, 4))
print(table.concat(table.move({ 1, 2, 3 }, 1, 3, 3), ","), #table.pack(1, nil, 3), table.pack(1, nil, 3).n)
local m = {}
for i = 1, 100 do m[i] = {} for j = 1, 100 do m[i][j] = i * j end end
local s = 0
for i = 1, 100 do for j = 1, 100 do s = s + m[i][j] * m[j][i] end end
print(s)
local d = { [1.0] = "one", [2^53] = "big", [-0.0] = "zero", ["k"] = 1, [true] = 2 }
print(d[1], d[2^53 | 0], d[0], d.k, d[true])
local n = 0
for k, v in pairs(d) do n = n + 1 end
print(n, rawlen({ 1, 2 }), rawequal(d, d), next({}))
local set = {}
for i = 1, 5000 do set["key" .. i] = i end
for i = 1, 5000, 2 do set["key" .. i] = nil end
local c, sum = 0, 0
for k, v in pairs(set) do c, sum = c + 1, sum + v end
print(c, sum)
print(pcall(table.sort, { 3, 1, "x" }))
