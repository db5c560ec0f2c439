package constprop

import (
	"encoding/binary"
	"maps"
	"slices"
	"testing"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

func TestSum(t *testing.T) {
	table := func(v, add uint32) Value { return Value{FromTable, v, add} }
	offset := func(v uint32) Value { return Value{Kind: Offset, V: v} }
	for _, c := range []struct{ x, y, want Value }{
		{Const(0x1000), Const(0xffffffff), Const(0xfff)},
		{Const(0x1000), table(0x2000, 4), table(0x2000, 0x1004)},
		{Const(4), offset(0x2000), offset(0x2004)},
		{Const(0x2000), Unknown, offset(0x2000)},
		{Const(8), Unknown, Unknown},
		{Unknown, Unknown, Unknown},
		{offset(0x2000), table(0x2000, 0), Unknown},
	} {
		if got := Sum(c.x, c.y); got != c.want {
			t.Errorf("%v + %v is %v, want %v", c.x, c.y, got, c.want)
		}
		if got := Sum(c.y, c.x); got != c.want {
			t.Errorf("%v + %v is %v, want %v", c.y, c.x, got, c.want)
		}
	}
}

// toy is an instruction set for tests: what the instruction at a PC does.
type toy map[uint32]func(s *State)

func (toy) Entry() State        { return NothingKnown() }
func (toy) Anywhere() State     { return NothingKnown() }
func (toy) Clobbered() []uint32 { return []uint32{1} }

func (m toy) Step(pc uint32, s *State) Value {
	if do := m[pc]; do != nil {
		do(s)
		return s[1]
	}
	return Unknown
}

func (toy) Target(b *cfg.Block) (uint32, bool) {
	return 1, b.Last.Kind == cfg.CallRegister || b.Last.Kind == cfg.JumpRegister
}

// TestAnalyse follows a constant into a call, and finds a table only where both
// ways to the jump agree on it.
func TestAnalyse(t *testing.T) {
	const start, data = 0x1000, 0x2000
	img := &image.Image{Segments: []image.Segment{{Addr: data, Size: 12, Data: make([]byte, 12)}}}
	for i, w := range []uint32{start + 4, start + 8, data} {
		binary.LittleEndian.PutUint32(img.Segments[0].Data[4*i:], w)
	}
	set := func(v uint32) func(s *State) { return func(s *State) { s[1] = Const(v) } }
	load := func(s *State) { s[1] = Load(img, Sum(s[2], Const(data)), 0) }
	f := &cfg.Func{Start: start, End: start + 0x18, Blocks: []cfg.Block{
		{PC: start, LastPC: start + 4, End: start + 8, Last: cfg.Insn{Kind: cfg.CallRegister}},
		{PC: start + 8, LastPC: start + 8, End: start + 12, Last: cfg.Insn{Kind: cfg.Branch, Target: start + 0x14}},
		{PC: start + 12, LastPC: start + 16, End: start + 20, Last: cfg.Insn{Kind: cfg.Jump, Target: start + 0x14}},
		{PC: start + 0x14, LastPC: start + 0x14, End: start + 0x18, Last: cfg.Insn{Kind: cfg.JumpRegister}},
	}}
	for name, c := range map[string]struct {
		other  func(s *State) // what one of the ways to the jump does
		tables []uint32
	}{
		"same":      {load, []uint32{start + 0x14}},
		"different": {set(data), nil},
	} {
		got := Analyse(img, f, toy{start: set(data + 8), start + 8: load, start + 12: c.other})
		if want := map[uint32]uint32{start + 4: data + 8}; !maps.Equal(got.Guess, want) {
			t.Errorf("%s: guesses %x, want %x", name, got.Guess, want)
		}
		if tables := slices.Collect(maps.Keys(got.Tables)); !slices.Equal(tables, c.tables) {
			t.Errorf("%s: tables %x, want %x", name, tables, c.tables)
		}
		listed := slices.Contains(got.Targets, start+4) && slices.Contains(got.Targets, start+8)
		if want := c.tables != nil; listed != want {
			t.Errorf("%s: targets %x", name, got.Targets)
		}
	}
}

// TestLoopAroundTable finds the table of a jump in a loop that the cases, which
// nothing else leads to, go back to.
func TestLoopAroundTable(t *testing.T) {
	const start, data = 0x1000, 0x2000
	img := &image.Image{Segments: []image.Segment{{Addr: data, Size: 4, Data: make([]byte, 4)}}}
	binary.LittleEndian.PutUint32(img.Segments[0].Data, start+8)
	f := &cfg.Func{Start: start, End: start + 12, Blocks: []cfg.Block{
		{PC: start, LastPC: start, End: start + 4, Last: cfg.Insn{Kind: cfg.Plain}},
		{PC: start + 4, LastPC: start + 4, End: start + 8, Last: cfg.Insn{Kind: cfg.JumpRegister}},
		{PC: start + 8, LastPC: start + 8, End: start + 12, Last: cfg.Insn{Kind: cfg.Jump, Target: start + 4}},
	}}
	isa := toy{
		start:     func(s *State) { s[3], s[1] = Const(data), Load(img, Sum(s[2], Const(data)), 0) },
		start + 8: func(s *State) { s[1] = Load(img, Sum(s[2], s[3]), 0) },
	}
	if got := Analyse(img, f, isa); !got.Tables[start+4] || !slices.Contains(got.Targets, start+8) {
		t.Errorf("tables %v, targets %x", got.Tables, got.Targets)
	}
}

// TestTablesOfDistances ends a table of distances where the next one begins, whose
// words would lead elsewhere from the first.
func TestTablesOfDistances(t *testing.T) {
	const start, data = 0x1000, 0x2000
	img := &image.Image{Segments: []image.Segment{{Addr: data, Size: 16, Data: make([]byte, 16)}}}
	for i, target := range []uint32{start + 8, start + 8, start + 16, start + 16} {
		table := uint32(data + i/2*8)
		binary.LittleEndian.PutUint32(img.Segments[0].Data[4*i:], target-table)
	}
	f := &cfg.Func{Start: start, End: start + 24, Blocks: []cfg.Block{
		{PC: start, LastPC: start + 4, End: start + 8, Last: cfg.Insn{Kind: cfg.JumpRegister}},
		{PC: start + 8, LastPC: start + 12, End: start + 16, Last: cfg.Insn{Kind: cfg.JumpRegister}},
		{PC: start + 16, LastPC: start + 20, End: start + 24, Last: cfg.Insn{Kind: cfg.Return}},
	}}
	jump := func(table uint32) func(s *State) {
		return func(s *State) { s[1] = Sum(Const(table), Load(img, Sum(Const(table), Unknown), 0)) }
	}
	got := Analyse(img, f, toy{start: jump(data), start + 8: jump(data + 8)})
	slices.Sort(got.Targets)
	if targets := slices.Compact(got.Targets); !slices.Equal(targets, []uint32{start + 8, start + 16}) {
		t.Errorf("targets %#x, want %#x and %#x", targets, start+8, start+16)
	}
}

// TestFrame finds what is in a word of the stack frame where all stores agree.
func TestFrame(t *testing.T) {
	var f Frame
	f.Store(0x1000, 8, Const(0x2000))
	f.Store(0x1004, 8, Const(0x2000))
	f.Store(0x1008, 12, Const(0x2000))
	f.Store(0x100c, 12, Const(0x3000))
	f.Store(0x1010, 16, Const(0x2000))
	f.Store(0x1010, 16, Unknown) // the same instruction, looked at again
	if f.Load(8) != Unknown || !f.Settle() {
		t.Error("known too early or not at all")
	}
	for disp, want := range map[uint32]Value{8: Const(0x2000), 12: Unknown, 16: Unknown, 20: Unknown} {
		if got := f.Load(disp); got != want {
			t.Errorf("%d(sp): %v, want %v", disp, got, want)
		}
	}
}
