# Data: arrays, associative arrays, subscripts with flags, sorting, numbers, here-documents, modules.
a=(zero one 'two words' three); a+=(four); a[7]=seven; print $#a ${#a} $a[1] $a[-1] $a[2,3] "${a[@]}" ${a[(i)three]} ${a[(r)t*]} ${a[(I)nothing]} ${a[(R)*e*]}; a[2]=(); print -l $a; a[1,2]=(x y z); print ${(j:,:)a} ${a:#*e*} ${(M)a:#*e*} ${a/e/E}
typeset -p a; typeset -U unique=(b a b c a); print $unique ${(o)unique} ${(Oa)a} ${a[@]:1:2} ${(u)=:-x y x}; b=({1..12}); print ${(on)b} ${(o)b} ${b:#1*} $((${(j:+:)b})); print ${b[(r)<5->]} ${b[2,-3]}; print ${a:^b} ${unique:^^b}; print ${${(@)b[3,5]}[2]}; shift 2 b; print $b[1] $#b; print ${b:|unique} ${b:*b}
typeset -A m; m=(one 1 two 2 'a key' 'a value'); m[three]=3; ((m[one] += 41)); for k in ${(ko)m}; do print "$k -> $m[$k]"; done; print $#m ${m[none]-none} ${(ov)m} ${m[(r)4*]} ${m[(I)t*]:+found} ${(k)m[(R)a*]}; unset 'm[two]'; print ${+m[two]} ${+m[three]}; m+=(four 4); typeset -p m >/dev/null; print ${(kv)m[(i)four]}; for k v in ${(kv)m}; do ((n++)); done; print $n
typeset -i n=5; n+=10; n=n*2; print $n; readonly const=1; (const=2); typeset -l low=UPPER; typeset -u up=lower; typeset -R 6 right=abc; typeset -L 6 left=abcdefgh; typeset -Z 5 zero=42; print "$low $up [$right] [$left] $zero"; integer q=7; float fl=2.5; print $((q * fl)); typeset -T PATHS paths; PATHS=a:b:c; print $paths[2] $#paths; paths+=(d); print $PATHS
qsort() { (($# < 2)) && { print $@; return }; local p=$1 x; local -a l r; shift; for x; do if ((x < p)); then l+=($x); else r+=($x); fi; done; print $(qsort $l) $p $(qsort $r) }
r=12345; for ((i = 0; i < 30; i++)); do ((r = (r * 1103515245 + 12345) & 0x7fffffff)); list+=($((r >> 16))); done; qsort $list; print ${(n)list}
sieve() { local -a c; local i j; for ((i = 2; i <= $1; i++)); do [[ -n $c[i] ]] && continue; print -n "$i "; for ((j = i * i; j <= $1; j += i)); do c[j]=1; done; done; print }; sieve 150
for ((x = 1, i = 0; i < 200; i++)); do ((x = x * 6364136223846793005 + 1442695040888963407)); ((sum ^= x >> (i & 31))); done; print $x $sum; for ((f = 0.0, i = 1; i < 1000; i++)); do ((f += 1.0 / (i * i))); done; print $f; mandel() { local -F x y cx cy t; local i; for ((cy = -1; cy <= 1; cy += 0.5)); do for ((cx = -2; cx <= 0.5; cx += 0.125)); do ((x = 0, y = 0)); for ((i = 0; i < 20 && x * x + y * y < 4; i++)); do ((t = x * x - y * y + cx, y = 2 * x * y + cy, x = t)); done; print -n ${${:-.,-+*%#@@@@@@@@@@@@@@}[i + 1]}; done; print; done }; mandel
str=; for i in {1..300}; do str+=${(#):-$((65 + i % 26))}; done; print $#str $str[1,30]; print ${(j::)${(Oas::)str[1,10]}} $((#str)) $((##A)) ${(V)$(print -n '\e[0m')} ${(%):-%%} ${(g::):-\\x41} ${#${(z):-a && b | c 'd e'}}
cat() { local l; while IFS= read -r l; do print -r -- $l; done }
cat <<A; cat <<'A'; cat <<-"A"; cat <<<"here $((1 + 1)) string"
$low $a[1] $(print sub) \$ \\ "quotes"
A
$low \$ $(no)
A
	tabs	kept inside
	A
doc=$(cat <<in
in substitution $n
in
); print $doc; IFS=, read -rA f <<<'x,y z,,w'; print $#f $f[2] $f[4]; read -u 0 -k 3 c <<<abcdef; print $c; read -d : d <<<'up to:here'; print $d; IFS= read -r line <<<'  kept \n '; print -r "[$line]"; read v </dev/null || print eof; print -r ${(q-)line} ${(qqqq)line}
zmodload zsh/datetime && { strftime '%Y-%m-%d %H:%M:%S' 1700000000; strftime -s t %j 86400; print $t ${EPOCHSECONDS:+epoch} }; zmodload zsh/stat && zstat +size sourced.zsh; zmodload zsh/parameter && print $+functions[cat] $+commands[zsh] ${builtins[cd]} $options[nomatch] $#funcstack; zmodload zsh/files && { mkdir -p zd/e; print x >zd/f; ln -s f zd/l; mv zd/f zd/g; print zd/*(:t); rm -rf zd/e; chmod 600 zd/g }; zmodload zsh/zselect 2>/dev/null && zselect -t 5; print $?; zmodload -L | while read l; do ((loaded++)); done; print $((loaded > 3))
