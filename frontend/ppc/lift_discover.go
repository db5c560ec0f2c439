package ppc

import (
	"translate/frontend/cfg"
	"translate/frontend/image"
)

// A fact is what constant propagation knows of a register.
type fact struct {
	kind factKind
	v    uint32
	add  uint32 // of fromTable
}

// A factKind is the shape of a known value.
type factKind uint8

const (
	unseen    factKind = iota // not reached yet
	unknown                   // anything
	constant                  // v
	offset                    // v plus something: an element of a table at v
	fromTable                 // a word loaded from a table at v, plus add
)

// Registers of facts beyond the general ones.
const (
	factLR = 32 + iota
	factCTR
	factCount
)

// facts are what is known of the general registers, LR and CTR.
type facts [factCount]fact

// meet keeps what both sides agree on and reports a change.
func (f *facts) meet(g *facts) bool {
	changed := false
	for i := range f {
		switch {
		case f[i].kind == unseen:
			f[i] = g[i]
			changed = changed || g[i].kind != unseen
		case g[i].kind != unseen && f[i] != g[i] && f[i].kind != unknown:
			f[i] = fact{kind: unknown}
			changed = true
		}
	}
	return changed
}

// nothingKnown are the facts where control may come from anywhere. Compilers
// leave r30 alone once it holds the address of the global offset table.
func (a *analysis) nothingKnown() facts {
	var f facts
	for i := range f {
		f[i] = fact{kind: unknown}
	}
	if a.got != 0 {
		f[30] = fact{kind: constant, v: a.got}
	}
	return f
}

// An analysis follows constants through one function.
type analysis struct {
	c   *Code
	f   *cfg.Func
	out cfg.Facts
	got uint32 // what r30 holds in position-independent functions, 0 if not known
}

// Analyse implements cfg.ISA. What it finds are guesses: lifted code compares
// them with what it computes.
func (c *Code) Analyse(f *cfg.Func) cfg.Facts {
	a := &analysis{c: c, f: f, out: cfg.Facts{Guess: map[uint32]uint32{}, Tables: map[uint32]bool{}}}
	in := a.solve()
	if a.got != 0 {
		in = a.solve()
	}
	for i := range f.Blocks {
		out := in[i]
		a.run(&f.Blocks[i], &out, true)
	}
	return a.out
}

// solve follows facts through the blocks until nothing changes, and returns what
// is known at the start of each.
func (a *analysis) solve() []facts {
	in := make([]facts, len(a.f.Blocks))
	in[0] = (&analysis{}).nothingKnown()
	for i, b := range a.f.Blocks {
		if b.Computed && i > 0 {
			in[i] = a.nothingKnown()
		}
	}
	for changed, rounds := true, 0; changed && rounds < 20; rounds++ {
		changed = false
		for i := range a.f.Blocks {
			b := &a.f.Blocks[i]
			if in[i][0].kind == unseen {
				in[i] = a.nothingKnown()
			}
			out := in[i]
			a.run(b, &out, false)
			for _, s := range a.successors(b) {
				changed = in[s].meet(&out) || changed
			}
		}
	}
	return in
}

// successors returns the blocks of the function that b passes control to.
func (a *analysis) successors(b *cfg.Block) []int {
	var s []int
	add := func(pc uint32) {
		if i, ok := a.f.BlockAt(pc); ok {
			s = append(s, i)
		}
	}
	switch b.Last.Kind {
	case cfg.Branch:
		add(b.Last.Target)
		add(b.End)
	case cfg.Jump:
		add(b.Last.Target)
	case cfg.Plain, cfg.Call, cfg.CallRegister, cfg.Service:
		add(b.End)
	}
	return s
}

// run follows the facts through b. collect says to note what they lead to.
func (a *analysis) run(b *cfg.Block, f *facts, collect bool) {
	for pc := b.PC; pc < b.LastPC; pc += 4 {
		a.step(pc, f, collect)
	}
	if collect {
		a.transfer(b, f)
	}
	a.step(b.LastPC, f, collect)
	switch b.Last.Kind {
	case cfg.Call, cfg.CallRegister:
		for _, r := range [...]int{0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, factLR, factCTR} {
			f[r] = fact{kind: unknown}
		}
	}
}

// transfer notes where the computed transfer that ends b probably goes.
func (a *analysis) transfer(b *cfg.Block, f *facts) {
	word, _ := a.c.img.Word(image.Addr(b.LastPC))
	row := Decode(word)
	if row == nil {
		return
	}
	target := f[factCTR]
	switch row.Payload.Flow.Kind {
	case FlowLR:
		target = f[factLR]
	case FlowCTR:
	default:
		return
	}
	switch {
	case target.kind == constant:
		a.out.Guess[b.LastPC] = target.v
		a.out.Callees = append(a.out.Callees, target.v)
	case target.kind == fromTable && b.Last.Kind == cfg.JumpRegister:
		a.out.Tables[b.LastPC] = true
		a.table(target)
	}
}

// maxTable bounds the length of a jump table.
const maxTable = 1 << 14

// table notes the targets listed in a jump table: words that lead into the
// function.
func (a *analysis) table(t fact) {
	inside := func(pc uint32) bool { return pc >= a.f.Start && pc < a.f.End && pc%4 == 0 }
	for i := range uint32(maxTable) {
		w, ok := a.c.img.Word(image.Addr(t.v + 4*i))
		if !ok {
			return
		}
		pc := w + t.add
		if !inside(pc) {
			if pc += uint32(a.c.img.Bias); !inside(pc) {
				return
			}
		}
		a.out.Targets = append(a.out.Targets, pc)
	}
}

// step follows the facts through the instruction at pc.
func (a *analysis) step(pc uint32, f *facts, collect bool) {
	word, _ := a.c.img.Word(image.Addr(pc))
	row := Decode(word)
	if row == nil {
		return
	}
	rt, ra, rb := word>>21&31, word>>16&31, word>>11&31
	imm := uint32(int32(int16(word)))
	base := f[ra]
	if ra == 0 {
		base = fact{kind: constant}
	}
	if row.Payload.Flow.Links {
		f[factLR] = fact{kind: constant, v: pc + 4}
	}
	switch row.Name {
	case "ADDIS":
		f[rt] = sum2(base, fact{kind: constant, v: imm << 16})
	case "ADDI":
		f[rt] = sum2(base, fact{kind: constant, v: imm})
		a.formed(f[rt], ra, collect)
		if rt == 30 && ra == 30 && f[30].kind == constant {
			a.got = f[30].v
		}
	case "ORI":
		f[ra] = orImmediate(f[rt], imm&0xffff)
		a.formed(f[ra], rt, collect && imm != 0)
	case "ADD":
		f[rt] = sum2(f[ra], f[rb])
		a.formed(f[rt], 1, collect)
	case "OR":
		if rt == rb {
			f[ra] = f[rt]
		} else {
			f[ra] = fact{kind: unknown}
		}
	case "LWZ":
		f[rt] = a.load(sum2(base, fact{kind: constant, v: imm}))
		a.formed(f[rt], ra, collect)
	case "LWZX":
		f[rt] = a.load(sum2(base, f[rb]))
	case "MFLR":
		f[rt] = f[factLR]
	case "MTLR":
		f[factLR] = f[rt]
	case "MFCTR":
		f[rt] = f[factCTR]
	case "MTCTR":
		f[factCTR] = f[rt]
	default:
		a.clobber(row, word, f)
	}
}

// clobber forgets the registers that an instruction writes: of those named rt,
// or rs where the result is in ra.
func (a *analysis) clobber(row *Row, word uint32, f *facts) {
	ra := word >> 16 & 31
	rt, hasRT := row.Field("rt")
	_, hasRS := row.Field("rs")
	_, hasD := row.Field("d")
	switch {
	case row.Name == "LMW":
		for r := word >> 21 & 31; r < 32; r++ {
			f[r] = fact{kind: unknown}
		}
	case row.Name == "LSWI" || row.Name == "LSWX":
		for r := range 32 {
			f[r] = fact{kind: unknown}
		}
	case hasRT:
		f[rt.Get(word)] = fact{kind: unknown}
	}
	// Updating forms and logical instructions write ra. Of stores only those
	// that update do, but it costs little to forget the base of the others: only
	// r1 is that often, and it is never known.
	if hasRS && !hasD || len(row.Name) > 3 && (row.Name[len(row.Name)-1] == 'U' || row.Name[len(row.Name)-1] == 'X') && row.Name[len(row.Name)-2] == 'U' || updates(row) {
		f[ra] = fact{kind: unknown}
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

// formed notes an address formed in a register; collect says whether to. Sums
// on r0 are numbers, not addresses.
func (a *analysis) formed(v fact, base uint32, collect bool) {
	if collect && v.kind == constant && base != 0 {
		a.out.Targets = append(a.out.Targets, v.v)
	}
}

func orImmediate(x fact, imm uint32) fact {
	if x.kind == constant {
		return fact{kind: constant, v: x.v | imm}
	}
	return fact{kind: unknown}
}

// sum2 is the fact about x+y.
func sum2(x, y fact) fact {
	if x.kind != constant {
		x, y = y, x
	}
	switch {
	case x.kind == constant && y.kind == constant:
		return fact{kind: constant, v: x.v + y.v}
	case x.kind == constant && y.kind == fromTable:
		return fact{kind: fromTable, v: y.v, add: y.add + x.v}
	case x.kind == constant && y.kind == offset:
		return fact{kind: offset, v: x.v + y.v}
	case x.kind == constant && x.v >= 0x1000:
		return fact{kind: offset, v: x.v}
	}
	return fact{kind: unknown}
}

// load is the fact about a word loaded from an address.
func (a *analysis) load(at fact) fact {
	switch at.kind {
	case constant:
		if v, ok := a.slot(at.v); ok {
			return fact{kind: constant, v: v}
		}
	case offset:
		return fact{kind: fromTable, v: at.v}
	}
	return fact{kind: unknown}
}

// slot returns the value of a word of the image that points somewhere into it,
// as global offset tables do. Files of programs that relocate themselves hold
// values without the load bias.
func (a *analysis) slot(addr uint32) (uint32, bool) {
	w, ok := a.c.img.Word(image.Addr(addr))
	if !ok || w == 0 {
		return 0, false
	}
	if b := uint32(a.c.img.Bias); b != 0 {
		w += b
	}
	return w, a.c.img.Segment(image.Addr(w)) != nil
}
