// Package runtime carries the compiled runtime library that becomes part of
// every output, one relocatable object for each kind of guest.
package runtime

import (
	"embed"
	"fmt"
)

//go:embed lib
var lib embed.FS

// Archive returns the runtime called name, such as "mips-big".
func Archive(name string) ([]byte, error) {
	data, err := lib.ReadFile("lib/" + name + ".o")
	if err != nil {
		return nil, fmt.Errorf("runtime archive %s missing; run make", name)
	}
	return data, nil
}
