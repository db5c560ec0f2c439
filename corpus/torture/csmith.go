package torture

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"translate/corpus"
)

// csmithInclude is where Debian's package puts the headers that the programs
// include.
const csmithInclude = "/usr/include/csmith"

// csmithPlatform is what the generator reads of the guest, in the directory
// where it runs.
const csmithPlatform = "integer size = 4\npointer size = 4\n"

// csmithFlags are what the generator is told, in turn: what it makes otherwise
// and kinds of programs that it makes when asked.
var csmithFlags = []string{
	"--max-funcs 6",
	"--max-funcs 6 --float",
	"--max-funcs 4 --builtins --no-arrays --int8 --uint8",
	"--max-funcs 5 --packed-struct --max-struct-fields 20 --inline-function",
	"--max-funcs 3 --no-volatiles --no-const-pointers --jumps --max-expr-complexity 15",
}

// Csmith makes n random programs, which print a checksum of what they
// computed. A seed always gives the same program.
func Csmith(c *corpus.Cache, seed, n int) ([]Test, error) {
	csmith, err := exec.LookPath("csmith")
	if err != nil {
		return nil, err
	}
	var tests []Test
	for i := seed; i < seed+n; i++ {
		flags := csmithFlags[i%len(csmithFlags)]
		key := corpus.Key(corpus.Version(csmith), flags, fmt.Sprint(i))
		dir, err := c.Build("csmith", key, func(dir string) error {
			if err := os.WriteFile(filepath.Join(dir, "platform.info"), []byte(csmithPlatform), 0o666); err != nil {
				return err
			}
			cmd := exec.Command(csmith, strings.Fields(fmt.Sprintf("%s --no-argc --seed %d --output test.c", flags, i))...)
			cmd.Dir = dir
			if text, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("csmith: %w\n%s", err, text)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		tests = append(tests, Test{
			Name:    fmt.Sprintf("csmith-%d", i),
			Sources: []string{filepath.Join(dir, "test.c")},
			CFlags:  []string{"-I" + csmithInclude},
		})
	}
	return tests, nil
}
