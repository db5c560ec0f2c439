# bc and dc: long arithmetic, functions, square roots.
bc -l <<'END'
scale=30
4*a(1)
e(1)
sqrt(2)
2^200
define f(n) { if (n <= 1) return 1; return n * f(n - 1) }
f(40)
obase=16
255*255
ibase=2
1011
END
echo 'for (i = 0; i < 10; ++i) { s += i^3 }; s' | bc
echo '2 3 ^ p 10 k 2 v p 100 3 / p' | dc
expr 6 \* 7; expr length hello; expr abc : 'a\(.\)c'
