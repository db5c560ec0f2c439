package mips

import (
	"translate/frontend/cfg"
	"translate/frontend/image"
)

// TableBase implements cfg.ISA: jump tables of position-independent code hold
// distances from gp.
func (c *Code) TableBase() uint32 { return c.gp }

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

// facts are what is known of all general registers.
type facts [32]fact

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

// An analysis follows constants through one function.
type analysis struct {
	c   *Code
	f   *cfg.Func
	gp  uint32 // value of $gp in the function, 0 if not known
	out cfg.Facts
}

// Analyse implements cfg.ISA. What it finds are guesses: lifted code compares
// them with what it computes.
func (c *Code) Analyse(f *cfg.Func) cfg.Facts {
	a := &analysis{c: c, f: f, out: cfg.Facts{Guess: map[uint32]uint32{}, Tables: map[uint32]bool{}}}
	entry := a.entryFacts()
	in := make([]facts, len(f.Blocks))
	in[0] = entry
	for i, b := range f.Blocks {
		if b.Computed && i > 0 {
			in[i] = unknownFacts(entry[28])
		}
	}
	a.solve(in)
	return a.out
}

// entryFacts are what a function finds on entry by the psABI: its own address
// in t9, and in programs with one global offset table its pointer in gp.
func (a *analysis) entryFacts() facts {
	f := unknownFacts(fact{kind: unknown})
	f[25] = fact{kind: constant, v: a.f.Start}
	if gp := a.c.gp; gp != 0 {
		f[28] = fact{kind: constant, v: gp}
		a.gp = gp
	}
	return f
}

// unknownFacts knows only gp.
func unknownFacts(gp fact) facts {
	var f facts
	for i := range f {
		f[i] = fact{kind: unknown}
	}
	f[0] = fact{kind: constant}
	f[28] = gp
	return f
}

// solve iterates over the blocks until nothing changes, then collects what the
// last pass found.
func (a *analysis) solve(in []facts) {
	for changed, rounds := true, 0; changed && rounds < 20; rounds++ {
		changed = false
		for i := range a.f.Blocks {
			b := &a.f.Blocks[i]
			if in[i][0].kind == unseen {
				in[i] = unknownFacts(fact{kind: constant, v: a.gp})
			}
			out := in[i]
			a.run(b, &out, false)
			for _, s := range a.successors(b) {
				changed = in[s].meet(&out) || changed
			}
		}
	}
	for i := range a.f.Blocks {
		out := in[i]
		a.run(&a.f.Blocks[i], &out, true)
	}
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
	if b.Last.Kind == cfg.Plain || b.Last.Kind == cfg.Service || b.Last.Kind == cfg.Illegal {
		a.step(b.LastPC, f, collect)
		return
	}
	word, _ := a.c.img.Word(image.Addr(b.LastPC))
	target := f[word>>21&31]
	if b.LastPC+8 == b.End {
		a.step(b.LastPC+4, f, collect)
	}
	if collect {
		a.collect(b, target)
	}
	switch b.Last.Kind {
	case cfg.Call, cfg.CallRegister:
		for _, r := range [...]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 31} {
			f[r] = fact{kind: unknown}
		}
	}
}

// collect notes where the computed transfer that ends b probably goes.
func (a *analysis) collect(b *cfg.Block, target fact) {
	switch b.Last.Kind {
	case cfg.CallRegister:
		if target.kind == constant {
			a.out.Guess[b.LastPC] = target.v
			a.out.Callees = append(a.out.Callees, target.v)
		}
	case cfg.JumpRegister:
		switch target.kind {
		case constant:
			a.out.Guess[b.LastPC] = target.v
			a.out.Callees = append(a.out.Callees, target.v)
		case fromTable:
			a.out.Tables[b.LastPC] = true
			a.table(target)
		}
	}
}

// maxTable bounds the length of a jump table.
const maxTable = 1 << 14

// table notes the targets listed in a jump table: words that lead into the
// function.
func (a *analysis) table(t fact) {
	for i := range uint32(maxTable) {
		w, ok := a.c.img.Word(image.Addr(t.v + 4*i))
		if !ok {
			return
		}
		pc := w + t.add
		if pc < a.f.Start || pc >= a.f.End || pc%4 != 0 {
			if pc += uint32(a.c.img.Bias); pc < a.f.Start || pc >= a.f.End || pc%4 != 0 {
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
	rs, rt, rd := word>>21&31, word>>16&31, word>>11&31
	imm := uint32(int32(int16(word)))
	switch row.Name {
	case "LUI":
		f[rt] = fact{kind: constant, v: imm << 16}
	case "ADDIU":
		f[rt] = sum(f[rs], fact{kind: constant, v: imm})
		a.formed(f[rt], rs, collect)
	case "ORI":
		r := fact{kind: unknown}
		if f[rs].kind == constant {
			r = fact{kind: constant, v: f[rs].v | imm&0xffff}
		}
		f[rt] = r
		a.formed(r, rs, collect)
	case "ADDU":
		f[rd] = sum(f[rs], f[rt])
	case "OR":
		f[rd] = move(f[rs], f[rt])
	case "LW":
		f[rt] = a.load(f[rs], imm, rs, rt)
		if f[rt].kind == constant {
			a.formed(f[rt], rs, collect)
		}
	default:
		if !isStore(word) {
			f[rt], f[rd] = fact{kind: unknown}, fact{kind: unknown}
		}
	}
	f[0] = fact{kind: constant}
	if f[28].kind == constant && a.gp == 0 {
		a.gp = f[28].v
	}
}

// formed notes an address formed in a register; collect says whether to. Sums
// on $zero are numbers, not addresses.
func (a *analysis) formed(v fact, rs uint32, collect bool) {
	if collect && v.kind == constant && rs != 0 {
		a.out.Targets = append(a.out.Targets, v.v)
	}
}

// isStore reports whether word only reads its registers.
func isStore(word uint32) bool {
	switch op := word >> 26; {
	case op >= 0x28 && op <= 0x2e, op == 0x31, op == 0x35, op == 0x39, op == 0x3d, op == 0x33:
		return true
	}
	return false
}

// sum is the fact about x+y.
func sum(x, y fact) fact {
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

// move is the fact about x|y, which is how registers are copied.
func move(x, y fact) fact {
	if x == (fact{kind: constant}) {
		return y
	}
	if y == (fact{kind: constant}) {
		return x
	}
	return fact{kind: unknown}
}

// load is the fact about a word loaded from base+disp. A load of $gp from the
// stack restores what the prologue saved.
func (a *analysis) load(base fact, disp, rs, rt uint32) fact {
	switch {
	case rt == 28 && rs == 29 && a.gp != 0:
		return fact{kind: constant, v: a.gp}
	case base.kind == constant:
		if v, ok := a.slot(base.v + disp); ok {
			return fact{kind: constant, v: v}
		}
	case base.kind == offset:
		return fact{kind: fromTable, v: base.v + disp}
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
