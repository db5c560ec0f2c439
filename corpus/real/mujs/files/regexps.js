// Regular expressions and string replacement.
print("2024-01-15".replace(/(\d+)-(\d+)-(\d+)/, "$3.$2.$1"), /(a|b)*c/.exec("ababc"), "x1y22z333".match(/\d+/g))
print("camelCaseString".replace(/([A-Z])/g, function (m, c) { return "_" + c.toLowerCase() }), "a,b;c d".split(/[,; ]/))
print(/^(?:\w+\.)+com$/i.test("www.Example.COM"), "aaa".search(/a{2}$/), "tel: 555-1234".match(/(\d{3})-(\d{4})/).slice(1))
print(/(\w+) \1/.test("hello hello"), /a(?=b)/.exec("acab").index, /a(?!b)/.exec("abac").index, /\bfoo\b/.test("a foo b"))
var re = /o/g, m, at = []
while ((m = re.exec("foo boo zoo"))) at.push(m.index)
print(at, "line1\nline2".match(/^line\d$/gm))
var text = ""
for (var i = 0; i < 500; i++) text += "word" + i + (i % 7 ? " " : "\n")
print(text.match(/\b\w*7\b/g).length, text.replace(/\s+/g, "").length, text.split("\n").length)
print(encodeURIComponent("ä&b=c d"), decodeURIComponent("%E2%82%AC"))
