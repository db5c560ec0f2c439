-- Numbers: integers that wrap, floats, the math library, deterministic random numbers.
print(math.maxinteger + 1 == math.mininteger, math.mininteger // -1, math.maxinteger * 2)
print(5 // 0.0, -5 // 0.0, 5 % math.huge, -5 % math.huge, pcall(function() return 5 // 0 end))
print(1 << 63, 1 << 64, -1 >> 1, 5 & 3, 5 | 3, 5 ~ 3, ~0, 2^0.5, 7 / 2)
for _, f in ipairs({ "sin", "cos", "tan", "asin", "acos", "atan", "exp", "log", "sqrt", "floor", "ceil", "abs" }) do
	io.write(f)
	for _, x in ipairs({ 0, 0.5, 1, -0.25, 3.75 }) do
		local r = math[f](x)
		io.write(" ", r ~= r and "nan" or ("%.17g"):format(r))
	end
	print()
end
print(math.fmod(-7, 3), math.fmod(7.5, 2), math.modf(-3.7), math.ult(1, -1), math.type(1), math.type(1.0), math.type("1"))
print(math.max(1, 2.5, -1), math.min(3, 0.5), math.pi, math.huge, -math.huge)
math.randomseed(42, 7)
local t = {}
for i = 1, 8 do t[i] = math.random(1, 1000) end
print(table.concat(t, " "), math.random(), math.random(0))
local function sieve(n)
	local c, count = {}, 0
	for i = 2, n do
		if not c[i] then
			count = count + 1
			for j = i * i, n, i do c[j] = true end
		end
	end
	return count
end
print(sieve(50000))
local function mandel(w)
	local s = 0
	for y = 0, w - 1 do
		for x = 0, w - 1 do
			local cr, ci, zr, zi, k = 2.0 * x / w - 1.5, 2.0 * y / w - 1, 0, 0, 0
			while zr * zr + zi * zi < 4 and k < 50 do zr, zi, k = zr * zr - zi * zi + cr, 2 * zr * zi + ci, k + 1 end
			s = (s * 31 + k) % 1000003
		end
	end
	return s
end
print(mandel(48))
for i = 10, 1, -3 do io.write(i, " ") end
for i = 1.0, 2, 0.25 do io.write(i, " ") end
print()
