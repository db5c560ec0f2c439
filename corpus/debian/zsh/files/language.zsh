# The language: parameters and their flags, expansion, arithmetic, control, functions, conditions, patterns.
print "$# $1 $2 ${3-unset} $argv[-1] ${@:1:1} $0"
p=/usr/local/lib/libfoo.so.1.2
print ${p##*/} ${p%%.*} ${p:h} ${p:t} ${p:e} ${p:r} ${#p} ${p/lo/LO} ${p//\//:} ${p:5:5} ${p: -4} $p[2,4] $p[-1] ${p:t:r:r}
v='mixed Case words'; print ${(U)v} ${(L)v} ${(C)v} ${v:u} ${(q)v} ${(qq)v} ${(c)#v} ${(w)#v} ${${v%% *}#m} ${(r:20::.:)v} ${(l:8::0:)#v}
print -l ${(s: :)v} ${=v} ${(j:+:)${=v}} ${(o)${=v}} ${(O)${=v}} ${(f)"$(print -l x y)"}; n=v; print ${(P)n} ${(t)v} ${(V):-$'a\tb'} ${(Q):-'"x"'}
print ${u:-d} ${u-d} ${u:+x} ${v:+x} ${u:=assigned} $u ${+u} ${+nothing}; (print ${nothing:?message}); print {a,b{1..3},c}{x,y} {01..10..3} {z..t} a{,b}c
print $((2**10 - 0x1F + 2#1011 + 36#zz)) $((-7 / 2)) $((-7 % 3)) $((7 & 3 | 8 ^ 1)) $((~5)) $((1 << 40 >> 38)) $((3 > 2 ? 10 : 20)) $((7 / 2.0)) $((1e3 / 7)) $((2 ** 0.5))
print $((3.0 * 1.1)) $((1.0 / 3)) $((22.0 / 7))
typeset -i i j; ((i = 5, j = i++ * ++i)); print $i $j $((i--)) $((--i)) $((i += 3, i <<= 2, i %= 7)) $((!i)) $((9223372036854775807 + 1)); typeset -i 16 h=255; print $h; typeset -F 3 fl=3.14159; typeset -E 4 ex=31415.9; print $fl $ex; print $(( [#16] 255 )) $(( [##2] 10 ))
for ((k = 0; k < 3; k++)); do printf '%d ' $((k * k)); done; repeat 3 print -n r; print; foreach w (a b c) print -n $w; end; print; for x y in 1 2 3 4; do print -n "$x+$y "; done; print; ((0)) || print no; (print $((1 / 0)))
setopt extendedglob; for w in abc aabb 123 a.b x; do case $w in (a##b##) print "$w 1" ;; (abc|def) print "$w 2" ;; (<100-200>) print "$w 3" ;; (*.*) print "$w 4" ;| (a*) print "$w 5" ;; (^y) print "$w 6" ;& (z) print "$w 7" ;; esac; done
s=aaabbbccc; print ${s//(b|c)##/-} ${s/(#s)a/X} ${s//(#m)[bc]/<$MATCH>} ${(M)s##a#} ${(S)s#b*c} ${s:/a*/all} ${(I:2:)s#b}; [[ $s == a*c && ! $s < aaa && -n $s || 1 -gt 2 ]] && print conditions; [[ aBc == (#i)abc ]] && print caseless
[[ foobar == (#b)(f*)(b*) ]] && print $match[1] $match[2] $mbegin; [[ -f language.zsh && -r language.zsh && ! -d language.zsh && -s language.zsh && . -ef $PWD ]]; print $?
f() { local x=$1 v=inner; ((x > 0)) && { f $((x - 1)); print "$x $0 $#funcstack $v"; return $((x + 10)) }; return 99 }; f 3; print "$? $v"; fib() { (($1 < 2)) && print $1 || print $(($(fib $(($1 - 1))) + $(fib $(($1 - 2))))) }; fib 10; functions fib; whence -w f if cd nothing; unfunction f; () { print anonymous $1 } argument
{ print try; false } always { print always $? }; fm() { TRAPEXIT() { print leaving }; print inside }; fm; while read -r a b; do [[ $a == skip ]] && continue; [[ $a == stop ]] && break; print "$b-$a"; done <<IN
1 one two
skip this
2 $((1 + 1)) \$v
stop
IN
until ((i >= 10)); do ((i += 4)); done; print $i; for w; do print -n "$w,"; done; print; select c in red green; do print "$REPLY $c"; [[ -n $c ]] || break; done 2>/dev/null <<< $'2\n1\n9'
print *.zsh(N) *(N.:r) nothing*(N) [[:lower:]]#.zsh(.on); print -l **/*.zsh(.On[1,2]); print *(/) ; set -- a 'b c' ''; print $# "$*" $*; IFS=: print "$*"; print ${(q)@} ${(qqq)@}; (print nomatch*); print after
printf '%5d|%-6s|%06.2f|%x|%#o|%+d|%c|%q|%b|%s\n' 42 ab 3.14159 255 8 7 xyz "a b'c" 'tab\there' rest; print -f '%s=%d ' a 1 b 2; print -r 'raw\n'; print -P '%(?.ok.bad) %3(l.x.y)'; printf '%.3e %g\n' 12345.678 1e-5; printf -v out '%03d' 7; print $out; print -rn -- -n; print -c a b c d; print -D $HOME; print -z x
eval 'a=(1 2); print $a[2]'; . ./sourced.zsh arg; print $sourced $?; getopts 'ab:' o -b val -a; print $o $OPTARG $OPTIND; zparseopts -D -E -A opts a b: 2>/dev/null; zmodload zsh/zutil; set -- -a -b 3 rest; zparseopts -D -A opts a b:; print ${(kv)opts} $*; zstyle ':x:*' key value; zstyle -s ':x:y' key out && print $out; zformat -f out '%a-%5b|' a:1 b:2; print $out; (exit 3) | (exit 4) | true; print $pipestatus; setopt pipefail; (exit 5) | true; print $?; alias -g G='global'; alias ll='print alias'; eval 'll G'; emulate -R ksh -c 'print $options[ksharrays]'; print $ZSH_NAME
