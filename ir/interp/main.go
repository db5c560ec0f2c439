// Command interp prints the interpreter of a guest as LLVM IR: one function for
// each instruction, generated from the semantics that lifting uses, and the
// table by which the runtime finds it.
package main

import (
	"fmt"
	"os"

	"translate/frontend/mips"
	"translate/frontend/ppc"
	"translate/frontend/x86"
	"translate/ir"
)

// guests are the interpreters there are, by the name of the runtime.
var guests = map[string]func() *ir.Unit{
	"mips-big":    func() *ir.Unit { return mips.Interpreter(true) },
	"mips-little": func() *ir.Unit { return mips.Interpreter(false) },
	"ppc":         ppc.Interpreter,
	"x86":         x86.Interpreter,
}

func main() {
	if len(os.Args) != 2 || guests[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: interp mips-big|mips-little|ppc|x86")
		os.Exit(2)
	}
	if _, err := guests[os.Args[1]]().WriteTo(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "interp:", err)
		os.Exit(1)
	}
}
