package ppc

import (
	"slices"
	"strings"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/ir"
)

// mfcr reads all of the condition register, of which compilers want little: a
// bit that a mask leaves, or fields that mtcrf puts back. What of it nobody looks
// at is left zero. It would have to be computed, and callers would have to keep
// theirs up to date.

// allCR are all bits of the condition register, preservedCR those of fields 2 to
// 4, which functions preserve. [PowerPC psABI, Register Usage]
const allCR, preservedCR = 0xffffffff, 0x00fff000

// crWanted returns which bits the mfcr at pc in b must have right.
func (d *driver) crWanted(b *cfg.Block, pc uint32) uint32 {
	u := crUses{driver: d, x: d.word(pc) >> 21 & 31, seen: map[uint32]bool{}}
	u.follow(b, pc+4)
	return u.wanted
}

// unpreservedCR returns the bits of the condition register that functions do not
// preserve, where f begins by saving all of it, as setjmp does: they matter to
// its caller at most.
func (c *Code) unpreservedCR(f *cfg.Func) []ir.Pin {
	for pc := f.Start; pc < f.Blocks[0].End; pc += 4 {
		if row := Decode(c.word(pc)); row != nil && row.Name == "MFCR" {
			return slices.Concat(crBank.Pins(0, 7), crBank.Pins(20, 31))
		}
	}
	return nil
}

// maxCopies bounds how many copies of copies are followed.
const maxCopies = 2

func (c *Code) word(pc uint32) uint32 {
	w, _ := c.img.Word(image.Addr(pc))
	return w
}

func (d *driver) word(pc uint32) uint32 { return d.c.word(pc) }

// crUses are the uses of what an mfcr gives, in register x.
type crUses struct {
	*driver
	x      uint32
	copies int // of what mfcr gave, the last of which is in x
	wanted uint32
	seen   map[uint32]bool // starts of blocks
}

// follow adds the uses of x from pc in b on.
func (u *crUses) follow(b *cfg.Block, pc uint32) {
	for ; pc < b.End && u.wanted != allCR; pc += 4 {
		wanted, replaced := u.use(u.word(pc))
		if to, ok := copyOf(u.word(pc), u.x); ok && u.copies < maxCopies {
			of := crUses{driver: u.driver, x: to, copies: u.copies + 1, seen: map[uint32]bool{}}
			of.follow(b, pc+4)
			wanted, replaced = of.wanted, false
		}
		u.wanted |= wanted
		if replaced {
			return
		}
	}
	next := []uint32{b.End}
	switch b.Last.Kind {
	case cfg.Plain:
	case cfg.Branch:
		next = append(next, b.Last.Target)
		if u.c.hasTakenPiece(b) && !u.passes() {
			u.wanted = allCR
		}
	case cfg.Jump:
		next[0] = b.Last.Target
	case cfg.Call, cfg.CallRegister:
		if u.passes() {
			next = nil
		} else if u.x < 13 {
			u.wanted = allCR
		}
	case cfg.JumpRegister:
		next = nil
		for i := range u.fn.Blocks {
			if u.fn.Blocks[i].Computed {
				next = append(next, u.fn.Blocks[i].PC)
			}
		}
		if !u.fn.Tables[b.LastPC] && !u.passes() {
			u.wanted = allCR
		}
	case cfg.Return:
		next = nil
		if !u.passes() {
			u.wanted = allCR
		}
	case cfg.Service:
		if Decode(u.word(b.LastPC)).Name != "SC" || u.isArgument() {
			u.wanted = allCR
		}
	default: // no instruction: nobody looks, as where an access to memory faults
		next = nil
	}
	for _, pc := range next {
		i, ok := u.fn.BlockAt(pc)
		if !ok {
			u.wanted = allCR
		}
		if u.wanted == allCR || u.seen[pc] {
			continue
		}
		u.seen[pc] = true
		u.follow(&u.fn.Blocks[i], pc)
	}
}

// passes reports whether nobody looks at x where the function is left, nor after
// a call: it is one of the registers that calls may use for anything. A copy may
// be there to be passed.
func (u *crUses) passes() bool { return u.copies == 0 && (u.x == 0 || u.x == 11 || u.x == 12) }

// isArgument reports whether system calls read x: their number and arguments.
func (u *crUses) isArgument() bool { return u.x == 0 || u.x >= 3 && u.x <= 8 }

// use returns which bits of x an instruction looks at, and whether it replaces
// x.
func (u *crUses) use(word uint32) (wanted uint32, replaced bool) {
	row := Decode(word)
	if row == nil {
		return 0, false
	}
	first, ra := word>>21&31, word>>16&31
	switch row.Name {
	case "LMW":
		return 0, u.x >= first
	case "STMW":
		if u.x >= first {
			return allCR, false
		}
		return 0, false
	case "LSWI", "STSWI", "LSWX", "STSWX":
		return allCR, false
	}
	if row.Payload.Flow.Kind != FlowNext || !mentions(row, word, u.x) || keepsRegister(row, word) {
		return 0, false
	}
	switch row.Name {
	case "MTCRF", "MTOCRF":
		return fieldsOf(word), false
	case "STW":
		if first == u.x && ra == 1 && u.c.savesCR(u.fn, word&0xffff) {
			return preservedCR, false
		}
	case "RLWINM", "RLWINM.", "ANDI.", "ANDIS.":
		if first == u.x {
			return keptOf(row, word), ra == u.x
		}
	}
	if replaces(row, word, u.x) {
		return 0, true
	}
	return allCR, false
}

// copyOf returns the other register that an instruction copies x to, if it does.
func copyOf(word, x uint32) (to uint32, ok bool) {
	from, to, again := word>>21&31, word>>16&31, word>>11&31
	row := Decode(word)
	return to, row != nil && row.Name == "OR" && from == x && again == x && to != x
}

// replaces reports whether an instruction that mentions x surely writes it
// without reading it.
func replaces(row *Row, word, x uint32) bool {
	first, third := word>>21&31 == x, word>>11&31 == x
	second := word>>16&31 == x && !baseIsZero(row, word)
	_, rt := row.Field("rt")
	switch op := word >> 26; {
	case rt && op == 31:
		return first && !second && !third
	case rt:
		return first && !second
	case op == 21 || op >= 24 && op <= 29: // rlwinm and immediate logical instructions
		return second && !first
	case row.Name == "OR":
		return second && !first && !third
	}
	return false
}

// mentions reports whether a field of word that names a general register names
// x.
func mentions(row *Row, word, x uint32) bool {
	for _, name := range [...]string{"rt", "rs", "ra", "rb"} {
		if f, ok := row.Field(name); ok && uint32(f.Get(word)) == x && (name != "ra" || !baseIsZero(row, word)) {
			return true
		}
	}
	return false
}

// baseIsZero reports whether an instruction adds to the number 0 where others add
// to RA. [Power ISA I, 3.3.1]
func baseIsZero(row *Row, word uint32) bool {
	if word>>16&31 != 0 {
		return false
	}
	switch op := word >> 26; op {
	case 14, 15: // addi, addis
		return true
	case 31:
		for _, memory := range [...]string{"L", "ST", "DCB", "ICB"} {
			if strings.HasPrefix(row.Name, memory) {
				return true
			}
		}
		return false
	default:
		return op >= 32 // loads and stores
	}
}

// keptOf returns which bits of its first operand matter to an AND or a rotation
// with a mask.
func keptOf(row *Row, word uint32) uint32 {
	switch row.Name {
	case "ANDI.":
		return word & 0xffff
	case "ANDIS.":
		return word << 16
	}
	n, mb, me := word>>11&31, word>>6&31, word>>1&31
	from, to := uint32(0xffffffff)>>mb, uint32(0xffffffff)<<(31-me)
	m := from | to
	if mb <= me {
		m = from & to
	}
	return m>>n | m<<(32-n)
}

// fieldsOf returns the bits of the fields that mtcrf writes.
func fieldsOf(word uint32) uint32 {
	bits := uint32(0)
	for n := range uint32(8) {
		bits |= (word >> (12 + n) & 1) * 0xf << (4 * n)
	}
	return bits
}

// savesCR reports whether f keeps the condition register in the word at disp of
// its stack frame: what it loads from there, it puts back as fields that
// functions preserve, and nothing else. Functions that move the stack pointer
// meanwhile load it from where the caller's frame begins.
func (c *Code) savesCR(f *cfg.Func, disp uint32) bool {
	const lwz, stwu = 32, 37
	saves, frame := false, uint32(0)
	for i := range f.Blocks {
		b := &f.Blocks[i]
		for pc := b.PC; pc < b.End; pc += 4 {
			w := c.word(pc)
			op, rt, ra, d := w>>26, w>>21&31, w>>16&31, w&0xffff
			switch {
			case op == stwu && rt == 1 && ra == 1 && frame == 0:
				frame = -d & 0xffff
			case op != lwz:
			case ra == 1 && d == disp:
				if !c.onlyRestores(b, pc+4, rt) {
					return false
				}
				saves = true
			case ra != 1 && frame != 0 && (d+frame)&0xffff == disp:
				saves = saves || c.onlyRestores(b, pc+4, rt)
			}
		}
	}
	return saves
}

// onlyRestores reports whether the register x serves in b from pc on to put back
// fields that functions preserve, and to nothing else.
func (c *Code) onlyRestores(b *cfg.Block, pc, x uint32) bool {
	restores := false
	for ; pc < b.End; pc += 4 {
		word := c.word(pc)
		row := Decode(word)
		switch {
		case row == nil:
			return false
		case row.Payload.Flow.Kind != FlowNext || !mentions(row, word, x):
		case row.Name != "MTCRF" && row.Name != "MTOCRF" || fieldsOf(word)&^preservedCR != 0:
			return false
		default:
			restores = true
		}
	}
	return restores && (x == 0 || x == 11 || x == 12)
}
