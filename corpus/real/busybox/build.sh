# BusyBox: the shell and some hundred applets, each started by its own name.
# corpus: source busybox
# corpus: libs glibc musl
# corpus: applets busybox sh awk basename bzip2 bunzip2 cat chmod cksum cmp comm cp cut date dc diff dirname
# corpus: applets du echo env expand expr factor false find fold grep gunzip gzip head hexdump id ln ls md5sum
# corpus: applets mkdir mv nl od paste printf pwd readlink rev rm rmdir sed seq sha1sum sha256sum sha512sum
# corpus: applets shuf sleep sort split stat strings sum tac tail tar tee test touch tr true tsort uname uniq
# corpus: applets unexpand uuencode uudecode wc which xargs yes bc cpio crc32 base64 unxz xz zcat
# corpus: applets nohup timeout mktemp patch kill
cp -r "$SRC" tree
cd tree
cat >small.config <<END
CONFIG_STATIC=y
CONFIG_LFS=y
CONFIG_SHELL_ASH=y
CONFIG_ASH=y
CONFIG_SH_IS_ASH=y
CONFIG_ASH_ECHO=y
CONFIG_ASH_PRINTF=y
CONFIG_ASH_TEST=y
CONFIG_ASH_GETOPTS=y
CONFIG_ASH_CMDCMD=y
CONFIG_ASH_BASH_COMPAT=y
CONFIG_ASH_INTERNAL_GLOB=y
CONFIG_FEATURE_SH_MATH=y
CONFIG_FEATURE_SH_MATH_64=y
CONFIG_FEATURE_AWK_LIBM=y
CONFIG_FEATURE_AWK_GNU_EXTENSIONS=y
CONFIG_FEATURE_TAR_CREATE=y
CONFIG_FEATURE_SEAMLESS_GZ=y
CONFIG_FEATURE_TAR_LONG_OPTIONS=y
CONFIG_LONG_OPTS=y
CONFIG_FEATURE_GREP_CONTEXT=y
CONFIG_FEATURE_FANCY_TAIL=y
CONFIG_FEATURE_FANCY_HEAD=y
CONFIG_FEATURE_SORT_BIG=y
CONFIG_FEATURE_FIND_TYPE=y
CONFIG_FEATURE_FIND_EXEC=y
CONFIG_FEATURE_FIND_SIZE=y
CONFIG_FEATURE_FIND_PRINT0=y
CONFIG_FEATURE_MD5_SHA1_SUM_CHECK=y
CONFIG_FEATURE_BC_LONG_OPTIONS=y
CONFIG_FEATURE_DATE_ISOFMT=y
CONFIG_FEATURE_BZIP2_DECOMPRESS=y
CONFIG_FEATURE_GZIP_DECOMPRESS=y
CONFIG_FEATURE_GUNZIP_LONG_OPTIONS=y
CONFIG_FEATURE_CPIO_O=y
CONFIG_FEATURE_STAT_FORMAT=y
CONFIG_FEATURE_TR_CLASSES=y
CONFIG_FEATURE_XARGS_SUPPORT_ZERO_TERM=y
CONFIG_FEATURE_LS_SORTFILES=y
CONFIG_FEATURE_LS_FILETYPES=y
CONFIG_MD5_SMALL=1
CONFIG_SHA3_SMALL=1
CONFIG_PASSWORD_MINLEN=6
CONFIG_FEATURE_COPYBUF_KB=4
END
for a in $(sed -n 's/^# corpus: applets //p' "$RECIPE/build.sh"); do
	case $a in sh) continue ;; esac
	echo "CONFIG_$(echo "$a" | tr a-z A-Z)=y"
done >>small.config
make allnoconfig >config.log 2>&1 || { tail -5 config.log; exit 1; }
while IFS== read -r name value; do
	sed -i -e "s/^# $name is not set\$/$name=$value/" -e "s/^$name=.*/$name=$value/" .config
done <small.config
yes '' | make oldconfig >>config.log 2>&1 || { tail -5 config.log; exit 1; }
grep -q '^CONFIG_STATIC=y' .config
make -j2 CROSS_COMPILE="$CROSS" CC="$CC" EXTRA_CFLAGS="$OPT" SKIP_STRIP=y busybox >make.log 2>&1 || { tail -20 make.log; exit 1; }
cp busybox "$OUT/prog"
