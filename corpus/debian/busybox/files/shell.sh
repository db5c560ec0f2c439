# The shell: expansion, functions, here-documents, traps, jobs, getopts, arithmetic, redirections, subshells.
set -u
x=/usr/share/doc/hello.tar.gz
echo "${x##*/} ${x%%.*} ${x%.*} ${x#/*/} ${#x} ${x/tar/zip} ${x//\//:} ${x:11:5}"
echo "${nothing:-default} ${nothing-other} ${x:+set}"; unset x; (: ${x:?is missing}) 2>&1 | sed 's/.*: //'
: ${y:=assigned}; echo $y
fact() { local n=$1; [ $n -le 1 ] && { echo 1; return; }; echo $((n * $(fact $((n - 1))))); }
fib() { [ $1 -lt 2 ] && echo $1 || echo $(($(fib $(($1 - 1))) + $(fib $(($1 - 2))))); }
echo "$(fact 12) $(fib 9)"
echo $((0x7fffffff + 1)) $((1 << 62)) $((-9223372036854775807 - 1)) $((-17 / 5)) $((-17 % 5)) $((017 + 0xff)) $((5 > 3 && 2 < 1 || 4)) $((7 ^ 2 | 8 & ~1))
i=10; echo $((i++ + ++i)) $i $((i -= 5)) $((i *= i)) $((i ? 2 : 3)) $((i << 2))
for a in one "two words" three; do
	for b in 1 2 3; do [ $b = 2 ] && continue; [ "$a" = three ] && break 2; printf '%s-%d;' "$a" $b; done
done; echo
n=0; while :; do n=$((n + 1)); case $n in [1-3]) continue ;; 1?) break ;; *5* | *7*) echo "case $n" ;; esac; done
until [ $n -le 0 ]; do n=$((n - 2)); done; echo $n
cat <<A; cat <<'B'; cat <<-C | tr a-z A-Z
plain $((6 * 7)) $(echo command) \$escaped `echo old`
A
literal $((6 * 7)) $(echo command) \$
B
	tabs go
		$y
	C
set -- "a b" '' 'c*' --; echo $#; for w; do echo "<$w>"; done
shift 2; echo "$@|$*"; IFS=,; echo "$*"; set -f; set -- a,b,,c; set -- $1; echo $#; unset IFS; set +f
(exit 7); echo $?; ! true; echo $?; false || true && echo and-or; { false; true; }; echo $?
out=$(echo to-stdout; echo to-stderr 2>&1 >/dev/null; exit 4); echo "$out $?"
(trap 'echo caught TERM' TERM; kill -TERM $(exec sh -c 'echo $PPID'); echo after) 2>&1
sh -c 'trap "echo exit trap" EXIT; trap "" INT; kill -INT $$; echo survived; exit 5'; echo $?
sh -c 'kill -KILL $$'; echo $?; sh -c 'trap - TERM; kill $$; echo never'; echo $?
sleep 0.05 & p=$!; wait $p; echo "waited $?"; (exit 3) & wait $!; echo $?; wait; jobs
{ echo b; echo a; echo c; } | sort | { read first; read second rest; echo "$first$second"; }
while getopts ab:c: o -a -b 'arg b' -carg rest; do echo "$o=${OPTARG:-}"; done; echo $OPTIND
read -r one two three <<IN; echo "$one/$two/$three"
first  second\	third and more
IN
IFS=: read u p rest <<IN; echo "$u $p $rest"
root:x:0:0:root
IN
exec 3>fd3 4<shell.sh; echo via three >&3; read -r line <&4; echo "$line"; exec 3>&- 4<&-; cat fd3; rm fd3
eval 'v=$((1+1))'; eval "echo \$v"; (set -e; false; echo never) || echo not stopped; sh -ec 'false; echo never'; echo $?
a=1; (a=2; echo $a); { a=3; }; echo $a; a=4 sh -c 'echo $a'; echo $a; export a; sh -c 'echo $a'; readonly a; (a=5) 2>/dev/null || echo readonly
printf '%s|%5d|%-5s|%05.1f|%x|%o|%c|%b|%%|%e\n' str 42 ab 3.14159 255 8 xyz 'a\tb\101' 12345.678; printf '%d %d\n' 1 2 3 4
printf '%s\n' *.sh | sort | tail -n 2; echo [s-t]*.sh; echo nomatch*; set -f; echo *.sh; set +f
[ -f shell.sh -a ! -d shell.sh ] && [ -s shell.sh ] && test 10 -gt 9 && [ abc \< abd ] && [[ abc = a* ]] && echo tests
alias greet='echo hello'; alias greet; type cd fact; command -v fact; unalias greet
f() { return 42; }; f; echo $?; f() { echo redefined "$@"; }; f 1 2; unset -f f; f 2>/dev/null || echo gone
echo 'quotes "in" quotes' "and 'others' $(echo "nested \"deep\" $(echo deeper)")" $'a\tb' a\ b
seq 1 20 | while read n; do [ $((n % 5)) = 0 ] && echo $n; done | tr '\n' ' '; echo
ulimit -c 0; ulimit -c; umask 027; umask; umask -S; cd /; pwd; cd - >/dev/null; times >/dev/null; echo ${PPID:+parent} $#
