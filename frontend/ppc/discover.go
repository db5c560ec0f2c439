package ppc

import (
	"translate/frontend/cfg"
	"translate/frontend/constprop"
	"translate/frontend/image"
)

// Registers of a constprop.State beyond the general ones.
const (
	stateLR  = 32
	stateCTR = 33
)

// Analyse implements cfg.ISA. What r30 holds in position-independent functions,
// and what is in the stack frame, is found by a first propagation, where it is
// set, and known from the start in a second one.
func (c *Code) Analyse(f *cfg.Func) cfg.Facts {
	p := &propagation{img: c.img}
	facts := constprop.Analyse(c.img, f, p)
	if p.frame.Settle() || p.got != 0 {
		facts = constprop.Analyse(c.img, f, p)
	}
	return facts
}

// A propagation is the constprop.ISA of one function.
type propagation struct {
	img    *image.Image
	got    uint32 // what r30 holds where the function is position-independent, 0 if not known
	frame  constprop.Frame
	framed bool // r31 is the frame pointer
}

// isFrame reports whether register n points to the function's stack frame.
func (p *propagation) isFrame(n uint32) bool { return n == 1 || n == 31 && p.framed }

// Entry implements constprop.ISA.
func (p *propagation) Entry() constprop.State { return constprop.NothingKnown() }

// Anywhere implements constprop.ISA. Compilers leave r30 alone once it holds the
// address of the global offset table.
func (p *propagation) Anywhere() constprop.State {
	s := constprop.NothingKnown()
	if p.got != 0 {
		s[30] = constprop.Const(p.got)
	}
	return s
}

// clobbered are the registers that calls do not preserve. [PowerPC psABI,
// Register Usage]
var clobbered = []uint32{0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, stateLR, stateCTR}

// Clobbered implements constprop.ISA.
func (p *propagation) Clobbered() []uint32 { return clobbered }

// Target implements constprop.ISA.
func (p *propagation) Target(b *cfg.Block) (register uint32, ok bool) {
	word, _ := p.img.Word(image.Addr(b.LastPC))
	row := Decode(word)
	if row == nil {
		return 0, false
	}
	switch row.Payload.Flow.Kind {
	case FlowLR:
		return stateLR, true
	case FlowCTR:
		return stateCTR, true
	}
	return 0, false
}

// Step implements constprop.ISA.
func (p *propagation) Step(pc uint32, s *constprop.State) (formed constprop.Value) {
	word, _ := p.img.Word(image.Addr(pc))
	row := Decode(word)
	if row == nil {
		return formed
	}
	rt, ra, rb := word>>21&31, word>>16&31, word>>11&31
	imm := uint32(int32(int16(word)))
	base := s[ra]
	if ra == 0 {
		base = constprop.Const(0)
	}
	if row.Payload.Flow.Links {
		s[stateLR] = constprop.Const(pc + 4)
	}
	switch row.Name {
	case "ADDIS":
		s[rt] = constprop.Sum(base, constprop.Const(imm<<16))
	case "ADDI":
		s[rt] = constprop.Sum(base, constprop.Const(imm))
		if rt == 30 && ra == 30 {
			p.holdsGOT(s[30])
		}
		if ra != 0 { // else it is a number
			formed = s[rt]
		}
	case "ORI":
		s[ra] = constprop.OrImmediate(s[rt], imm&0xffff)
		if imm != 0 {
			formed = s[ra]
		}
	case "ADD":
		s[rt] = constprop.Sum(s[ra], s[rb])
		formed = s[rt]
		if rt == 30 {
			p.holdsGOT(s[30])
		}
	case "OR":
		p.framed = p.framed || word == mrR31R1
		if rt == rb {
			s[ra] = s[rt]
		} else {
			s[ra] = constprop.Unknown
		}
	case "STW":
		if p.isFrame(ra) {
			p.frame.Store(pc, imm, s[rt])
		}
	case "LWZ":
		if p.isFrame(ra) {
			s[rt] = p.frame.Load(imm)
		} else {
			s[rt] = p.load(base, imm)
		}
		formed = s[rt]
	case "LWZX":
		s[rt] = constprop.Load(p.img, constprop.Sum(base, s[rb]), 0)
	case "MFLR":
		s[rt] = s[stateLR]
	case "MTLR":
		s[stateLR] = s[rt]
	case "MFCTR":
		s[rt] = s[stateCTR]
	case "MTCTR":
		s[stateCTR] = s[rt]
	default:
		clobber(row, word, s)
	}
	return formed
}

// holdsGOT notes what r30 is set to.
func (p *propagation) holdsGOT(v constprop.Value) {
	if v.Kind == constprop.Constant {
		p.got = v.V
	}
}

// load returns what is known of the word at base+disp. Words beside code are
// what they are, such as the distance of the global offset table, which
// position-independent functions have before their start.
func (p *propagation) load(base constprop.Value, disp uint32) constprop.Value {
	if base.Kind == constprop.Constant {
		at := image.Addr(base.V + disp)
		if s := p.img.Segment(at); s != nil && s.Perm&(image.Exec|image.Write) == image.Exec {
			if w, ok := p.img.Word(at); ok {
				return constprop.Const(w)
			}
		}
	}
	return constprop.Load(p.img, base, disp)
}

// clobber forgets the registers that an instruction writes: of those named rt,
// or rs where the result is in ra.
func clobber(row *Row, word uint32, s *constprop.State) {
	ra := word >> 16 & 31
	rt, hasRT := row.Field("rt")
	_, hasRS := row.Field("rs")
	_, hasD := row.Field("d")
	switch {
	case row.Name == "LMW":
		for r := word >> 21 & 31; r < 32; r++ {
			s[r] = constprop.Unknown
		}
	case row.Name == "LSWI" || row.Name == "LSWX":
		for r := range 32 {
			s[r] = constprop.Unknown
		}
	case hasRT:
		s[rt.Get(word)] = constprop.Unknown
	}
	// Indexed stores without update do not write ra, but it costs little to forget
	// their base.
	if hasRS && !hasD || updates(row) {
		s[ra] = constprop.Unknown
	}
}

// updates reports whether row is a load or store that leaves the address in RA.
func updates(row *Row) bool {
	switch row.Name {
	case "LWZU", "LBZU", "LHZU", "LHAU", "STWU", "STBU", "STHU", "LFSU", "LFDU", "STFSU", "STFDU",
		"LWZUX", "LBZUX", "LHZUX", "LHAUX", "STWUX", "STBUX", "STHUX", "LFSUX", "LFDUX", "STFSUX", "STFDUX":
		return true
	}
	return false
}
