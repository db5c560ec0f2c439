# Makes the amalgamation and the shell's source.
"$SRC/configure" --disable-tcl --disable-readline >/dev/null 2>&1
make sqlite3.c shell.c >/dev/null 2>&1
cp sqlite3.c sqlite3.h shell.c "$OUT/"
