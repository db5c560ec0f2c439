# Processes: pipes, redirections, substitution of processes, jobs, traps, signals, coprocesses, exit statuses.
shopt -s extglob
sub() { self -c "$1"; echo "status $?"; }
sub 'exit 3'
sub 'kill -TERM $$; echo never' 2>/dev/null
sub 'trap "echo bye \$?" EXIT; false'
sub 'set -e; false; echo never'
sub 'set -u; echo $undefined; echo never' 2>/dev/null
sub 'trap "echo usr1" USR1; kill -USR1 $$; echo on; trap - USR1; trap -p'
sub 'no-such-command' 2>/dev/null
sub '/dev/null' 2>/dev/null
sub 'if then' 2>/dev/null
sub 'exec self -c "exit 8"'
sub 'trap "" INT; kill -INT $$; echo survived'
sub 'return 5' 2>/dev/null
trap 'echo err $? $LINENO' ERR; false; (exit 9); true; trap - ERR; trap 'echo debug $BASH_COMMAND' DEBUG; : one; trap - DEBUG; f() { trap 'echo returned' RETURN; :; }; f; trap - RETURN
trap 'got+=t' TERM; trap 'got+=u' USR1; for s in TERM USR1 15 SIGUSR1; do kill -$s $$; done; echo $got; trap - TERM USR1; kill -l 9 15 SIGHUP
echo out >o; echo err 2>e >&2; { echo both; echo too >&2; } &>b; { echo 1; echo 2 >&2; } >>b 2>&1; exec 3<>rw; echo written >&3; exec 3>&-; exec {fd}<b; read -u $fd l; exec {fd}<&-; echo "$l $(<o)$(<e)$(<rw)"; while read l; do echo -n "$l,"; done <b; echo
{ echo to 4 >&4; echo to 1; } 4>&1 | while read l; do echo "piped $l"; done; echo x | { self -c 'read y; echo $y$y'; }; echo a |& read -r b; echo "${b-lost}"; shopt -s lastpipe; echo kept | read k; echo $k
while read l; do echo "proc $l"; done < <(echo one; echo two); echo three > >(read l; echo "sink $l"); wait; read a b < <(echo 1 2); echo $((a + b)); [[ <(:) == /dev/fd/* ]] && read -u 9 l 9< <(echo nine); echo $l
(read -t 0.1 < <(read -t 1); exit 4) & p=$!; wait $p; echo "wait $?"; for i in 1 2 3; do (exit $i) & ps+=($!); done; for p in ${ps[@]}; do wait $p; echo -n "$? "; done; echo; (exit 6) & wait -n; echo $?; wait 99999999 2>/dev/null; echo $?; while :; do :; done & kill %1; wait %1 2>/dev/null; echo $?; jobs
coproc C { while read -r x; do echo "co $x"; done; }; echo hello >&${C[1]}; read -r r <&${C[0]}; echo "$r"; exec {C[1]}>&-; wait $C_PID; echo "coproc $?"
echo $(echo a; echo b | self -c 'read x; echo "<$x>"') `echo c`; x=$(exit 7); echo $?; y=$( (echo sub; kill -9 $BASHPID) 2>/dev/null); echo "$y $?"; (cd /; echo $PWD); echo ${PWD:+kept}; ( : $((1/0)) ) 2>/dev/null; echo $?
export E=exported; N=hidden; self -c 'echo "${E-unset} ${N-unset} $0 $1"' name arg; T=temp self -c 'echo $T'; echo ${T-gone}; env=$(export -p); [[ $env == *'E="exported"'* ]] && echo in-environment; g() { echo "function $1"; }; export -f g; self -c 'g exported'; (unset E; self -c 'echo ${E-none}')
deep() { (($1)) && (deep $(($1 - 1))) || echo "deep $BASH_SUBSHELL"; }; deep 10; seq() { local i; for ((i = 1; i <= $1; i++)); do echo $i; done; }; seq 2000 | { s=0; while read n; do ((s += n)); done; echo $s; }; seq 300 | while read n; do ((n % 100)) || echo $n; done | { mapfile -t q; echo ${q[@]}; }
ulimit -c 0; ulimit -S -n 100; ulimit -n; umask 027; umask -S; : >u; [[ -O u ]] && echo owned; times >/dev/null; echo $((SECONDS < 60)) ${RANDOM:+random} ${EPOCHSECONDS:+epoch}; RANDOM=1; r=$RANDOM; RANDOM=1; ((r == RANDOM)) && echo repeats; disown 2>/dev/null; suspend 2>/dev/null; caller; echo $?; TIMEFORMAT=; time :; pushd / >/dev/null; dirs +0; popd >/dev/null; exec self -c 'echo replaced; exit 12'
