package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// LibFlags returns the compiler flags that select a C library, building it
// first if need be.
func (b *Builder) LibFlags(g *Guest, lib Lib) ([]string, error) {
	switch lib {
	case Musl:
		return b.musl(g)
	case MuslSoft:
		return b.musl(g, "-msoft-float")
	}
	return nil, nil
}

// musl builds the musl C library for a guest and returns the flags to compile
// with it.
func (b *Builder) musl(g *Guest, cflags ...string) ([]string, error) {
	cflags = slices.Concat(g.MuslCFlags, cflags)
	if g.Musl == "" {
		return nil, fmt.Errorf("musl has no port to %s", g.Name)
	}
	cc, err := g.Tool("gcc")
	if err != nil {
		return nil, err
	}
	key := g.Name + "-" + Key(Version(cc), fmt.Sprint(cflags), muslScript)
	dir, err := b.Cache.Build("musl", key, func(dir string) error {
		src, err := b.Cache.Sources("musl")
		if err != nil {
			return err
		}
		return buildMusl(src, dir, b.Cache.Dir("musl", key), g, cflags)
	})
	return append(slices.Clone(cflags), "-specs="+filepath.Join(dir, "lib", "musl-gcc.specs")), err
}

// muslScript builds and installs musl: $1 source, $2 destination, $3 where the
// destination will be, $4 machine, $5 prefix of the tools, $6 flags. Its specs
// file knows nothing of -static-pie; that is added.
const muslScript = `set -e
mkdir "$2/obj" && cd "$2/obj"
"$1/configure" --prefix="$3" --target="$4" --disable-shared --enable-wrapper=gcc \
	CC="$5gcc $6" CROSS_COMPILE="$5" CFLAGS=-O2 >/dev/null
make -j"$(nproc)" >/dev/null
make DESTDIR="$2/root" install >/dev/null
mv "$2/root/$3"/* "$2/"
rm -r "$2/root" "$2/obj"
sed -i -e 's|%{!shared: [^}]*}|%{!shared: %{static-pie:'"$3"'/lib/rcrt1.o;:'"$3"'/lib/Scrt1.o}}|' \
	-e 's|-dynamic-linker [^ ]*|%{static-pie:-static -pie --no-dynamic-linker -z text;:&}|' "$2/lib/musl-gcc.specs"
`

func buildMusl(src, tmp, final string, g *Guest, cflags []string) error {
	machine := g.Musl
	var words string
	for _, f := range cflags {
		words += " " + f
	}
	if slices.Contains(cflags, "-msoft-float") {
		machine += "-sf"
	}
	err := run("", "/bin/sh", "-c", muslScript, "sh", src, tmp, final, machine, g.Prefix, words)
	if err != nil {
		return fmt.Errorf("musl for %s: %w", g.Name, err)
	}
	if _, err := os.Stat(filepath.Join(tmp, "lib", "musl-gcc.specs")); err != nil {
		return fmt.Errorf("musl for %s: no specs file: %w", g.Name, err)
	}
	return nil
}
