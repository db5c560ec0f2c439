package ir

import (
	"strings"

	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/value"
)

// keepLoads makes loads volatile whose value nothing needs, or only some of the
// blocks that follow: LLVM would drop them, or move them there and out of loops,
// but the guest may have made them to see whether they fault.
func (f *Func) keepLoads() {
	needed := f.neededValues()
	for _, l := range f.loads {
		if !needed[l] {
			l.Volatile = true
		}
	}
}

// neededValues returns the values of f from which something with an effect is
// computed.
func (f *Func) neededValues() map[value.Value]bool {
	needed := map[value.Value]bool{}
	var need func(v value.Value)
	need = func(v value.Value) {
		in, ok := v.(llir.Instruction)
		if !ok || needed[v] {
			return
		}
		needed[v] = true
		for _, op := range in.Operands() {
			need(*op)
		}
	}
	for _, b := range f.fn.Blocks {
		for _, in := range b.Insts {
			if !hasEffect(in) || f.partial[in] {
				continue
			}
			for _, op := range in.Operands() {
				need(*op)
			}
		}
		for _, op := range b.Term.Operands() {
			need(*op)
		}
	}
	return needed
}

// hasEffect reports whether an instruction does more than compute a value.
func hasEffect(in llir.Instruction) bool {
	switch in := in.(type) {
	case *llir.InstStore, *llir.InstCmpXchg, *llir.InstFence:
		return true
	case *llir.InstCall:
		fn, ok := in.Callee.(*llir.Func)
		return !ok || !strings.HasPrefix(fn.Name(), "llvm.")
	}
	return false
}
