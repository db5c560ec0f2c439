package main

import (
	"os"
	"path/filepath"
	"testing"

	"translate/syscalls"
)

// TestUpToDate compares the committed files with what the tables say now.
func TestUpToDate(t *testing.T) {
	tables, err := syscalls.Tables()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range Files(tables) {
		got, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is stale: run go run ./syscalls/gen", name)
		}
	}
}
