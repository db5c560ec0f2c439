# Files: cp, mv, ln, rm, find, stat, chmod, touch, du, ls, mktemp, readlink, test, tee, truncate, env, timeout.
umask 022; mkdir -p d/e/f d/g; echo one >d/one; echo two >d/e/two; printf 'three\n' | tee d/e/f/three d/g/copy
cp -r d copy; cp -a d/one d/g; ln d/one d/hard; ln -s ../one d/e/soft; ln -s missing d/broken
find d | sort; find d -type f -name 't*' -exec cat {} \; | sort; find d -type l -print | sort
find d -name '*e' -o -size 0 | sort; find d -maxdepth 1 -type f -perm 644 | sort; find d -type f -print0 | sort -z | xargs -0 wc -c
find d -links 2 -type f | sort; find d -regex '.*/o.*' | sort; find d -depth -name f -exec rm -r {} +; find d -empty
stat -c '%n %s %a %F %h' d/one d/e d/e/soft; chmod u=rwx,g+w,o-r d/one; stat -c %A d/one; chmod 4711 d/one; stat -c '%a %A' d/one
chmod -R go= d/g; ls -l d/g | awk '{ print $1, $NF }'; ls -1F d; ls -a d | head -n 3; ls -R d
touch -d '2001-02-03 04:05:06' d/old; stat -c '%Y %y' d/old; date -u -r d/old; touch -r d/old d/one
[ d/one -ot d/e/two ] && echo older; [ d/one -ef d/hard ] && echo same; [ -L d/broken -a ! -e d/broken ] && echo dangling; [ -x d/one ] && [ -u d/one ] && echo setuid
mv d/one d/moved; mv -n d/hard d/moved; mv d/e/two d/g; ls d/g; cp d/moved d/m2; cmp d/moved d/m2
readlink d/e/soft; readlink -f d/e/.. | sed 's:.*/::'; realpath d/../d/g | sed 's:.*/::'; truncate -s 100 d/m2; wc -c <d/m2; truncate -s 0 d/m2
m=$(mktemp tmp.XXXXXX); [ -f $m ] && echo ${#m} && rm $m; m=$(mktemp -d); [ -d $m ] && rmdir $m; mkfifo fifo; (echo through fifo >fifo &); cat fifo; rm fifo
seq 1000 >s; head -n 500 s >s1; tail -n +501 s >s2; cat s1 s2 | cmp - s && rm s s1 s2
env -i A=1 B=2 env; env -u HOME sh -c 'echo ${HOME-unset}'; timeout 0.2 sleep 5; echo $?; timeout 5 true; echo $?
which sh >/dev/null; nproc >/dev/null && id -u >/dev/null && echo ids; tty; hostname >/dev/null; uname -s; usleep 1; sync
test -c /dev/null && test -d /proc && echo devices; false; echo $?
ls d; rm -rf d copy; rm nothing 2>&1; rm -f nothing; mkdir nothing/deep 2>&1; cat nothing 2>&1; rmdir nothing 2>&1; cd nothing 2>&1; ./nothing 2>&1
