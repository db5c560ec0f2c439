# The language: parameters, expansion, arithmetic, quoting, control, functions, conditions, patterns.
echo "$# $1 $2 ${3-unset} ${@: -1} ${*:1:1} ${!#}"
p=/usr/local/lib/libfoo.so.1.2
echo ${p##*/} ${p%%.*} ${p#/} ${p%/*} ${#p} ${p/lo/LO} ${p//\//:} ${p/#\/usr/R} ${p/%.2/.3} ${p:5:5} ${p: -4} ${p: -8:-2}
v='mixed Case'; echo ${v^} ${v^^} ${v,,} ${v~~} ${v^^[aeiou]} ${v@Q} ${v@U} ${v@L}
unset u; echo "${u:-d}" "${u-d}" "${u:+x}" "${v:+x}" "${u:=assigned}" "$u"; (echo ${nothing:?message})
n=v; echo "${!n}" ${!BASH_VERSI*}; declare -n ref=v; ref=changed; echo $v; unset -n ref
echo {a,b{1..3},c}{x,y} {01..10..3} {z..t..2} {5..-5..5} a{,b}c {,x} ${PWD:0:1}; [[ ~+ == $PWD ]] && echo ~root
echo $((2**10 - 0x1F + 010 + 2#1011 + 36#zz)) $((-7 / 2)) $((-7 % 3)) $((7 & 3 | 8 ^ 1)) $((~5)) $((1 << 40 >> 38)) $((3 > 2 ? 10 : 20))
((i = 5, j = i++ * ++i)); echo $i $j $((i--)) $((--i)) $((i += 3, i <<= 2, i %= 7)) $((!i)) $((9223372036854775807 + 1))
for ((k = 0; k < 3; k++)); do printf '%d ' $((k * k)); done; let 'm = 3 * 4' 'm += 1'; echo $m; (( m == 13 )) && echo yes; ((0)) || echo no
(echo $((1 / 0))); (echo $((1 / (m - 13)))); (echo $((08)))
echo 'single $v' "double $v `echo old` \$ \" \\" $'ansi\t\x41\101\u0041\n' mixed"$v"'$v' \\ \a "$(echo "nested $(echo "deep $v")")"
case foo.tar.gz in *.zip) echo zip ;; *.tar.?z) echo tgz ;;& foo*) echo foo ;& bar) echo fallen ;; *) echo rest ;; esac
shopt -s extglob
for w in abc aabb 123 a.b ''; do case $w in +(a)+(b)) echo "$w 1" ;; @(abc|def)) echo "$w 2" ;; !(*[!0-9]*|'')) echo "$w 3" ;; ?(*.*)) echo "$w 4" ;; esac; done
s=aaabbbccc; echo ${s//+(b)/-} ${s##+(a)} ${s/@(b|c)/_}; [[ $s == a*c && ! $s < aaa && -n $s || 1 -gt 2 ]] && echo conditions
if [[ 2024-02-29 =~ ^([0-9]{4})-([0-9]{2})-([0-9]+)$ ]]; then echo "${#BASH_REMATCH[@]} ${BASH_REMATCH[@]:1}"; fi; [[ a+b =~ 'a+b' ]] && echo literal; [[ ab =~ ^(x|(a))b$ ]]; declare -p BASH_REMATCH
[[ -f language.sh && -r language.sh && ! -x language.sh && -s language.sh && ! -d language.sh && . -ef $PWD && -v p && -z ${!p-} ]] 2>/dev/null; echo $?
f() { local x=$1 v; v=inner; ((x > 0)) && { f $((x - 1)); echo "$x ${FUNCNAME[0]} ${#FUNCNAME[@]} $v"; return $((x + 10)); }; return 99; }; f 3; echo "$? $v"
fib() { (($1 < 2)) && echo $1 || echo $(($(fib $(($1 - 1))) + $(fib $(($1 - 2))))); }; fib 11; declare -f f; type -t f if cd ls echo nothing; unset -f f; type f
outer() { local l=o; inner; echo $l; }; inner() { l=changed; }; outer; g() { echo "$# $*"; shift 2; echo "$@"; set -- new; echo $1; }; g a b c d
while read -r a b; do [[ $a == skip ]] && continue; [[ $a == stop ]] && break; echo "$b-$a"; done <<IN
1 one two
skip this
2 $((1 + 1)) \$v
stop
never
IN
until ((i >= 10)); do ((i += 4)); done; echo $i; for w; do echo -n "$w,"; done; for w in "$*" "$@"; do echo -n "[$w]"; done; echo
select c in red green; do echo "$REPLY $c"; [[ $c ]] || break; done 2>/dev/null <<< $'2\n1\n9'
set -- a 'b c' ''; IFS=:; echo "$*" $*; unset IFS; echo "$*"; set -- *.sh; echo $#; set -f; echo *.sh; set +f; echo [[:lower:]]*.sh ?ata.sh [!d]*.sh; shopt -s nullglob; echo none*; shopt -u nullglob
set -o noclobber; echo x >clob; echo y >clob; echo z >|clob; echo "$(<clob)"; set +o noclobber; echo "$-"; shopt -p extglob; set -o
eval "a=(1 2); echo \${a[1]}"; eval 'false'; echo $?; . ./sourced.sh arg; echo "$sourced $?"; shopt -s expand_aliases; alias x='echo alias'
x works; unalias x; getopts 'ab:' o -b val -a; echo "$o $OPTARG $OPTIND"; hash -r; command -v echo; builtin echo built; enable -n printf; type -t printf; enable printf
printf '%5d|%-6s|%06.2f|%x|%#o|%+d|%c|%q|%b|%s\n' 42 ab 3.14159 255 8 7 xyz "a b'c" 'tab\there' rest; printf '%s=%d ' a 1 b 2; printf '%(%Y-%m-%d)T\n' 86400; printf -v out '%03d' 7; echo $out; printf '%.3e %g %G\n' 12345.678 1e-5 1e20; printf '%d\n' "'A" 0x1f 3x
echo "$LINENO $BASH_SUBSHELL $SHLVL ${BASH_SOURCE[0]} $0 ${PIPESTATUS[@]}"; (exit 3) | (exit 4) | true; echo "${PIPESTATUS[*]}"; set -o pipefail; (exit 5) | true; echo $?; ! true; echo $?
