# GNU gzip, with its own configure script and gnulib.
# corpus: source gzip
# corpus: libs glibc musl
"$SRC/configure" --host="$HOST" CC="$CC" CFLAGS="$OPT" >configure.log 2>&1 || { tail -5 configure.log; exit 1; }
set -- ACLOCAL=: AUTOCONF=: AUTOMAKE=: AUTOHEADER=:
{ make "$@" -C lib && make "$@" version.h gzip; } >make.log 2>&1 || { tail -20 make.log; exit 1; }
cp gzip "$OUT/prog"
