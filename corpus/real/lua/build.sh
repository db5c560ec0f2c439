# The Lua 5.4 interpreter, without dynamic loading and readline.
# corpus: source lua5.4
# corpus: libs glibc musl
# corpus: short
set --
echo '#define DEB_HOST_MULTIARCH "none"' >lua5.4-deb-multiarch.h
for f in "$SRC"/src/l*.c; do
	case $f in */luac.c) ;; *) set -- "$@" "$f" ;; esac
done
$CC $OPT -I. -DLUA_COMPAT_5_3 -DLUA_USE_POSIX -o "$OUT/prog" "$@" -lm
