package ir

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSymbol(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"main", "main"},
		{"std::vector<int>::at(unsigned) const", "std::vector<int>::at(unsigned) const"},
		{"main.(*世界).Run[go.shape.int]", "main.(*世界).Run[go.shape.int]"},
		{`struct { X int "json:\"x\"" }`, `struct { X int %22json:%5C%22x%5C%22%22 }`},
		{"100%", "%3100%25"},
		{"memcpy@@GLIBC_2.0", "memcpy%40%40GLIBC_2.0"},
		{"a\nb\x00\x7f\xff\u200b", "a%0Ab%00%7F%FF%E2%80%8B"},
		{"\x01raw", "%01raw"},
		{"xlat_miss", "%78lat_miss"},
		{"rt_syscall", "%72t_syscall"},
		{"llvm.trap", "%6Clvm.trap"},
		{".Lfunctions", "%2ELfunctions"},
		{".", "%2E"},
		{"_GLOBAL_OFFSET_TABLE_", "%5FGLOBAL_OFFSET_TABLE_"},
		{"", ""},
	} {
		if got := Symbol(tt.name); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// FuzzSymbol checks that a name can be had back from its symbol, so that no two
// have the same, and that a symbol can be written where it has to be.
func FuzzSymbol(f *testing.F) {
	for _, name := range []string{"main", "xlat_%22", "%E2\x80\x8b", "\u200b", "\xe2808B", "\"\\@\n", "7"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		symbol := Symbol(name)
		if got := nameOf(symbol); got != name {
			t.Errorf("%q became %q, which is %q", name, symbol, got)
		}
		if !utf8.ValidString(symbol) || strings.ContainsAny(symbol, "\"\\@\n\r\x00") {
			t.Errorf("%q became %q", name, symbol)
		}
		for _, r := range reserved {
			if strings.HasPrefix(symbol, r) {
				t.Errorf("%q became %q, which is reserved", name, symbol)
			}
		}
	})
}

// nameOf undoes Symbol.
func nameOf(symbol string) string {
	const digits = "0123456789ABCDEF"
	var w strings.Builder
	for ; symbol != ""; symbol = symbol[1:] {
		b := symbol[0]
		if b == '%' {
			b = byte(strings.IndexByte(digits, symbol[1])<<4 | strings.IndexByte(digits, symbol[2]))
			symbol = symbol[2:]
		}
		w.WriteByte(b)
	}
	return w.String()
}
