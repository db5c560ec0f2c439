package main

import (
	"os"
	"testing"
)

// TestPrograms checks that every benchmark says what it is and prints the
// same translated as under the emulator, once.
func TestPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	if _, err := os.Stat("../../bin/translate"); err != nil {
		t.Skip("not run: missing bin/translate (make build)")
	}
	if err := realMain(os.Stderr, []string{"-root", "../..", "-runs", "1", "-starts", "0", "-lib", "musl"}); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkAll prints the tables for every guest.
func BenchmarkAll(b *testing.B) {
	for _, guest := range []string{"mips", "mipsel", "ppc", "i386"} {
		if err := realMain(os.Stdout, []string{"-root", "../..", "-guest", guest}); err != nil {
			b.Fatal(err)
		}
	}
}
