-- A program read from standard input.
local t = setmetatable({}, { __index = function(t, k) local v = k < 2 and k or t[k - 1] + t[k - 2] t[k] = v return v end })
print(t[80])
