# The SQLite shell, with full-text search, R-trees and JSON.
# corpus: source sqlite3
# corpus: libs glibc musl
$CC $OPT -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE \
	-DSQLITE_ENABLE_MATH_FUNCTIONS -o "$OUT/prog" "$SRC/shell.c" "$SRC/sqlite3.c" -lm
