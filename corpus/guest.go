// Package corpus is the regression corpus: guest programs, the runner that
// builds, translates and runs them, and what the runner and the benchmarks
// share. It knows the translator only as the built binary.
package corpus

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// A Guest is a machine that programs are built for and translated from.
type Guest struct {
	Name   string   // as in test names and directives
	Prefix string   // of the cross tools, such as mips-linux-gnu-
	QEMU   []string // user-mode emulators, the first one found is used
	CPU    string   // that the emulator is to have for vector instructions, if not its default
	Native bool     // the host runs its programs too, better than an emulator
	CFlags []string // passed to every compilation
	Plain  []string // make code without a global offset table
	Musl   string   // musl's name of the architecture; "" where it has none
	Debian string   // Debian's name, where its own binaries are run; "" where they are not
	// MuslCFlags are passed where musl is the library, and to build it.
	MuslCFlags []string
}

// Guests are the machines of the corpus. A new one is a row here.
var Guests = []*Guest{
	{
		Name:   "mips",
		Prefix: "mips-linux-gnu-",
		QEMU:   []string{"qemu-mips", "qemu-mips-static"},
		Plain:  flags("-mno-abicalls -fno-pic -G0"),
		Musl:   "mips",
	},
	{
		Name:   "mipsel",
		Prefix: "mipsel-linux-gnu-",
		QEMU:   []string{"qemu-mipsel", "qemu-mipsel-static"},
		Plain:  flags("-mno-abicalls -fno-pic -G0"),
		Musl:   "mipsel",
	},
	{
		Name:   "i386",
		Prefix: "i686-linux-gnu-",
		QEMU:   []string{"qemu-i386", "qemu-i386-static"},
		Native: true,
		Plain:  flags("-fno-pic -fno-asynchronous-unwind-tables"),
		Musl:   "i386",
		Debian: "i386",
	},
	{
		Name:       "ppc",
		Prefix:     "powerpc-linux-gnu-",
		QEMU:       []string{"qemu-ppc", "qemu-ppc-static"},
		CPU:        "7400",
		Musl:       "powerpc",
		MuslCFlags: []string{"-mlong-double-64"}, // it knows no other
	},
}

// GuestNamed finds a guest by its name.
func GuestNamed(name string) (*Guest, error) {
	for _, g := range Guests {
		if g.Name == name {
			return g, nil
		}
	}
	return nil, fmt.Errorf("unknown guest %q", name)
}

// Tool returns the path of a cross tool such as gcc, or an error that names
// what is missing.
func (g *Guest) Tool(name string) (string, error) {
	return find(g.Prefix + name)
}

// Emulator returns the path of the guest's user-mode emulator.
func (g *Guest) Emulator() (string, error) {
	return find(g.QEMU...)
}

// Oracle returns what translations are compared with: the path of the
// emulator, or nothing where the host runs the guest's programs itself.
func (g *Guest) Oracle() (emulator string, err error) {
	if g.Native && runs32() {
		return "", nil
	}
	return g.Emulator()
}

// runs32 reports whether the host's kernel runs i386 programs.
var runs32 = sync.OnceValue(func() bool {
	// An ELF file whose code is exit(0).
	const program = "\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x02\x00\x03\x00\x01\x00\x00\x00\x54\x80\x04\x08\x34\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x34\x00\x20\x00\x01\x00\x00\x00\x00\x00\x00\x00" +
		"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x80\x04\x08\x00\x80\x04\x08\x60\x00\x00\x00\x60\x00\x00\x00" +
		"\x05\x00\x00\x00\x00\x10\x00\x00" +
		"\x31\xc0\x40\x31\xdb\xcd\x80\x90\x90\x90\x90\x90" // xor eax, eax; inc eax; xor ebx, ebx; int 0x80
	dir, err := os.MkdirTemp("", "runs32-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "exit")
	return os.WriteFile(path, []byte(program), 0o700) == nil && exec.Command(path).Run() == nil
})

// find returns the first of names that is an installed command.
func find(names ...string) (string, error) {
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return filepath.Abs(p)
		}
	}
	return "", fmt.Errorf("missing %s", strings.Join(names, " or "))
}

var versions sync.Map // path of a tool → what it prints for --version

// Version returns the first line of what the tool says of its version, so
// that a cache key changes when the tool does.
func Version(tool string) string {
	if v, ok := versions.Load(tool); ok {
		return v.(string)
	}
	cmd := exec.Command(tool, "--version")
	cmd.Dir = os.TempDir() // csmith leaves a file where it runs
	out, _ := cmd.Output()
	line, _, _ := strings.Cut(string(out), "\n")
	versions.Store(tool, line)
	return line
}
