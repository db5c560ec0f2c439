package ir

import "testing"

// conventionGuest returns a guest that has r0 pinned, which holds arguments, and r1, which does too;
// r2 holds results, r3 nothing across calls.
func conventionGuest() *Guest {
	g := *testGuest
	g.Pinned = testRegs.Pin(0)
	g.Preserved = nil
	g.Arguments, g.Results, g.Scratch = testRegs.Pin(0, 1), testRegs.Pin(2), testRegs.Pin(3)
	g.Reads = map[string][]Pin{"rt_syscall": testRegs.Pin(1)}
	return &g
}

// A scannedFunc is a function and what makes its blocks.
type scannedFunc struct {
	spec  *FuncSpec
	block func(c Code, i int)
}

// solved scans functions and solves their liveness.
func solved(g *Guest, funcs ...scannedFunc) *Program {
	linker := testLinker{}
	for _, f := range funcs {
		linker[f.spec.Start] = f.spec.Name
	}
	p := NewProgram(g, linker, ByConvention)
	for _, f := range funcs {
		p.Scan(f.spec, f.block)
	}
	p.Solve()
	return p
}

// specOf describes a function whose blocks but the first are return sites.
func specOf(name string, pcs ...uint32) *FuncSpec {
	spec := &FuncSpec{Name: name, Start: pcs[0]}
	for i, pc := range pcs {
		spec.Blocks = append(spec.Blocks, BlockSpec{PC: pc, Entry: true, ReturnSite: i > 0})
	}
	return spec
}

// callerThatReads returns a function that calls target and then reads p.
func callerThatReads(target uint32, p Pin) scannedFunc {
	return scannedFunc{specOf("caller", 0x1400, 0x1408), func(c Code, i int) {
		if i == 0 {
			c.Call(target, 0x1408)
			return
		}
		c.Store(reg(0), reg(0), c.Reg(p.Bank, reg(uint64(p.Index))))
		c.Return(reg(0))
	}}
}

// What one call left in r1 is not meant for the next, of a function that saves r1
// in case it holds an argument, of one nobody knows, or is a system call; what the
// caller wrote is.
func TestReadsInCase(t *testing.T) {
	callee := func(c Code, _ int) {
		c.SetReg(testRegs, reg(1), c.Reg(testRegs, reg(0)))
		c.Return(reg(0))
	}
	reader := func(c Code, i int) {
		if i == 0 {
			c.Store(reg(0), reg(0), c.Reg(testRegs, reg(1)))
		}
		c.Return(reg(0))
	}
	system := func(c Code, i int) {
		if i == 0 {
			c.At(0x1200, 0x1204)
			c.Service("rt_syscall")
			return
		}
		c.Return(reg(0))
	}
	for _, tt := range []struct {
		name     string
		variadic []Pin
		second   func(c Code, i int)
		computed bool // the address of the second call
		want     bool // r1 is live where the first function returns
	}{
		{"an argument", nil, reader, false, true},
		{"one of a variable number", testRegs.Pin(1), reader, false, false},
		{"of a function nobody knows", nil, reader, true, false},
		{"of a system call", nil, system, false, false},
	} {
		last := specOf("second", 0x1200, 0x1204)
		last.Variadic = tt.variadic
		p := solved(conventionGuest(), scannedFunc{specOf("first", 0x1100), callee}, scannedFunc{last, tt.second},
			scannedFunc{specOf("caller", 0x1000, 0x1008, 0x1010), func(c Code, i int) {
				switch {
				case i == 0:
					c.Call(0x1100, 0x1008)
				case i == 1 && tt.computed:
					c.CallIndirect(c.Reg(testRegs, reg(2)), 0, 0x1010)
				case i == 1:
					c.Call(0x1200, 0x1010)
				default:
					c.Stop(0x2000)
				}
			}})
		if got := p.flows["first"].blocks[0].after.has(1); got != tt.want {
			t.Errorf("%s: r1 live where the first function returns: %v", tt.name, got)
		}
		if !p.flows["caller"].blocks[1].after.has(1) {
			t.Errorf("%s: r1 is not live at the second call", tt.name)
		}
	}
}

// A call that says so passes a function of a variable number of arguments no
// floating-point ones.
func TestFloatArguments(t *testing.T) {
	for _, tt := range []struct {
		name     string
		bit      Value
		packed   bool // the bit is written again, with its neighbours
		variadic []Pin
		want     bool // r1 is live at the call
	}{
		{"none", ConstOf(I32, 0), false, testRegs.Pin(1), false},
		{"some", ConstOf(I32, 1), false, testRegs.Pin(1), true},
		{"nobody knows", Value{typ: I32}, false, testRegs.Pin(1), true},
		{"nobody knows any more", ConstOf(I32, 0), true, testRegs.Pin(1), true},
		{"of another function", ConstOf(I32, 0), false, nil, true},
	} {
		g := conventionGuest()
		g.FloatArguments, g.FloatBit = testRegs.Pin(1), testRegs.Pin(3)
		last := specOf("second", 0x1200)
		last.Variadic = tt.variadic
		p := solved(g, scannedFunc{specOf("first", 0x1000, 0x1008), func(c Code, i int) {
			if i == 0 {
				c.SetReg(testRegs, reg(3), tt.bit)
				if tt.packed {
					c.SetPacked(testRegs, reg(0), reg(0))
				}
				c.Call(0x1200, 0x1008)
				return
			}
			c.Return(reg(0))
		}}, scannedFunc{last, func(c Code, _ int) {
			c.Store(reg(0), reg(0), c.Reg(testRegs, reg(1)))
			c.Return(reg(0))
		}})
		if got := p.flows["first"].blocks[0].after.has(1); got != tt.want {
			t.Errorf("%s: r1 live at the call: %v", tt.name, got)
		}
	}
}

// Padding behind a jump, and behind a call that does not return, goes on to no
// function.
func TestPaddingReadsNothing(t *testing.T) {
	for _, tt := range []struct {
		name string
		site bool // padding follows a call of what stops the program
	}{{"behind a jump", false}, {"behind a call", true}} {
		spec := specOf("padded", 0x1000, 0x1010)
		spec.Blocks[1].Entry, spec.Blocks[1].ReturnSite = tt.site, tt.site
		p := solved(conventionGuest(),
			scannedFunc{spec, func(c Code, i int) {
				switch {
				case i == 1:
					c.Goto(0x1100)
				case tt.site:
					c.Call(0x1200, 0x1010)
				default:
					c.Return(reg(0))
				}
			}},
			scannedFunc{specOf("next", 0x1100), func(c Code, _ int) {
				c.SetReg(testRegs, reg(1), reg(3))
				c.Return(reg(0))
			}},
			scannedFunc{specOf("endless", 0x1200), func(c Code, _ int) { c.Goto(0x1200) }},
			callerThatReads(0x1000, testRegs.Pin(1)[0]))
		if p.flows["next"].blocks[0].after.has(1) {
			t.Errorf("%s: r1 is live where the function after the padding returns", tt.name)
		}
	}
}

// callerThrough returns a function at 0x1000 that calls the address in register n
// and returns.
func callerThrough(n uint64) scannedFunc {
	return scannedFunc{specOf("caller", 0x1000, 0x1008), func(c Code, i int) {
		if i == 0 {
			c.CallIndirect(c.Reg(testRegs, reg(n)), 0, 0x1008)
			return
		}
		c.Return(reg(0))
	}}
}

// Code that the program made itself may read the address it is called at.
func TestTargetIsLiveAtComputedCalls(t *testing.T) {
	g := conventionGuest()
	g.Target = testRegs.Pin(1)
	p := solved(g, callerThrough(1))
	if !p.flows["caller"].blocks[0].after.has(1) {
		t.Error("r1 is not live at the call")
	}
}

// What is called may be in the middle of another function, where the address is
// taken: a system call of one's own, which musl's libc calls through a pointer.
func TestTakenIsLiveAtComputedCalls(t *testing.T) {
	outer := specOf("outer", 0x1100, 0x1110)
	outer.Blocks[1].ReturnSite, outer.Blocks[1].Computed = false, true
	p := solved(conventionGuest(),
		scannedFunc{outer, func(c Code, i int) {
			if i == 1 {
				c.Store(reg(0), reg(0), c.Reg(testRegs, reg(1)))
			}
			c.Return(reg(0))
		}},
		callerThrough(2))
	if !p.flows["caller"].blocks[0].after.has(1) {
		t.Error("r1 is not live at the call")
	}
}

// What a call of a computed address leaves in r3, which calls use for nothing, is
// lost where compilers do not know what they call so, and comes through functions
// that do not write it where they do.
func TestStrangers(t *testing.T) {
	for _, strangers := range []bool{false, true} {
		g := conventionGuest()
		g.Strangers = strangers
		callee := specOf("callee", 0x1100)
		p := solved(g,
			scannedFunc{callee, func(c Code, _ int) { c.Return(reg(0)) }},
			scannedFunc{specOf("caller", 0x1000, 0x1008), func(c Code, i int) {
				if i == 0 {
					c.CallIndirect(c.Reg(testRegs, reg(2)), 0, 0x1008)
					return
				}
				c.Store(reg(0), reg(0), c.Reg(testRegs, reg(3)))
				c.Return(reg(0))
			}})
		if got := p.flows["callee"].blocks[0].after.has(3); got == strangers {
			t.Errorf("strangers %v: r3 is live where the function returns: %v", strangers, got)
		}
	}
}

// What a service writes need not be kept for it.
func TestServiceWrites(t *testing.T) {
	g := conventionGuest()
	g.Writes = map[string][]Pin{"rt_syscall": testRegs.Pin(3)}
	p := solved(g, scannedFunc{specOf("first", 0x1000, 0x1004), func(c Code, i int) {
		if i == 0 {
			c.At(0x1000, 0x1004)
			c.Service("rt_syscall")
			return
		}
		c.Store(c.Reg(testRegs, reg(2)), reg(0), c.Reg(testRegs, reg(3)))
		c.Return(reg(0))
	}})
	after := p.flows["first"].blocks[0].after
	if after.has(3) || !after.has(2) {
		t.Errorf("live at the service: r2 %v, r3 %v; want r2 alone", after.has(2), after.has(3))
	}
}
