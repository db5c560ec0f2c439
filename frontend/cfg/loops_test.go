package cfg

import "testing"

// TestMarkLoops has a loop of two blocks, one whose only cycle goes through a
// call, and a block that branches to itself.
func TestMarkLoops(t *testing.T) {
	testMarkLoops(t, false, map[uint32]bool{8: true, 40: true})
	testMarkLoops(t, true, map[uint32]bool{8: true, 24: true, 40: true})
}

func testMarkLoops(t *testing.T, all bool, want map[uint32]bool) {
	t.Helper()
	f := &Func{Blocks: []Block{
		{PC: 0, End: 8, Last: Insn{Kind: Plain}},
		{PC: 8, End: 16, Last: Insn{Kind: Plain}},
		{PC: 16, End: 24, Last: Insn{Kind: Branch, Target: 8}},
		{PC: 24, End: 32, Last: Insn{Kind: Call, Target: 0x1000}},
		{PC: 32, End: 40, Last: Insn{Kind: Branch, Target: 24}},
		{PC: 40, End: 48, Last: Insn{Kind: Branch, Target: 40}},
		{PC: 48, End: 56, Last: Insn{Kind: Return}},
	}}
	markLoops(f, all)
	for _, b := range f.Blocks {
		if b.Loop != want[b.PC] || b.Loop && !b.Entry {
			t.Errorf("block %d: loop %v, entry %v", b.PC, b.Loop, b.Entry)
		}
	}
}

// Jumps look for events where one closes a loop that has neither a head nor a call.
func TestJumpsThatLoop(t *testing.T) {
	start := Block{PC: 0, End: 8, Last: Insn{Kind: JumpRegister}}
	for _, tt := range []struct {
		name   string
		blocks []Block
		want   bool
	}{
		{"forward", []Block{start, {PC: 8, End: 16, Computed: true, Last: Insn{Kind: Return}}}, false},
		{"back to the jump", []Block{start, {PC: 8, End: 16, Computed: true, Last: Insn{Kind: Jump, Target: 0}}}, true},
		{"to a jump", []Block{start, {PC: 8, End: 16, Computed: true, Last: Insn{Kind: JumpRegister}}}, true},
		{"to a jump on a condition", []Block{start,
			{PC: 8, End: 16, Computed: true, Last: Insn{Kind: Branch, Target: 16}},
			{PC: 16, End: 24, Last: Insn{Kind: Return}}}, true},
		{"through a call", []Block{start,
			{PC: 8, End: 16, Computed: true, Last: Insn{Kind: Call, Target: 0x1000}},
			{PC: 16, End: 24, ReturnSite: true, Last: Insn{Kind: Jump, Target: 0}}}, false},
		{"through a head", []Block{start,
			{PC: 8, End: 16, Computed: true, Last: Insn{Kind: Plain}},
			{PC: 16, End: 24, Last: Insn{Kind: Branch, Target: 16}},
			{PC: 24, End: 32, Last: Insn{Kind: Jump, Target: 0}}}, false},
	} {
		f := &Func{Blocks: tt.blocks}
		markLoops(f, false)
		if f.JumpsLoop != tt.want {
			t.Errorf("%s: got %v", tt.name, f.JumpsLoop)
		}
	}
}

// Where calls mostly do not happen, what follows them looks for events in loops that
// do so nowhere else.
func TestSkipCalls(t *testing.T) {
	const skipped, other = 0x1000, 0x2000
	call := func(pc, target uint32) Block {
		return Block{PC: pc, End: pc + 8, Entry: true, ReturnSite: true, Last: Insn{Kind: Call, Target: target}}
	}
	for _, tt := range []struct {
		name   string
		blocks []Block
		want   bool // the block behind the call, at 8
	}{
		{"a loop", []Block{call(0, skipped), {PC: 8, End: 16, Last: Insn{Kind: Branch, Target: 0}}}, true},
		{"none", []Block{call(0, skipped), {PC: 8, End: 16, Last: Insn{Kind: Return}}}, false},
		{"another call", []Block{call(0, skipped), call(8, other), {PC: 16, End: 24, Last: Insn{Kind: Jump, Target: 0}}}, false},
		{"two skipped", []Block{call(0, skipped), call(8, skipped), {PC: 16, End: 24, Last: Insn{Kind: Jump, Target: 0}}}, true},
		{"a head", []Block{call(0, skipped), {PC: 8, End: 16, Last: Insn{Kind: Plain}},
			{PC: 16, End: 24, Loop: true, Last: Insn{Kind: Branch, Target: 0}}}, false},
		{"a computed jump", []Block{call(0, skipped), {PC: 8, End: 16, Last: Insn{Kind: JumpRegister}},
			{PC: 16, End: 24, Computed: true, Last: Insn{Kind: Jump, Target: 0}}}, true},
	} {
		f := &Func{Blocks: tt.blocks}
		f.SkipCalls(func(b *Block) bool { return b.Last.Kind == Call && b.Last.Target == skipped })
		if got := f.Blocks[1].Loop; got != tt.want {
			t.Errorf("%s: behind the call: %v", tt.name, got)
		}
	}
}
