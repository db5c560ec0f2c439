PS1= PS2= RPS1=
HISTSIZE=100
for i in 1 2 3; do
  print "line $i"
done
fc -l
print one two three
print !$ !!:1
bindkey -e; bindkey | while read l; do ((n++)); done; print $((n > 20))
compctl -k '(apple banana)' fruit
{ (exit 4) & wait $! } 2>/dev/null; print $?
exit 5
