# The MuJS JavaScript interpreter.
# corpus: source mujs
# corpus: libs glibc musl
cd "$SRC"
$CC $OPT -o "$OUT/prog" one.c main.c -lm
