-- Errors: pcall, xpcall with traceback, error objects, stack overflow, string coercions that fail.
print(pcall(error, "plain"), pcall(error, { 1 }) == false, select("#", pcall(error)))
print(pcall(function() local t = nil; return t.x end))
print(pcall(function() return 1 + {} end))
print(pcall(function() return #5 end))
print(pcall(function() return "a" < 1 end))
print(pcall(function() undefinedfunction() end))
print(pcall(string.rep, "x", -1), pcall(string.rep))
print(pcall(string.rep, "x", 1 << 40))
print(xpcall(function() error("deep", 2) end, function(m) return "handled: " .. m end))
print((xpcall(function() error("tb") end, debug.traceback)))
local function overflow(n) return 1 + overflow(n + 1) end
local ok, m = pcall(overflow, 1)
print(ok, (m:gsub("^.-:%d+: ", ""):match("^stack overflow")))
local function thrower(n) if n == 0 then error(setmetatable({}, { __tostring = function() return "custom" end })) end thrower(n - 1) end
local ok, e = pcall(thrower, 100)
print(ok, tostring(e))
for i = 1, 2000 do pcall(error, i) end
print(select(2, pcall(assert, false, "asserted")), select(2, pcall(assert, nil)))
print(tostring(nil), tostring(true), pcall(tonumber, {}, 10))
print(string.format("%q", 1 / 3), debug.getinfo(1, "l").currentline, debug.getinfo(print).what)
warn("@on")
warn("a warning")
os.exit(true, true)
