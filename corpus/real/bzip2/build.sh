# The bzip2 compressor.
# corpus: source bzip2
# corpus: libs glibc musl
# corpus: short
cd "$SRC"
$CC $OPT -D_FILE_OFFSET_BITS=64 -o "$OUT/prog" bzip2.c blocksort.c huffman.c crctable.c randtable.c compress.c decompress.c bzlib.c
mkdir "$OUT/files"
cp sample1.bz2 sample2.bz2 "$OUT/files/"
