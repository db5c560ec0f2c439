PS1= PS2=; unset HISTFILE
echo history: !! 2>/dev/null
for i in 1 2 3; do
  echo "line $i"
done
history | while read n l; do echo "$l"; done
fc -l -1 >/dev/null && echo listed
echo one two three
echo !$ !!:1 !?history?:0
complete -W 'apple banana' fruit; compgen -W 'apple apricot banana' ap
compgen -A builtin ec; set -o vi; set -o emacs
{ (exit 4) & wait $!; } 2>/dev/null; echo $?; jobs
false
exit 5
