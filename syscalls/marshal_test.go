package syscalls

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// harnessHead is what the conversion functions need to stand alone.
const harnessHead = `
#define SYS_H
#include <stdio.h>
#include "xlat.h"

/* The runtime's own, which xlat.h hides from other objects. */
void *memset(void *dst, int c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((volatile uint8_t *)dst)[i] = (uint8_t)c;
	return dst;
}
void *memcpy(void *restrict dst, const void *restrict src, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((volatile uint8_t *)dst)[i] = ((const volatile uint8_t *)src)[i];
	return dst;
}

#define STRUCT_ACCESS(name, size)
#include GENERATED

static int failures;
static uint64_t seed = 88172645463325252ull;
static uint64_t next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}
static void differ(const char *what, unsigned at, unsigned got, unsigned want)
{
	if (failures++ < 20)
		printf("%s: at %u: got %#x, want %#x\n", what, at, got, want);
}
`

// TestRoundTrip converts random structures of the guest to the host's form and
// back under the sanitizers: what is carried over comes back, the rest is zero.
// Numbers of maps come back as well.
func TestRoundTrip(t *testing.T) {
	need(t, "gcc")
	dir := t.TempDir()
	runtime, err := filepath.Abs("../runtime/src")
	if err != nil {
		t.Fatal(err)
	}
	for i, guest := range []struct {
		abi         *ABI
		define, big string
	}{{MIPS, "-DGUEST_MIPS", "0"}, {MIPS, "-DGUEST_MIPS", "1"}, {I386, "-DGUEST_X86", "0"}} {
		t.Run(guest.abi.Name+" GUEST_BIG="+guest.big, func(t *testing.T) {
			source, program := filepath.Join(dir, fmt.Sprintf("harness%d.c", i)), filepath.Join(dir, fmt.Sprintf("harness%d", i))
			if err := os.WriteFile(source, []byte(harness(guest.abi)), 0o666); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("gcc", "-std=gnu11", "-O1", "-w", "-fsanitize=address,undefined", "-fno-sanitize-recover",
				guest.define, "-DGUEST_BIG="+guest.big, fmt.Sprintf("-DGENERATED=\"gen_linux_%s.h\"", guest.abi.Name), "-I", runtime, "-o", program, source).CombinedOutput()
			if err != nil {
				if strings.Contains(string(out), "asan") {
					t.Skipf("gcc has no sanitizers here: %s", out)
				}
				t.Fatalf("%v\n%s", err, out)
			}
			if out, err := exec.Command(program).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// harness writes the program.
func harness(abi *ABI) string {
	var b strings.Builder
	b.WriteString(harnessHead)
	for _, s := range Structs {
		_, size, _ := s.Layout(abi)
		fmt.Fprintf(&b, "\nstatic void test_%s(void)\n{\n\tstatic const uint8_t carried[%d] = {%s};\n", s.Name, size, carried(s, abi))
		fmt.Fprintf(&b, "\tuint8_t g[%d], back[%d];\n\tstruct host_%s h;\n", size, size, s.Name)
		fmt.Fprintf(&b, "\tfor (unsigned i = 0; i < %d; i++)\n\t\tg[i] = (uint8_t)next();\n", size)
		fmt.Fprintf(&b, "\t%s_in(&h, g);\n\t%s_out(back, &h);\n", s.Name, s.Name)
		fmt.Fprintf(&b, "\tfor (unsigned i = 0; i < %d; i++)\n\t\tif (carried[i] < 2 && back[i] != (carried[i] ? g[i] : 0))\n", size)
		fmt.Fprintf(&b, "\t\t\tdiffer(%q, i, back[i], carried[i] ? g[i] : 0);\n}\n", s.Name)
	}
	b.WriteString("\nint main(void)\n{\n\tfor (int i = 0; i < 200; i++) {\n")
	for _, s := range Structs {
		fmt.Fprintf(&b, "\t\ttest_%s();\n", s.Name)
	}
	b.WriteString("\t}\n")
	for _, m := range Maps {
		if m == Errnos || m == Signals {
			continue
		}
		for _, v := range m.Values {
			if g := v.On(abi); g != None && v.On(AMD64) != None {
				fmt.Fprintf(&b, "\tif ((uint32_t)%s_out((uint32_t)%s_in((uint32_t)%dLL)) != (uint32_t)%dLL)\n\t\tdiffer(%q, 0, %s_out((uint32_t)%s_in((uint32_t)%dLL)), (uint32_t)%dLL);\n",
					m.Name, m.Name, g, g, m.Name+" "+v.Name, m.Name, m.Name, g, g)
			}
		}
	}
	b.WriteString("\treturn failures != 0;\n}\n")
	return b.String()
}

// carried says for each byte of the guest's structure whether it is carried
// over: 1, or is zero: 0, or may be either: 2, in numbers of which the host
// reads a half.
func carried(s *Struct, abi *ABI) string {
	hostMembers, _, _ := s.Layout(AMD64)
	host := map[string]Member{}
	for _, m := range hostMembers {
		host[m.Name] = m
	}
	members, size, _ := s.Layout(abi)
	mark := make([]byte, size)
	for _, m := range members {
		h, ok := host[m.Name]
		if !ok || m.Skip {
			continue
		}
		n := m.Size * max(m.N, 1)
		for i := range n {
			mark[m.Offset+i] = 1
			if m.Low {
				mark[m.Offset+i] = 2
			}
		}
		if m.Kind == Nested {
			for i, c := range strings.Split(carried(h.Of, abi), ", ") {
				mark[m.Offset+i] = c[0] - '0'
			}
		} else if h.Size < m.Size {
			for i := range n {
				mark[m.Offset+i] = 2
			}
		}
	}
	text := make([]string, size)
	for i, c := range mark {
		text[i] = fmt.Sprint(c)
	}
	return strings.Join(text, ", ")
}
