package elf

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"translate/frontend/image"
)

var mutations = flag.Int("mutations", 20_000, "mutated files that TestMutatedHeaders tries")

// parseFile parses a file of the test's own.
func parseFile(t *testing.T, path string) *image.Image {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	img, err := parseBytes(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// seeds returns the files that mutation starts from.
func seeds() [][]byte {
	pie := minimal()
	pie.kind, pie.entry = etDyn, 0x100
	pie.progs[0].vaddr, pie.progs[1].vaddr = 0, 0x20000
	dynamic := minimal()
	dynamic.progs = append(dynamic.progs, testProg{kind: ptInterp, data: []byte("/lib/ld.so.1\x00")})
	return [][]byte{full(false).build(), full(true).build(), minimal().build(), pie.build(), dynamic.build()}
}

// check parses b and returns what is wrong with the answer, be it yes or no.
func check(b []byte) error {
	start := time.Now()
	img, err := parseBytes(b, Options{})
	if d := time.Since(start); d > 2*time.Second {
		return fmt.Errorf("took %v", d)
	}
	if err != nil {
		return checkLine(err.Error())
	}
	for _, w := range append([]string{img.Unsupported, img.Probe}, img.Warnings...) {
		if err := checkLine(w); err != nil {
			return err
		}
	}
	return checkImage(img, len(b))
}

// checkLine checks that a message is one line of printable text.
func checkLine(s string) error {
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return fmt.Errorf("message %q", s)
		}
	}
	return nil
}

// checkImage checks what an Image promises.
func checkImage(img *image.Image, size int) error {
	total, end := 0, image.Addr(0)
	for _, s := range img.Segments {
		if s.Addr < end || uint64(len(s.Data)) > s.Size || s.End() > 1<<32 {
			return fmt.Errorf("segment 0x%x to 0x%x with 0x%x bytes after one that ends at 0x%x", s.Addr, s.End(), len(s.Data), end)
		}
		total, end = total+len(s.Data), s.End()
	}
	switch {
	case total > 2*size+phSpace:
		return fmt.Errorf("0x%x bytes from a file of 0x%x", total, size)
	case img.Segment(img.Entry) == nil:
		return fmt.Errorf("entry 0x%x", img.Entry)
	case img.System == image.SystemUnknown && img.Unsupported == "":
		return errors.New("no system")
	}
	for _, s := range img.Symbols {
		if img.Segment(s.Addr) == nil {
			return fmt.Errorf("symbol at 0x%x", s.Addr)
		}
	}
	return nil
}

// mutate returns b with a few bytes of its headers changed or its end cut off.
func mutate(r *rand.Rand, b []byte) []byte {
	b = append([]byte(nil), b...)
	for range 1 + r.IntN(4) {
		switch r.IntN(8) {
		case 0:
			b = b[:r.IntN(len(b)+1)]
		case 1: // anywhere
			poke(r, b, r.IntN(len(b)+1))
		case 2, 3: // ELF header
			poke(r, b, r.IntN(ehSize))
		case 4, 5: // the first program headers
			poke(r, b, ehSize+r.IntN(10*phEntSize)&^3)
		default: // section headers and other things at the end
			poke(r, b, len(b)-r.IntN(12*shEntSize)&^3)
		}
		if len(b) == 0 {
			break
		}
	}
	return b
}

// poke overwrites one, two or four bytes with something that is likely to hurt.
func poke(r *rand.Rand, b []byte, at int) {
	edges := []uint32{0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff, uint32(len(b)), uint32(len(b)) - 1, uint32(len(b)) + 1}
	v := edges[r.IntN(len(edges))]
	if r.IntN(3) == 0 {
		v = r.Uint32()
	}
	for i, n := 0, 1<<r.IntN(3); i < n; i++ {
		if j := at + i; j >= 0 && j < len(b) {
			b[j] = byte(v >> (8 * (n - 1 - i)))
		}
	}
}

// TestMutatedHeaders tries the same hostile files in every run; -mutations says
// how many.
func TestMutatedHeaders(t *testing.T) {
	n := *mutations
	if testing.Short() {
		n = 2000
	}
	files := seeds()
	for _, cc := range []string{"mips-linux-gnu-gcc", "mipsel-linux-gnu-gcc"} {
		for _, flags := range [][]string{{"-no-pie"}, {"-pie", "-fPIE", "-s"}} {
			t.Run("seed", func(t *testing.T) {
				b, err := os.ReadFile(compile(t, cc, flags...))
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, b)
			})
		}
	}
	var accepted, slowest atomic.Int64
	start := time.Now()
	const shards = 4
	t.Run("shards", func(t *testing.T) {
		for shard := range shards {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				for i := shard; i < n; i += shards {
					mutateOnce(t, files, i, &accepted, &slowest)
				}
			})
		}
	})
	t.Logf("%d mutated files of %d seeds in %v: %d accepted, slowest %v",
		n, len(files), time.Since(start).Round(time.Millisecond), accepted.Load(), time.Duration(slowest.Load()))
}

// mutateOnce tries mutation number i.
func mutateOnce(t *testing.T, files [][]byte, i int, accepted, slowest *atomic.Int64) {
	r := rand.New(rand.NewPCG(1, uint64(i)))
	b := mutate(r, files[r.IntN(len(files))])
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("mutation %d: panic: %v", i, p)
		}
	}()
	start := time.Now()
	if err := check(b); err != nil {
		t.Errorf("mutation %d: %v", i, err)
	}
	slowest.Store(max(slowest.Load(), int64(time.Since(start))))
	if _, err := parseBytes(b, Options{}); err == nil {
		accepted.Add(1)
	} else if !strings.HasPrefix(err.Error(), "elf: ") {
		t.Errorf("mutation %d: %v", i, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, b := range seeds() {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := check(b); err != nil {
			t.Error(err)
		}
	})
}
