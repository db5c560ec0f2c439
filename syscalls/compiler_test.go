package syscalls

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// probe compiles C whose array `values` has 64-bit elements and returns them,
// without running anything.
func probe(t *testing.T, compiler, source string, flags ...string) []int64 {
	t.Helper()
	dir := t.TempDir()
	c, o := filepath.Join(dir, "probe.c"), filepath.Join(dir, "probe.o")
	if err := os.WriteFile(c, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(compiler, append(flags, "-w", "-c", "-o", o, c)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", compiler, err, out)
	}
	f, err := elf.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	symbols, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range symbols {
		if s.Name == "values" {
			data, err := f.Sections[s.Section].Data()
			if err != nil {
				t.Fatal(err)
			}
			v := make([]int64, s.Size/8)
			if _, err := binary.Decode(data[s.Value:s.Value+s.Size], f.ByteOrder, v); err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatal("probe has no values")
	return nil
}

// need skips the test where a compiler is missing.
func need(t *testing.T, compiler string) {
	t.Helper()
	if _, err := exec.LookPath(compiler); err != nil {
		t.Skipf("no %s on this machine", compiler)
	}
}

// checked are the machines whose facts are in use. The columns of the others
// are checked as well.
var checked = []*ABI{MIPS, PPC, I386, AMD64}

// TestLayouts compares every structure with what the compilers say.
func TestLayouts(t *testing.T) {
	for _, abi := range checked {
		for _, compiler := range abi.Compilers {
			t.Run(compiler, func(t *testing.T) {
				need(t, compiler)
				for _, s := range Structs {
					t.Run(s.Name, func(t *testing.T) { compareLayout(t, s, abi, compiler) })
				}
			})
		}
	}
}

func compareLayout(t *testing.T, s *Struct, abi *ABI, compiler string) {
	if s.C == "" {
		t.Skip(s.Why)
	}
	if abi == AMD64 && (s == Stat64 || s == Statfs64 || s == Flock64) {
		t.Skip("the host has one structure for both")
	}
	if abi == PPC && s == Termios2 {
		t.Skip("PowerPC has no second structure")
	}
	var names, exprs []string
	var want []int64
	split := map[string]bool{}
	members, size, _ := s.Layout(abi)
	for _, m := range members {
		c, renamed := s.CName[m.Name]
		if !renamed {
			c = m.Name
		}
		if c == "" || (m.Name == "ino_low") {
			continue
		}
		split[m.Name] = m.Kind == U64Split
		names = append(names, m.Name)
		exprs = append(exprs, fmt.Sprintf("__builtin_offsetof(%s, %s), sizeof(((%s *)0)->%s)", s.C, c, s.C, c))
		want = append(want, int64(m.Offset), int64(m.Size*max(m.N, 1)))
	}
	var b strings.Builder
	b.WriteString("#define __KERNEL_STRICT_NAMES\n#include <linux/types.h>\n#include <asm/posix_types.h>\n")
	b.WriteString("typedef __kernel_pid_t pid_t_; typedef __kernel_size_t size_t;\n#include <linux/posix_types.h>\n")
	for _, h := range s.Headers {
		fmt.Fprintf(&b, "#include <%s>\n", h)
	}
	fmt.Fprintf(&b, "long long values[] = { sizeof(%s), %s };\n", s.C, strings.Join(exprs, ", "))
	got := probe(t, compiler, b.String())
	if got[0] != int64(size) {
		t.Errorf("size: got %d from the compiler, want %d", got[0], size)
	}
	for i, n := range names {
		if split[n] { // the name is that of the low word
			want[2*i+1] = 4
			if compiler == "mips-linux-gnu-gcc" || abi == PPC { // big-endian
				want[2*i] += 4
			}
		}
		if s.CName[n] != "" { // one name stands for several members
			want[2*i+1] = got[2+2*i]
		}
		if got[1+2*i] != want[2*i] || got[2+2*i] != want[2*i+1] {
			t.Errorf("%s: compiler says offset %d size %d, the table %d and %d", n, got[1+2*i], got[2+2*i], want[2*i], want[2*i+1])
		}
	}
}

// TestMaps compares every number with a header with what the compilers say.
func TestMaps(t *testing.T) {
	for _, abi := range checked {
		for _, compiler := range abi.Compilers {
			t.Run(compiler, func(t *testing.T) {
				need(t, compiler)
				for _, m := range Maps {
					if m.Headers != nil {
						t.Run(m.Name, func(t *testing.T) {
							compareValues(t, append(append([]Value{}, m.Fields...), m.Values...), m.Headers, abi, compiler)
						})
					}
				}
				t.Run("ioctl", func(t *testing.T) {
					var v []Value
					for _, c := range Ioctls {
						v = append(v, c.Value)
					}
					compareValues(t, v, []string{"sys/types.h", "asm/termios.h", "asm/ioctls.h", "linux/fs.h", "linux/fiemap.h", "linux/sockios.h",
						"linux/if_tun.h", "linux/random.h", "linux/rtc.h", "linux/loop.h", "linux/kd.h", "linux/vt.h", "linux/watchdog.h",
						"linux/cdrom.h", "linux/nsfs.h"}, abi, compiler)
				})
			})
		}
	}
}

func compareValues(t *testing.T, values []Value, headers []string, abi *ABI, compiler string) {
	var b strings.Builder
	b.WriteString("#include <stddef.h>\n#include <asm/bitsperlong.h>\n")
	for _, h := range headers {
		fmt.Fprintf(&b, "#include <%s>\n", h)
	}
	b.WriteString("long long values[] = {\n")
	for _, v := range values {
		// MSG_* and others are enumerators as well as macros, so a name that
		// is no macro must be one.
		fmt.Fprintf(&b, "#ifdef %s\n(long long)(%s),\n#else\n-1LL << 40,\n#endif\n", v.Name, v.Name)
	}
	b.WriteString("};\n")
	found := !slices.ContainsFunc(values, func(v Value) bool { return v.On(abi) != None })
	for i, got := range probe(t, compiler, b.String()) {
		v := values[i]
		want := v.On(abi)
		if got == None { // not in these headers
			continue
		}
		found = true
		if want == None {
			t.Errorf("%s: the headers have %#x, the table nothing", v.Name, got)
		} else if uint32(got) != uint32(want) {
			t.Errorf("%s: the headers have %#x, the table %#x", v.Name, got, want)
		}
	}
	if !found {
		t.Errorf("no name is in %v", headers)
	}
}

// TestNumbers compares the numbers of every table with the header of its
// machine.
func TestNumbers(t *testing.T) {
	tables, err := Tables()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		t.Run(table.Name, func(t *testing.T) { compareNumbers(t, table) })
	}
}

func compareNumbers(t *testing.T, table *Table) {
	compiler := table.ABI.Compilers[0]
	need(t, compiler)
	var b strings.Builder
	b.WriteString("#include <asm/unistd.h>\nlong long values[] = {\n")
	for _, r := range table.Rows {
		fmt.Fprintf(&b, "#ifdef __NR_%s\n__NR_%s,\n#else\n-1,\n#endif\n", r.Name, r.Name)
	}
	b.WriteString("};\n")
	for i, got := range probe(t, compiler, b.String()) {
		r := table.Rows[i]
		if got != -1 && got != int64(table.Base+r.Nr) {
			t.Errorf("%s: the headers have %d, the table %d", r.Name, got, table.Base+r.Nr)
		}
		if got == -1 && !strings.HasPrefix(r.Name, "unused") && !strings.HasPrefix(r.Name, "reserved") {
			t.Errorf("%s: not in the headers", r.Name)
		}
	}
}
