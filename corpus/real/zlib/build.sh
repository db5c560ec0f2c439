# zlib with its own test program; minigzip when started with that name's flags.
# corpus: source zlib
# corpus: libs glibc musl
cat >main.c <<END
#include <string.h>
int example_main(int, char **), minigzip_main(int, char **);
int main(int argc, char **argv)
{
	int mini = argc > 1 && !strcmp(argv[1], "minigzip");
	return mini ? minigzip_main(argc - 1, argv + 1) : example_main(argc, argv);
}
END
$CC $OPT -D_LARGEFILE64_SOURCE=1 -DHAVE_UNISTD_H -I"$SRC" -c "$SRC"/*.c main.c
$CC $OPT -DHAVE_UNISTD_H -I"$SRC" -Dmain=example_main -c "$SRC/test/example.c"
$CC $OPT -DHAVE_UNISTD_H -I"$SRC" -Dmain=minigzip_main -c "$SRC/test/minigzip.c"
$CC -o "$OUT/prog" *.o
