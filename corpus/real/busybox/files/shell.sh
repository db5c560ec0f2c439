# The shell itself: expansion, functions, loops, traps, here-documents, pipes, jobs, exit statuses.
echo "$# $1 ${2:-none} ${3:-none} $0"
x=hello.tar.gz
echo ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${#x} ${x/tar/zip} ${x:2:3} ${y:=set} $y
f() { local v=$1; [ "$v" -le 1 ] && echo 1 && return; echo $((v * $(f $((v - 1))))); }
echo "6! = $(f 6)"
for i in 1 2 3; do case $i in 1) echo one ;; [23]) echo "two or three: $i" ;; esac; done
i=0; while [ $i -lt 1000 ]; do i=$((i + 1)); done; echo $i
until [ $i -le 995 ]; do i=$((i - 2)); done; echo $i
cat <<END | tr a-z A-Z
here $x $((6 * 7))
END
cat <<'END'
$quoted `here`
END
set -- "a b" c; for w in "$@"; do echo "[$w]"; done; IFS=:; set -- $PWD; IFS=' '
(exit 3); echo "status $?"
! true; echo $?
{ echo out; echo err >&2; } 2>&1 | sort
trap 'echo trapped $?' EXIT
false || echo or; true && echo and
echo $((0x1f + 010)) $((7 % 3 << 2)) $((-7 / 2)) $((1 << 40)) $((5 > 3 ? 1 : 2))
printf '%s|%5d|%-5s|%x\n' str 42 ab 255
eval 'e=evaluated'; echo $e
echo *.sh | tr ' ' '\n' | sort | head -3
read a b <<END
first second third
END
echo "$a/$b"
while read -r l; do echo "<$l>"; done <<END
one \n
two
END
sleep 0.01 & wait $!; echo "job $?"
test -f shell.sh && test ! -d shell.sh && echo file
getopts ab: o -a; echo $o
exit 0
