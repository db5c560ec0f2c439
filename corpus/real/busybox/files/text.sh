# Text tools: awk, sed, grep, sort, cut, paste, join-like work, diff, od.
seq 1 200 | awk '{ s += $1; q += $1 * $1 } END { printf "%d %d %.3f\n", s, q, sqrt(q) }'
awk 'BEGIN { for (i = 0; i < 10; i++) a[i % 3] = a[i % 3] " " i; for (k = 0; k < 3; k++) print k ":" a[k]; print substr("hello", 2, 3), index("abc", "c"), toupper("x"), length("four"), sprintf("%05.1f", 3.14159), match("foobar", "o+"), RSTART, RLENGTH; n = split("a,b,c", p, ","); print n, p[3]; gsub(/o/, "0", s = "x"); print exp(1), log(10), int(-3.7), 2 ^ 10, 7 % 3 }'
seq 1 50 | sed -n '10,20p;/5$/p;$=' | tr '\n' ' '; echo
echo "hello world" | sed -e 's/\(h[a-z]*\) \(.*\)/\2 \1/' -e 'y/lo/01/' -e 's/0/[&]/2g'
printf 'a\nb\nc\nd\n' | sed -e '2d' -e '3i\
inserted' -e '$a\
appended' -e 'N;P;D'
printf 'pear 3\napple 10\nfig 2\napple 1\n' | sort -k1,1 -k2n; printf '10\n9\n1e2\n-5\n' | sort -n; printf 'b\na\nb\n' | sort -u | uniq -c
printf 'one two three\nfour five six\n' | cut -d' ' -f2,3; printf 'abcdef\n' | cut -c2-4; seq 1 6 | paste -d, - - -
grep -n 'awk' text.sh | cut -c1-30; seq 1 100 | grep -c 7; printf 'foo\nBAR\nbaz\n' | grep -iv '^b'; echo abc123 | grep -oE '[0-9]+'
printf 'a\nb\nc\n' >x1; printf 'a\nB\nc\nd\n' >x2; diff x1 x2; cmp x1 x2; comm x1 x2 2>/dev/null | tr '\t' '>'
diff -u x1 x2 | sed 1,2d; diff -u x1 x2 | patch x1 >/dev/null && cmp x1 x2 && echo patched
printf 'hello\0world\377' | od -c; printf 'hello\0world' | hexdump -C; echo tabbed | expand | nl
head -c 20 text.sh | wc; seq 20 | tail -3 | tac | rev; echo 'some long words to be folded here' | fold -w 10 -s
tr -d aeiou <text.sh | tr -s ' ' | wc; printf 'a b\nc a\nb d\n' | tsort; factor 1234567890 97; seq 10 | shuf | sort -n | xargs echo
find . -name '*.sh' -type f | sort | xargs -n1 basename; yes | head -5 | xargs -n2; strings -n 8 text.sh | head -2; split -l 20 text.sh part; ls part*
