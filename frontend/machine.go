package frontend

import (
	"fmt"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/frontend/mips"
	"translate/frontend/ppc"
	"translate/frontend/x86"
	"translate/ir"
)

// A Machine lifts the code of one program of its instruction set.
type Machine interface {
	cfg.ISA
	// Guest returns what guest state and memory are like.
	Guest() *ir.Guest
	// Runtime names the runtime library that serves such programs, and the
	// flags it needs to know (enum program_flags) that other machines lack.
	Runtime() (name string, flags uint32)
	// Shape returns the blocks of a function and what lifts one of them.
	Shape(f *cfg.Func) (*ir.FuncSpec, func(code ir.Code, i int))
	// Unlifted returns the instructions of f that have no semantics.
	Unlifted(f *cfg.Func) []cfg.Unlifted
	// Disasm returns the instruction at pc as assembler text.
	Disasm(pc uint32) string
}

// A surveyor is a Machine that looks at all code before it lifts any. Survey returns
// the pages of memory that lifted code is to know the contents of.
type surveyor interface {
	Survey(p *cfg.Program) (relied []uint32)
}

// Code is the discovered code of a program and the machine that lifts it.
type Code struct {
	*cfg.Program
	Image   *image.Image
	Machine Machine
	// Relied are the pages of memory that lifted code knows the contents of.
	Relied []uint32
}

// Analyse finds the code of img.
func Analyse(img *image.Image) (*Code, error) {
	var m Machine
	switch img.Machine {
	case image.MIPS:
		m = mips.New(img)
	case image.PowerPC:
		m = ppc.New(img)
	case image.I386:
		m = x86.New(img)
	default:
		return nil, fmt.Errorf("%v programs are not supported", img.Machine)
	}
	code := &Code{Program: cfg.Discover(img, m), Image: img, Machine: m}
	if s, ok := m.(surveyor); ok {
		code.Relied = s.Survey(code.Program)
	}
	return code, nil
}
