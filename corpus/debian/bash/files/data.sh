# Data: indexed and associative arrays, strings, sorting, numbers, here-documents, reading and mapping files.
a=(zero one 'two words' [5]=five); a+=(six); echo ${#a[@]} ${!a[@]} "${a[@]}" ${a[-1]} ${a[2]}; unset 'a[1]'; echo "${!a[*]}" "${a[@]:1:2}" ${#a[2]}
a=("${a[@]/o/0}"); declare -p a; for i in "${!a[@]}"; do printf '%s=%s;' $i "${a[i]}"; done; echo; b=("${a[@]}"); b[10]=ten; echo ${b[@]: -2} ${b[@]^^}
declare -A m=([one]=1 [two]=2 ['a key']='a value'); m[three]=3; ((m[one] += 41)); for k in "${!m[@]}"; do echo "$k -> ${m[$k]}"; done; echo ${#m[@]} ${m[one]} ${m[none]-none} ${m[a key]}; unset 'm[two]'; [[ -v m[two] ]] || echo unset; [[ -v m[three] ]] && echo set
declare -i n=5; n+=10; n=n*2; echo $n; declare -r const=1; (const=2) 2>/dev/null || echo readonly; declare -x exported=e; declare -l low=UPPER; declare -u up=lower; echo $low $up; declare -ai nums=(1+1 2*3); echo ${nums[@]}; declare -p n const low nums
sort() { # quicksort
	(($# < 2)) && { echo "$@"; return; }; local p=$1 x l=() r=(); shift
	for x; do if ((x < p)); then l+=($x); else r+=($x); fi; done; echo $(sort ${l[@]}) $p $(sort ${r[@]})
}
r=12345; for ((i = 0; i < 40; i++)); do ((r = (r * 1103515245 + 12345) & 0x7fffffff)); list+=($((r >> 16))); done; sort ${list[@]}
sieve() { local -a c; local i j; for ((i = 2; i <= $1; i++)); do [[ ${c[i]} ]] && continue; echo -n "$i "; for ((j = i * i; j <= $1; j += i)); do c[j]=1; done; done; echo; }; sieve 200
for ((x = 1, i = 0; i < 200; i++)); do ((x = x * 6364136223846793005 + 1442695040888963407)); ((sum ^= x >> (i & 31))); done; echo $x $sum
hanoi() { (($1)) && { hanoi $(($1 - 1)) $2 $4 $3; ((moves++)); hanoi $(($1 - 1)) $4 $3 $2; }; }; hanoi 8 a b c; echo $moves
str=; for ((i = 0; i < 300; i++)); do str+=$'\x'$(printf %x $((65 + i % 26))); done; echo ${#str}; str=abcdefgh; rev=; for ((i = ${#str} - 1; i >= 0; i--)); do rev+=${str:i:1}; done; echo $rev
mapfile -t lines <data.sh; echo ${#lines[@]} "${lines[0]}"; mapfile -n 2 -s 1 -c 1 -C 'echo callback' part <data.sh; readarray -d , -t parts <<<a,b,c; echo ${#parts[@]}
IFS=, read -ra f <<<'x,y z,,w'; echo ${#f[@]} "${f[1]}" "${f[3]}"; read -r -n 3 c <<<abcdef; echo $c; read -d : d <<<'up to:here'; echo $d; IFS= read -r line <<<'  kept \n '; echo "[$line]"; echo 'a b c' | { read x y; echo "$y/$x"; }; read -t 0 </dev/null; read v </dev/null || echo eof; read -a w <<<'p q r'; echo ${w[@]} ${#w[*]}
cat() { local l; while IFS= read -r l; do echo "$l"; done; [[ $l ]] && echo -n "$l"; }
cat <<A; cat <<'A'; cat <<-"A"; cat <<<"here $((1 + 1)) string"
$str ${a[0]} $(echo sub) `echo old` \$ \\ "quotes"
A
$str \$ $(no)
A
	tabs	kept inside
	A
x=$(cat <<in
in substitution $n
in
); echo "$x"; y=$(<sourced.sh); echo ${#y}; printf -v z '%s' "${a[@]}"; echo $z; echo -e 'e\tscape\x21\0101\c never'; echo; echo -n -E '\n'; echo; echo "${str@A} ${a[@]@A}" "${str@E}"; w='a\tb'; echo "${w@E}" "${w@Q}"
declare -A count; for w in the cat the dog a cat the; do ((count[$w]++)); done; for w in a cat dog the; do echo -n "$w:${count[$w]} "; done; echo; t=" trim me "; t=${t#"${t%%[! ]*}"}; echo "[${t%"${t##*[! ]}"}]"; IFS=/; v=(a b c); echo "${v[*]}"; unset IFS; [[ ${v[*]} == 'a b c' ]] && echo join
