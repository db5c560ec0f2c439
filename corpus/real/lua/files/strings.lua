-- Strings: formats, patterns, packing, UTF-8.
print(("%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%q|%s|%10.4s|"):format(42, 42, 42, 42, 255, 255, 8, 65, 'a "q"\n', nil, "truncate"))
print(("%g %e %.3f %a %i"):format(0.1, 12345.678, 2 / 3, 1.5, 7))
print(("hello world"):find("o w"), ("hello"):find("l+"), ("a.b"):find(".", 1, true))
print(("key = value"):match("^(%w+)%s*=%s*(%w+)$"))
print((("abc"):rep(3, "-")), ("abc"):reverse(), ("MiXed"):lower(), ("MiXed"):upper(), #"12345")
for w, n in ("one=1, two=2, three=3"):gmatch("(%a+)=(%d+)") do io.write(w, ":", n + 1, " ") end
print()
print(("hello world"):gsub("o", "0"), ("abc"):gsub("%w", "%0%0"), ("$x $y"):gsub("%$(%w+)", { x = 1, y = "why" }))
print(("x = 1"):gsub("%d", function(d) return d + 41 end))
print(("THE (quick) fox"):find("%((%a+)%)"), ("[[nested]]"):match("%b[]"), ("f.g.h"):gsub("%f[%w]%w", string.upper))
local p = string.pack(">i4 <i8 z s1 d", -2, 1 << 40, "zero", "len", 1.25)
print(#p, string.unpack(">i4 <i8 z s1 d", p))
print(("%s"):format(setmetatable({}, { __tostring = function() return "object" end })))
for _, c in utf8.codes("aé€😀") do io.write(c, " ") end
print(utf8.char(72, 228, 8364), utf8.len("äöü"), utf8.codepoint("€", 1))
print(tostring(1e15), tostring(1e100), 2^53, 10 // 3, 10.0 // 3, -7 // 2, -7 % 3, 7 % -3, 1e308 * 10, -(0 / 0) ~= 0)
print(tonumber("0x1p4"), tonumber("  12  "), tonumber("1e"), tonumber("zz", 36), tonumber("8", 8), math.tointeger(3.0))
print("a" < "b", "Z" < "a", "" < "a", "10" + 5, "0x10" * 2, 10 .. 20)
local t = {}
for i = 1, 2000 do t[#t + 1] = ("%d:%s"):format(i, string.char(i % 26 + 97)) end
local s = table.concat(t, ",")
local h = 0
for i = 1, #s do h = (h * 31 + s:byte(i)) & 0xffffffff end
print(#s, h)
