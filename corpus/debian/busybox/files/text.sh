# Text: awk, sed, grep, sort, uniq, cut, paste, tr, fold, nl, od, diff, patch, ed, strings, wc, expand, factor, bc, dc, date.
seq 1 400 | awk '{
	x = (x * 1103515245 + 12345 + $1) % 2147483648
	print $1, x, substr("abcdefghijklmnopqrstuvwxyz", x % 20 + 1, x % 7 + 1), x / 7.0
}' >table
wc table; md5sum <table; head -n 3 table; tail -n 2 table
sort -k3,3 -k2n table | head -n 5; sort -rn -k2 table | cut -d' ' -f1,3 | sed -n 2,4p
awk '{ count[length($3)]++; sum[length($3)] += $2 }
END { for (n = 1; n <= 7; n++) printf "%d %d %.3f\n", n, count[n], sum[n] / count[n] }' table
awk 'BEGIN {
	OFS = "-"; print int(-3.7), 1e300 * 1e300, 0x10, "3x" + 4, 1e6, 1e16, 100000 * 100000, 0.1 + 0.2
	srand(1); r = rand(); print (r >= 0), (r < 1), substr("hello", 2), -3 % 2, 1 / 3
}'
awk 'function gcd(a, b) { return b ? gcd(b, a % b) : a }
BEGIN {
	for (i = 1; i <= 5; i++) printf "%d ", gcd(i * 36, 84)
	print ""; s = "the quick brown fox"; n = split(s, w)
	for (i = n; i; i--) printf "%s ", w[i]
	print n, toupper(s), index(s, "quick"), match(s, /b[a-z]*n/), RSTART, RLENGTH
	gsub(/[aeiou]/, "<&>", s); print s; sub("<u>", "U", s); print s
	printf "%5.2f|%-8s|%08d|%+d|%x|%c|%e|%g|%.10g\n", 3.14159, "left", 42, 7, 255, "char", 12345.678, 0.0001, 1e10 / 3
}'
awk -F: -v OFS=, '{ $2 = NF; print; $0 = "a:b:c"; print $3, NF } NR == 2 { exit 3 }' <<IN; echo $?
one:two:three
x:y
never:seen
IN
awk '/start/, /stop/ { print NR ": " $0 } !/s/ { n++ }
END {
	print n + 0, (n > 1 ? "many" : "few")
	while (("echo piped" | getline l) > 0) print l
	print "z\ny\nx" | "sort"; close("sort")
	a["x", 1] = 2; for (k in a) { split(k, p, SUBSEP); print p[1], p[2] }
	print (("x", 1) in a), (("y", 1) in a), length("abc")
}' <<IN
before
start
middle
stop
after
IN
sed -e 's/\([a-z]*\) \([a-z]*\)/\2 \1/;s/x/y/g' -e '/^$/d' -e '2q' <<IN
hello world x x

never
IN
sed -n '/two/{p;=;n;s/t/T/2p};$!{h;d};G;p' <<IN
one
two
t three t
four
IN
sed ':a;s/^\([0-9]*[0-9]\)\([0-9]\{3\}\)/\1,\2/;ta' <<IN
1234567890
IN
echo abcdef | sed 's/\(.\)\(.\)/\2\1/3;y/abc/ABC/;s/.*/[&]/'; sed -i 's/1/one/w written' table; wc -l <written
grep -c 'a.*b' table; grep -n '^4[05] ' table; grep -v ' ' table; grep -E '(ab|yz)c?d* ' table | wc -l
grep -o 'one[0-9]' table | sort | uniq -c | sort -rn | head -n 3; grep -i -w ABC table | wc -l
printf 'a.b\naxb\n' | grep -F a.b; grep -q zzzz table; echo $?; echo foo123bar | grep -oE '[0-9]+'
cut -c 1-10 table | head -n 2; cut -d' ' -f 2- table | head -n 1; seq 6 | paste - - -; seq 3 | paste -s -d, -; seq 5 | tac | tr '\n' ,; echo
echo 'Hello World' | tr 'A-Za-z' 'N-ZA-Mn-za-m' | tr -d l | tr -s r; echo hello | tr -c 'a-l\n' .
printf 'b\na\nB\nA\nb\n' | sort -f | uniq -i -c; printf '10\n9\n-1\n1e2\n' | sort -n; printf 'c 1\nb 1\na 2\n' | sort -s -k2 -u
seq 10 | shuf | sort -n | md5sum; printf 'x\ny\ny\nz\nz\n' | uniq -d; printf 'x\ny\ny\n' | uniq -u
echo abcdefghijklmnop | fold -w 7; echo 'some words to be wrapped at blanks' | fold -s -w 12; echo stressed | rev
printf 'a\tb\n' | expand -t 4; printf 'a       b\n' | unexpand -a; printf 'one\n\ntwo\n' | nl; printf 'one\n\ntwo\n' | cat -n; printf 'tab\there\1\n' | cat -A
head -c 40 table | od -A d -t x1; head -c 20 table | od -c; head -c 16 table | od -t d4; head -c 33 table | hexdump -C
printf '\0\1\377' | xxd; echo 48656c6c6f0a | xxd -r -p; printf 'ab\0\0printable text\1\2' | strings
seq 20 >a; sed '5d;10s/$/x/;15a new' a >b; diff a b; diff -u a b | sed 1,2d; diff -u a b >d; patch a <d; cmp a b && echo patched; cmp table a | head -n 1
printf 'one\ntwo\nthree\n' >e; ed e <<IN
2s/two/TWO/
\$a
four
.
1,\$p
w
q
IN
factor 1234567890 97 600851475143; expr 17 \* 3 + 1; expr length hello : 'x'; expr hello : 'h\(.*\)o'; expr 5 \> 3 \| 0
basename /a/b/c.txt .txt; dirname /a/b/c.txt; wc -c -w -L table; seq -s ' ' 10 -3 0; seq -w 8 11; yes | head -n 2
printf 'a b\nc\n' | xargs -n 1 echo item; seq 5 | xargs -I % echo 'n=%' | tail -n 1; echo "a b" c | xargs printf '[%s]'; echo
dc -e '20k 2v p 3 4 ^ p 16o 255p'; bc <<IN
scale=30; sqrt(2); 2^100; 17%5; -7/2
define f(n) { if (n < 2) return 1; return n * f(n - 1); }
f(30); for (i = 0; i < 3; ++i) i
obase=16; 48879; ibase=16; FF
IN
echo 'scale=30; 4*a(1); e(1); l(2); s(1)' | bc -l
date -u -d @1700000000 '+%Y-%m-%d %H:%M:%S %j %U %a %B'; date -u -d '2024-02-29 12:34' +%s; cal 2 2024; cal 9 1752; printf 'dos\r\n' | dos2unix
rm -f a b d e written
