package ppc

import "translate/frontend/cfg"

// Every comparison copies SO of XER, which next to no program sets. Where nothing
// that is lifted does, lifted code takes it for 0; the runtime ends its use if
// something else has set it: code that was not lifted, or a context that was put
// in force.

// Survey looks through the code of the program for what sets SO, and for
// functions that are known by what they compute. It returns the pages of memory
// that these read.
func (c *Code) Survey(p *cfg.Program) (relied []uint32) {
	c.soClear = !c.setsSO(p)
	relied = c.squareRoots(p)
	for _, f := range p.Funcs {
		if c.callsRoots(f) {
			f.SkipCalls(func(b *cfg.Block) bool { return c.calledRoot(b) != 0 })
		}
	}
	return relied
}

func (c *Code) setsSO(p *cfg.Program) bool {
	for _, f := range p.Funcs {
		for i := range f.Blocks {
			for pc := f.Blocks[i].PC; pc < f.Blocks[i].End; pc += 4 {
				if row := Decode(c.word(pc)); row != nil && row.Payload.setsSO {
					return true
				}
			}
		}
	}
	return false
}
