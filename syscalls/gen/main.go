// Gen turns the tables of package syscalls into the C headers of the runtime
// and into COVERAGE.md. Run it in the root of the project after a change.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"translate/syscalls"
)

func main() {
	out := flag.String("o", ".", "root of the project to write into")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes every generated file below root.
func run(root string) error {
	tables, err := syscalls.Tables()
	if err != nil {
		return err
	}
	files := Files(tables)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(root, name), []byte(files[name]), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// Files returns the generated files by path.
func Files(tables []*syscalls.Table) map[string]string {
	files := map[string]string{"syscalls/COVERAGE.md": coverage(tables)}
	for _, t := range tables {
		files["runtime/src/gen_linux_"+t.ABI.Name+".h"] = header(t)
		files["runtime/src/gen_linux_"+t.ABI.Name+"_table.h"] = tableHeader(t)
	}
	return files
}
