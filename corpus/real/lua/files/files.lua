-- Files and the system: read formats, seek, lines, rename, remove, arguments, a file left behind.
print(arg[0], arg[1], arg[2], #arg, ...)
local f = assert(io.open("left.txt", "w"))
for i = 1, 100 do f:write(i, " ", i * 1.5, "\n") end
print(f:seek("cur"), f:seek("set", 4), f:seek("end"))
f:close()
f = io.open("left.txt")
print(f:read("n", "n", "l", "L", 5))
print(#f:read("a"), f:read("l"), f:read(0))
f:close()
local n = 0
for a, b in io.lines("left.txt", "n", "n") do n = n + a * b end
print(n)
print(io.open("no/such/file"))
print(pcall(io.lines, "missing"))
print(os.rename("left.txt", "moved.txt"), os.remove("nothing"))
print(os.time({ year = 2020, month = 2, day = 29, hour = 12 }), os.date("!%Y-%m-%d %H:%M:%S", 86400 * 365), os.getenv("CORPUS"))
local t = os.date("!*t", 1e9)
print(t.year, t.month, t.yday, t.isdst, type(os.clock()), os.difftime(10, 5))
local p = io.popen("echo popen; exit 3")
print(p:read("a"), p:close())
print(os.execute("exit 4"))
local tmp = os.tmpname and true
print(tmp, io.type(f), io.type(io.stdout), io.type(5))
io.stderr:write("to stderr\n")
io.stdout:setvbuf("full", 1024)
io.write("buffered ", 1, " ", 2.5, "\n")
os.exit(0)
