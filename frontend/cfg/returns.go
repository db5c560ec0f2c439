package cfg

// findReturning finds the functions that may return, from none on: what such as
// exit or abort call goes on nowhere. Computed jumps lead to what returns.
func (p *Program) findReturning() {
	p.returning = map[uint32]bool{}
	for changed := true; changed; {
		changed = false
		for _, f := range p.Funcs {
			if !p.returning[f.Start] && p.mayReturn(f) {
				p.returning[f.Start], changed = true, true
			}
		}
	}
}

// mayReturn reports whether control that enters f at its start may come to a
// return, as far as known of the functions it calls.
func (p *Program) mayReturn(f *Func) bool {
	seen := make([]bool, len(f.Blocks))
	var visit func(pc uint32) bool
	visit = func(pc uint32) bool {
		i, ok := f.BlockAt(pc)
		switch {
		case !ok:
			return p.comesBack(pc)
		case seen[i]:
			return false
		}
		seen[i] = true
		switch b := &f.Blocks[i]; b.Last.Kind {
		case Return, JumpRegister:
			return true
		case Illegal:
			return false
		case Jump:
			return visit(b.Last.Target)
		case Branch:
			return visit(b.Last.Target) || visit(b.End)
		case Call:
			return p.comesBack(b.Last.Target) && visit(b.End)
		default:
			return visit(b.End)
		}
	}
	return visit(f.Start)
}

// comesBack reports whether what is called at pc may return. What is no function
// may.
func (p *Program) comesBack(pc uint32) bool { return p.returning[pc] || !p.starts[pc] }

// ComesBack reports whether the call that ends b may return.
func (f *Func) ComesBack(b *Block) bool {
	return b.Last.Kind != Call || f.comesBack == nil || f.comesBack(b.Last.Target)
}
