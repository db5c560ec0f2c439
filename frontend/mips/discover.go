package mips

import (
	"translate/frontend/cfg"
	"translate/frontend/constprop"
	"translate/frontend/image"
)

// TableBase implements cfg.ISA: jump tables of position-independent code hold
// distances from gp.
func (c *Code) TableBase() uint32 { return c.gp }

// Analyse implements cfg.ISA. What is in the stack frame is found by a first
// propagation.
func (c *Code) Analyse(f *cfg.Func) cfg.Facts {
	p := &propagation{img: c.img, f: f, gp: c.gp}
	facts := constprop.Analyse(c.img, f, p)
	if p.frame.Settle() {
		facts = constprop.Analyse(c.img, f, p)
	}
	return facts
}

// A propagation is the constprop.ISA of one function.
type propagation struct {
	img    *image.Image
	f      *cfg.Func
	gp     uint32 // value of $gp in the function, 0 if not known
	frame  constprop.Frame
	framed bool // fp is the frame pointer
}

// isFrame reports whether register n points to the function's stack frame.
func (p *propagation) isFrame(n uint32) bool { return n == 29 || n == 30 && p.framed }

// Entry implements constprop.ISA: by the psABI a function finds its own address
// in t9.
func (p *propagation) Entry() constprop.State {
	s := p.Anywhere()
	s[25] = constprop.Const(p.f.Start)
	return s
}

// Anywhere implements constprop.ISA: all of a function, and all functions of
// programs with one global offset table, have the same gp.
func (p *propagation) Anywhere() constprop.State {
	s := constprop.NothingKnown()
	s[0] = constprop.Const(0)
	if p.gp != 0 {
		s[28] = constprop.Const(p.gp)
	}
	return s
}

// clobbered are the registers that calls do not preserve, but for gp.
// [psABI MIPS, Register Usage]
var clobbered = []uint32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31}

// Clobbered implements constprop.ISA.
func (p *propagation) Clobbered() []uint32 { return clobbered }

// Target implements constprop.ISA.
func (p *propagation) Target(b *cfg.Block) (register uint32, ok bool) {
	word, _ := p.img.Word(image.Addr(b.LastPC))
	return word >> 21 & 31, b.Last.Kind == cfg.CallRegister || b.Last.Kind == cfg.JumpRegister
}

// Step implements constprop.ISA.
func (p *propagation) Step(pc uint32, s *constprop.State) (formed constprop.Value) {
	word, _ := p.img.Word(image.Addr(pc))
	row := Decode(word)
	if row == nil || row.Payload.Flow.Kind != FlowNext {
		return formed
	}
	rs, rt, rd := word>>21&31, word>>16&31, word>>11&31
	imm := uint32(int32(int16(word)))
	onZero := rs == 0 // makes a number, not an address
	p.framed = p.framed || word == orFPSP || word == adduFPSP
	switch row.Name {
	case "LUI":
		s[rt] = constprop.Const(imm << 16)
	case "ADDIU":
		s[rt] = constprop.Sum(s[rs], constprop.Const(imm))
		formed = s[rt]
	case "ORI":
		s[rt] = constprop.OrImmediate(s[rs], imm&0xffff)
		formed = s[rt]
	case "ADDU":
		s[rd] = constprop.Sum(s[rs], s[rt])
	case "OR":
		s[rd] = move(s[rs], s[rt])
	case "LW":
		s[rt] = p.load(s, rs, rt, imm)
		formed = s[rt]
	case "SW":
		if p.isFrame(rs) {
			p.frame.Store(pc, imm, s[rt])
		}
	default:
		if !isStore(word) {
			s[rt], s[rd] = constprop.Unknown, constprop.Unknown
		}
	}
	s[0] = constprop.Const(0)
	if p.gp == 0 && s[28].Kind == constprop.Constant {
		p.gp = s[28].V
	}
	if onZero {
		return constprop.Unknown
	}
	return formed
}

// isStore reports whether word only reads its registers.
func isStore(word uint32) bool {
	switch op := word >> 26; {
	case op >= 0x28 && op <= 0x2e, op == 0x31, op == 0x35, op == 0x39, op == 0x3d, op == 0x33:
		return true
	}
	return false
}

// move is what is known of x|y, which is how registers are copied.
func move(x, y constprop.Value) constprop.Value {
	switch zero := constprop.Const(0); zero {
	case x:
		return y
	case y:
		return x
	}
	return constprop.Unknown
}

// load is what is known of register rt after a load from disp(rs). A load of
// $gp from the stack restores what the prologue saved.
func (p *propagation) load(s *constprop.State, rs, rt, disp uint32) constprop.Value {
	if p.isFrame(rs) {
		if rt == 28 && p.gp != 0 {
			return constprop.Const(p.gp)
		}
		return p.frame.Load(disp)
	}
	return constprop.Load(p.img, s[rs], disp)
}
