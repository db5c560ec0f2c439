-- The garbage collector: weak tables, finalizers, much garbage.
local weak = setmetatable({}, { __mode = "v" })
local keep
for i = 1, 100 do
	local v = { i }
	weak[i] = v
	if i == 50 then keep = v end
end
collectgarbage()
local n = 0
for _ in pairs(weak) do n = n + 1 end
print(n, keep[1])
local final = {}
for i = 1, 5 do setmetatable({}, { __gc = function() final[#final + 1] = i end }) end
collectgarbage()
table.sort(final)
print(table.concat(final, " "))
local eph = setmetatable({}, { __mode = "k" })
do local k = {} eph[k] = { k } end
collectgarbage()
print(next(eph))
for _, mode in ipairs({ "generational", "incremental" }) do
	collectgarbage(mode)
	local root
	for i = 1, 30000 do
		root = { root, tostring(i), function() return i end }
		if i % 100 == 0 then root = nil end
	end
	local big = {}
	for i = 1, 200 do big[i] = ("x"):rep(i * 50) end
	print(mode, #big, #table.concat(big))
end
collectgarbage()
print(collectgarbage("count") < 4000)
setmetatable({}, { __gc = function() print("at exit") end })
