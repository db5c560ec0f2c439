package ir

import (
	"strings"
	"testing"
)

// A testGuest has four registers, one of them preserved by calls and one
// scratch, a floating-point pair, and big-endian memory.
var (
	testRegs   = &Bank{Name: "r", Type: I32, Count: 4, Offset: 64}
	testFloats = &Bank{Name: "f", Type: F64, Count: 1, Offset: 80}
	testGuest  = &Guest{
		BigEnd:    true,
		Align:     4,
		Banks:     []*Bank{testRegs, testFloats},
		Preserved: []Pin{{testRegs, 2}},
		Scratch:   []Pin{{testRegs, 3}},
	}
)

// reg names register n of testRegs as a constant.
func reg(n uint64) Value { return ConstOf(I32, n) }

// A testLinker knows the functions of a test.
type testLinker map[uint32]string

func (l testLinker) Entry(pc uint32) (string, bool) { n, ok := l[pc]; return n, ok }
func (l testLinker) Text() (start, end uint32)      { return 0x1000, 0x2000 }

// callee, at 0x1100, reads r0 and returns; caller, at 0x1000, writes all four
// registers, calls it and then reads r1.
func scanned(t *testing.T, exact Exactness) *Program {
	t.Helper()
	p := NewProgram(testGuest, testLinker{0x1000: "caller", 0x1100: "callee"}, exact)
	p.Scan(&FuncSpec{Name: "callee", Start: 0x1100, Blocks: []BlockSpec{{PC: 0x1100, Entry: true}}}, func(c Code, _ int) {
		c.SetReg(testRegs, reg(3), c.Reg(testRegs, reg(0)))
		c.SetReg(testRegs, reg(2), reg(7))
		c.Return(c.Reg(testRegs, reg(0)))
	})
	p.Scan(callerSpec, caller)
	p.Solve()
	return p
}

var callerSpec = &FuncSpec{Name: "caller", Start: 0x1000, Blocks: []BlockSpec{
	{PC: 0x1000, Entry: true},
	{PC: 0x1008, Entry: true, ReturnSite: true},
}}

func caller(c Code, i int) {
	if i == 0 {
		for n := range uint64(4) {
			c.SetReg(testRegs, reg(n), reg(n+1))
		}
		c.Call(0x1100, 0x1008)
		return
	}
	c.SetReg(testRegs, reg(0), c.Reg(testRegs, reg(1)))
	c.Stop(0x100c)
}

func TestRegistersLiveAtCall(t *testing.T) {
	after := scanned(t, ByConvention).flows["caller"].blocks[0].after
	for n, want := range []bool{true, true, false, false} {
		if got := after.has(n); got != want {
			t.Errorf("r%d live at the call: got %v, want %v", n, got, want)
		}
	}
}

func TestExactKeepsAllRegisters(t *testing.T) {
	after := scanned(t, AtSignals).flows["caller"].blocks[0].after
	for n := range 4 {
		if !after.has(n) {
			t.Errorf("r%d is not live at the call", n)
		}
	}
}

// The caller reads nothing but r1 after the call, so the callee need not store
// what it wrote to the preserved register r2.
func TestRegistersLiveAtReturn(t *testing.T) {
	after := scanned(t, ByConvention).flows["callee"].blocks[0].after
	if !after.has(1) || after.has(2) || after.has(3) {
		t.Errorf("live at the return: %b, want r1 alone of r1 to r3", after[0])
	}
}

// The callee writes r0 before it returns, so nothing that the caller has there
// is read after the call.
func TestKilledByCall(t *testing.T) {
	for _, tt := range []struct {
		name   string
		always bool
	}{{"on every way", true}, {"on one way", false}} {
		p := NewProgram(testGuest, testLinker{0x1000: "caller", 0x1100: "callee"}, ByConvention)
		blocks := []BlockSpec{{PC: 0x1100, Entry: true}, {PC: 0x1108}, {PC: 0x1110}}
		p.Scan(&FuncSpec{Name: "callee", Start: 0x1100, Blocks: blocks}, func(c Code, i int) {
			switch i {
			case 0:
				c.Branch(c.Eq(c.Reg(testRegs, reg(1)), reg(0)), 0x1108, 0x1110)
				return
			case 1:
				c.SetReg(testRegs, reg(0), reg(1))
			case 2:
				if tt.always {
					c.SetReg(testRegs, reg(0), reg(2))
				}
			}
			c.Return(c.Reg(testRegs, reg(1)))
		})
		p.Scan(callerSpec, func(c Code, i int) {
			if i == 0 {
				c.Call(0x1100, 0x1008)
				return
			}
			c.Jump(c.Reg(testRegs, reg(0)), 0, JumpFunction)
		})
		p.Solve()
		if got := p.flows["caller"].blocks[0].after.has(0); got == tt.always {
			t.Errorf("%s: r0 live at the call: got %v", tt.name, got)
		}
	}
}

// The callee ends with a service and goes on in the function behind it, which
// returns: what the caller reads then is live at the call.
func TestServiceAtTheEndOfFunction(t *testing.T) {
	p := NewProgram(testGuest, testLinker{0x1000: "caller", 0x1100: "callee", 0x1104: "behind"}, ByConvention)
	p.Scan(&FuncSpec{Name: "callee", Start: 0x1100, Blocks: []BlockSpec{{PC: 0x1100, Entry: true}}}, func(c Code, _ int) {
		c.At(0x1100, 0x1104)
		c.Service("rt_syscall")
	})
	p.Scan(&FuncSpec{Name: "behind", Start: 0x1104, Blocks: []BlockSpec{{PC: 0x1104, Entry: true}}}, func(c Code, _ int) {
		c.SetReg(testRegs, reg(0), c.Reg(testRegs, reg(2)))
		c.Return(c.Reg(testRegs, reg(0)))
	})
	p.Scan(callerSpec, caller)
	p.Solve()
	after := p.flows["caller"].blocks[0].after
	for n, want := range []bool{false, true, true, false} {
		if got := after.has(n); got != want {
			t.Errorf("r%d live at the call: got %v, want %v", n, got, want)
		}
	}
	if !p.flows["behind"].blocks[0].after.has(1) {
		t.Error("r1 is not live where the second function returns")
	}
}

// A function with fused multiplications is there twice, and so is its table of
// computed jumps.
func TestTablesOfBothVersions(t *testing.T) {
	p := NewProgram(testGuest, testLinker{0x1000: "f"}, ByConvention)
	spec := &FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1008, Entry: true, Computed: true}}}
	u := NewUnit(p)
	u.Lift(spec, func(c Code, i int) {
		if i == 0 {
			x := c.Reg(testFloats, reg(0))
			c.SetReg(testFloats, reg(0), c.FMA(x, x, x))
		}
		c.Jump(c.Reg(testRegs, reg(0)), 0, JumpTable)
	})
	for _, table := range []string{`@"f%local" = `, `@"f%nofma%local" = `} {
		if n := strings.Count(u.String(), table); n != 1 {
			t.Errorf("%s: defined %d times, want once", table, n)
		}
	}
}

// Nobody reads r1 after f returns, so f returns whatever is at hand in it.
func TestPinnedAreLiveOrUndefined(t *testing.T) {
	g := *testGuest
	g.Pinned = []Pin{{testRegs, 0}, {testRegs, 1}}
	spec := &FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}
	block := func(c Code, _ int) {
		c.SetReg(testRegs, reg(1), c.Reg(testRegs, reg(0)))
		c.Return(c.Reg(testRegs, reg(0)))
	}
	for _, exact := range []Exactness{ByConvention, AtSignals} {
		p := NewProgram(&g, testLinker{0x1000: "f"}, exact)
		p.Scan(spec, block)
		p.Solve()
		u := NewUnit(p)
		u.Lift(spec, block)
		if got := strings.Contains(u.String(), "i32 undef, 2"); got == (exact != ByConvention) {
			t.Errorf("exact %v: r1 undefined at the return: %v\n%s", exact, got, u)
		}
	}
}

func TestStoresOnlyWhatIsRead(t *testing.T) {
	p := scanned(t, ByConvention)
	u := NewUnit(p)
	u.Lift(callerSpec, caller)
	text := u.String()
	for offset, want := range map[string]bool{"i64 64 ": true, "i64 68 ": true, "i64 72 ": false, "i64 76 ": false} {
		if store := storesAt(text, offset); store != want {
			t.Errorf("store at %s: got %v, want %v\n%s", offset, store, want, text)
		}
	}
}

// storesAt reports whether a store mentions offset.
func storesAt(text, offset string) bool {
	for line := range strings.Lines(text) {
		if strings.Contains(line, "store") && strings.Contains(line, offset) {
			return true
		}
	}
	return false
}

// Nobody that is known reads r1 and r2 after f; where they are Lasting, that is
// stored which is full on some way: r1 where the branch is not taken.
func TestStoresLastingRegisters(t *testing.T) {
	spec := &FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1004}, {PC: 0x1008}}}
	block := func(c Code, i int) {
		switch i {
		case 0:
			c.SetReg(testRegs, reg(1), c.Add(c.Reg(testRegs, reg(0)), reg(1)))
			c.SetReg(testRegs, reg(2), c.Add(c.Reg(testRegs, reg(0)), reg(2)))
			c.Branch(c.Eq(c.Reg(testRegs, reg(0)), reg(0)), 0x1004, 0x1008)
		case 1:
			c.Vacate(testRegs, reg(1))
			c.Goto(0x1008)
		case 2:
			c.Vacate(testRegs, reg(2))
			c.Stop(0x2000)
		}
	}
	for _, lasting := range []bool{false, true} {
		guest := *testGuest
		if lasting {
			guest.Lasting = testRegs.Pin(1, 2)
		}
		p := NewProgram(&guest, testLinker{0x1000: "f"}, ByConvention)
		p.Scan(spec, block)
		p.Solve()
		u := NewUnit(p)
		u.Lift(spec, block)
		for offset, want := range map[string]bool{"i64 68 ": lasting, "i64 72 ": false} {
			if got := storesAt(u.String(), offset); got != want {
				t.Errorf("lasting %v: store at %s: got %v, want %v\n%s", lasting, offset, got, want, u)
			}
		}
	}
}

func TestFold(t *testing.T) {
	f := &folder{}
	c := func(v uint64) Value { return ConstOf(I32, v) }
	for _, tt := range []struct {
		name string
		got  Value
		want uint64
	}{
		{"add wraps", f.Add(c(0xffffffff), c(2)), 1},
		{"ashr", f.AShr(c(0x80000000), c(31)), 0xffffffff},
		{"rotr", f.RotR(c(1), c(33)), 0x80000000},
		{"clz of 0", f.CLZ(c(0)), 32},
		{"ctz of 0", f.CTZ(c(0)), 32},
		{"bswap", f.BSwap(c(0x01020304)), 0x04030201},
		{"sext", f.SExt(I32, ConstOf(I8, 0x80)), 0xffffff80},
		{"sdiv", f.SDiv(c(0xfffffff9), c(2)), 0xfffffffd},
		{"slt", f.ZExt(I32, f.SLT(c(0xffffffff), c(0))), 1},
	} {
		if !tt.got.IsConst() || tt.got.Uint() != tt.want {
			t.Errorf("%s: got %v, want %#x", tt.name, tt.got, tt.want)
		}
	}
}

// A block that stores a sum of two products checks it for NaNs once.
func TestNaNChecksAreGrouped(t *testing.T) {
	p := NewProgram(testGuest, testLinker{}, AtFaults)
	u := NewUnit(p)
	u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
		x := c.Reg(testFloats, reg(0))
		square := c.IfNaN(c.FMul(x, x), "rt_nan")
		c.SetReg(testFloats, reg(0), c.IfNaN(c.FAdd(square, x), "rt_nan"))
		c.Stop(0x1004)
	})
	text := u.String()
	if n := strings.Count(text, "fcmp uno"); n != 1 {
		t.Errorf("got %d checks, want 1\n%s", n, text)
	}
	if n := strings.Count(text, "@rt_nan("); n != 3 { // two calls and the declaration
		t.Errorf("got %d mentions of the helper, want 3\n%s", n, text)
	}
}

// A load whose value is overwritten unseen may still fault; one whose value is
// stored needs no protection.
func TestKeepsLoadsWithoutUse(t *testing.T) {
	p := NewProgram(testGuest, testLinker{}, ByConvention)
	u := NewUnit(p)
	u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
		base := c.Reg(testRegs, reg(0))
		c.SetReg(testRegs, reg(1), c.Add(c.Load(I32, base, ConstOf(I32, 4)), reg(1)))
		c.SetReg(testRegs, reg(1), c.Load(I32, base, ConstOf(I32, 8)))
		c.Stop(0x1004)
	})
	text := u.String()
	if n := strings.Count(text, "load volatile i32, i32*"); n != 1 {
		t.Errorf("got %d volatile loads, want 1\n%s", n, text)
	}
}

// A loop that can be entered from outside has one entry for LLVM, the poll.
func TestLoopsHaveOneEntry(t *testing.T) {
	u := NewUnit(NewProgram(testGuest, testLinker{}, AtFaults))
	u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{
		{PC: 0x1000, Entry: true},
		{PC: 0x1004, Entry: true, Loop: true},
	}}, func(c Code, _ int) { c.Goto(0x1004) })
	text := u.String()
	if n := strings.Count(text, "label %b1004") - strings.Count(text, "label %b1004."); n != 1 {
		t.Errorf("the loop is come to from %d places, want 1\n%s", n, text)
	}
}

// Sums of a pointer and a small index are host addresses of 64 bits; others wrap.
func TestSmallIndexes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		index func(c Code, x Value) Value
		small bool
	}{
		{"byte", func(c Code, x Value) Value { return c.And(x, reg(255)) }, true},
		{"byte of four", func(c Code, x Value) Value { return c.Shl(c.LShr(x, reg(24)), reg(2)) }, true},
		{"negative", func(c Code, x Value) Value { return c.SExt(I32, c.Trunc(I8, x)) }, true},
		{"halfword of four", func(c Code, x Value) Value { return c.Shl(c.And(x, reg(0xffff)), reg(2)) }, false},
		{"word", func(c Code, x Value) Value { return x }, false},
		{"shifted", func(c Code, x Value) Value { return c.Shl(x, reg(2)) }, false},
	} {
		u := NewUnit(NewProgram(testGuest, testLinker{}, ByConvention))
		u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
			sum := c.Add(tt.index(c, c.Reg(testRegs, reg(0))), c.Reg(testRegs, reg(1)))
			c.SetReg(testRegs, reg(2), c.Load(I32, sum, reg(8)))
			c.Return(c.Reg(testRegs, reg(2)))
		})
		if got := strings.Contains(u.String(), "add nsw i64"); got != tt.small {
			t.Errorf("%s: taken for small: %v\n%s", tt.name, got, u)
		}
	}
}

// Steps of pointers that memory is accessed through do not wrap; an index that
// is only added to one may.
func TestPointerStepsDoNotWrap(t *testing.T) {
	u := NewUnit(NewProgram(testGuest, testLinker{}, ByConvention))
	u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
		before := c.Reg(testRegs, reg(0))
		c.Store(before, reg(0), reg(1))
		c.SetReg(testRegs, reg(0), c.Add(before, reg(4)))
		after := c.Add(c.Reg(testRegs, reg(1)), reg(8))
		c.Store(after, ConstOf(I32, 0xfffffff8), reg(1))
		c.SetReg(testRegs, reg(1), after)
		index := c.Add(c.Reg(testRegs, reg(2)), reg(1))
		c.Store(index, ConstOf(I32, 0x400000), reg(1))
		c.SetReg(testRegs, reg(2), index)
		c.Stop(0x1004)
	})
	text := u.String()
	for sum, want := range map[string]bool{", 4\n": true, ", 8\n": true, ", 1\n": false} {
		nuw := false
		for line := range strings.Lines(text) {
			nuw = nuw || strings.Contains(line, "add nuw i32") && strings.HasSuffix(line, sum)
		}
		if nuw != want {
			t.Errorf("no wrap in the addition of%q: got %v, want %v\n%s", sum, nuw, want, text)
		}
	}
}

// A checked sum of a product keeps no operand for the cold block that memory
// still holds, and none that is quiet where the guest has one NaN.
func TestNaNChecksKeepFewOperands(t *testing.T) {
	guest := *testGuest
	guest.NaN = map[Type]uint64{F64: 0x7ff7ffffffffffff}
	u := NewUnit(NewProgram(&guest, testLinker{}, ByConvention))
	u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
		base := c.Reg(testRegs, reg(0))
		number := c.SIToFP(F64, c.Reg(testRegs, reg(1)))
		product := c.IfNaN(c.FMul(c.Load(F64, base, reg(0)), c.Load(F64, base, reg(8))), "rt_nan")
		c.Store(base, reg(16), c.IfNaN(c.FAdd(product, number), "rt_nan"))
		c.Stop(0x1004)
	})
	text := u.String()
	if n := strings.Count(text, "load volatile <8 x i8>"); n != 2 {
		t.Errorf("got %d loads again, want 2\n%s", n, text)
	}
	if n := strings.Count(text, "select i1"); n != 1 {
		t.Errorf("got %d operands replaced, want 1\n%s", n, text)
	}
}

// A sum in a register is quiet at the head of its loop, but not where a call
// may have returned something else.
func TestSumsAreQuietInLoops(t *testing.T) {
	for _, site := range []bool{false, true} {
		p := NewProgram(testGuest, testLinker{}, ByConvention)
		spec := &FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{
			{PC: 0x1000, Entry: true},
			{PC: 0x1004, Entry: true, Loop: true, ReturnSite: site},
		}}
		flow := p.record(spec, func(c Code, i int) {
			if i == 0 {
				c.SetRegHalf(testFloats, reg(0), reg(0), ConstOf(F32, 0))
				c.SetRegHalf(testFloats, reg(0), reg(1), ConstOf(F32, 0))
				c.Goto(0x1004)
				return
			}
			x := c.Reg(testFloats, reg(0))
			c.SetReg(testFloats, reg(0), c.IfNaN(c.FAdd(x, x), "rt_nan"))
			c.Goto(0x1004)
		})
		spreadQuiet(flow.blocks, spec)
		if got := flow.blocks[1].quietIn.has(testFloats.slot); got == site {
			t.Errorf("return site %v: quiet at the head is %v", site, got)
		}
		if flow.blocks[0].seenHalf.has(testFloats.slot) {
			t.Error("a register that is overwritten is wanted as halves")
		}
	}
}

// A comparison with a result that is not checked yet takes one test for both.
func TestComparisonChecksForNaNs(t *testing.T) {
	u := NewUnit(NewProgram(testGuest, testLinker{}, ByConvention))
	u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
		x := c.Reg(testFloats, reg(0))
		square := c.IfNaN(c.FMul(x, x), "rt_nan")
		c.Rarely(c.FUNO(square, x), ConstOf(I32, 0), "rt_unordered", square, x)
		c.SetReg(testRegs, reg(0), c.ZExt(I32, c.FOLT(square, x)))
		c.Stop(0x1004)
	})
	text := u.String()
	hot, cold, _ := strings.Cut(text, "\nnan.")
	if n := strings.Count(hot, "fcmp uno"); n != 1 {
		t.Errorf("got %d tests on the usual way, want 1\n%s", n, text)
	}
	if n := strings.Count(cold, "fcmp uno"); n != 1 {
		t.Errorf("got %d tests on the rare way, want 1\n%s", n, text)
	}
}
