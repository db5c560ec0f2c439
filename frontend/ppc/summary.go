package ppc

import (
	"maps"
	"slices"

	"translate/frontend/cfg"
)

// Every comparison copies SO of XER, which next to no program sets. Where nothing
// that is lifted does, lifted code takes it for 0; the runtime ends its use if
// something else has set it: code that was not lifted, or a context that was put
// in force.

// Survey looks through the code of the program for what sets SO, and for
// functions that are known by what they compute. It returns the pages of memory
// that these read.
func (c *Code) Survey(p *cfg.Program) (relied []uint32) {
	c.soClear = !c.setsSO(p)
	pages := map[uint32]bool{}
	c.squareRoots(p, pages)
	c.findCopies(p, pages)
	for _, f := range p.Funcs {
		c.skipAsked(f)
	}
	return slices.Sorted(maps.Keys(pages))
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
