# The MuJS JavaScript interpreter.
# corpus: source mujs
# corpus: libs glibc musl
cd "$SRC"
$CC -O2 -o "$OUT/prog" one.c main.c -lm
