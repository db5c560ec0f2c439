package shape

import (
	"translate/frontend/cfg"
	"translate/ir"
)

// A Transfer is what the semantics of a branch or jump leave for the driver:
// they have read every register they need and written those that the transfer
// changes.
type Transfer struct {
	Cond   ir.Value // I1; constant 1 where the transfer is always done
	Target ir.Value // I32
}

// Leave ends the code of b, a block of f, as its last instruction says, which
// left t. A branch that is taken goes on at taken; kind says what is known of a
// computed jump.
func Leave(code ir.Code, f *cfg.Func, b *cfg.Block, t *Transfer, taken uint32, kind func(pc uint32) ir.JumpKind) {
	pc := b.LastPC
	switch b.Last.Kind {
	case cfg.Plain:
		code.Goto(b.End)
	case cfg.Branch:
		code.Branch(t.Cond, taken, b.End)
	case cfg.Jump:
		code.Goto(b.Last.Target)
	case cfg.Call:
		code.Call(b.Last.Target, b.End)
	case cfg.CallRegister:
		code.CallIndirect(t.Target, f.Guess[pc], b.End)
	case cfg.JumpRegister:
		code.Jump(t.Target, f.Guess[pc], kind(pc))
	case cfg.Return:
		code.Return(t.Target)
	}
}
