package frontend

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestOpenRefuses gives every kind of wrong file its message.
func TestOpenRefuses(t *testing.T) {
	write := func(data string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name string
		make func(*testing.T, string)
		want string
	}{
		{"missing", func(*testing.T, string) {}, "cannot open: no such file or directory"},
		{"directory", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, "is a directory"},
		{"fifo", func(t *testing.T, path string) {
			if err := syscall.Mkfifo(path, 0o644); err != nil {
				t.Fatal(err)
			}
		}, "is not a regular file"},
		{"empty", write(""), "file is empty"},
		{"text", write("Grüße\n"), "not an executable: it is a text file"},
		{"text cut in a character", write(strings.Repeat("x", 63) + "ü"), "not an executable: it is a text file"},
		{"script", write("#!/bin/sh\nexit 0\n"), "not an executable this program reads: it is a script by its first bytes"},
		{"archive", write("!<arch>\nfoo"), "not an executable this program reads: it is a library archive by its first bytes"},
		{"garbage", write("\x00\x01\x02\x03\x04\x05"), "not an executable this program reads: it begins with 00 01 02 03"},
		{"one byte", write("\x7f"), "not an executable this program reads: it begins with 7f"},
		{"stub", write("\x7fELF\x01\x01\x01\x00"), "elf: file ends inside the ELF header, at 0x8 of 0x34 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "prog")
			tt.make(t, path)
			_, err := Open(path, OpenOptions{})
			if err == nil || err.Error() != path+": "+tt.want {
				t.Errorf("got  %v\nwant %s: %s", err, path, tt.want)
			}
			if _, ok := errors.AsType[*InputError](err); !ok {
				t.Errorf("%T is not an *InputError", err)
			}
		})
	}
}

// TestOpenHost opens this test itself, for a machine that is no guest.
func TestOpenHost(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(self, OpenOptions{})
	if err == nil || !strings.Contains(err.Error(), "is not supported") {
		t.Errorf("got %v", err)
	}
}
