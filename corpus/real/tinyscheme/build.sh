# The TinyScheme interpreter, with its library as a file of the run.
# corpus: source tinyscheme
# corpus: libs glibc musl
cd "$SRC"
$CC $OPT -std=gnu99 -DUSE_DL=0 -DUSE_MATH=1 -DUSE_ASCII_NAMES=0 -DInitFile='"init.scm"' -o "$OUT/prog" scheme.c -lm
mkdir "$OUT/files"
cp init.scm "$OUT/files/"
