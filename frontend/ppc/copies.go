package ppc

import (
	"maps"
	"math/rand"
	"slices"
	"sync"

	"translate/frontend/cfg"
	"translate/frontend/shape"
	"translate/ir"
)

// C libraries copy memory by loops over words, and the host has wider ones. Functions
// that do so are found by trying them. One must move just the bytes it is to, look
// at no others than those that share their sixteen, and go by nothing else but its
// arguments.
//
// What trying cannot tell is what becomes of arguments that were not tried. So each
// conditional branch on the way must have been taken and not taken, or else go by
// nothing but the length and the alignments, of which all are tried, as computed
// jumps must.

// maxCopy is the greatest number of bytes that the host is asked to copy.
const maxCopy = 64

// Functions of the runtime that copy r5 bytes from r4 to r3 and return 0, or another
// number where that is left to the program's own code: for more than maxCopy, where
// a load or store would fault, and where both places overlap.
const (
	helperCopy = "rt_copy"
	helperMove = "rt_move" // which copies there, too
)

// hostCopy returns how the host is asked to copy.
func hostCopy(helper string) asked {
	return asked{refused: func(d *driver) ir.Value {
		c := d.lifter.c
		return d.Ne(d.Helper(ir.I32, helper, d.gpr(c(3)), d.gpr(c(4)), d.gpr(c(5))), c(0))
	}}
}

// findCopies notes the functions of p that copy memory, and adds the pages that hold
// their code or what they read to relied.
func (c *Code) findCopies(p *cfg.Program, relied map[uint32]bool) {
	c.copies = map[uint32]string{}
	for _, f := range p.Funcs {
		if helper := c.copiesBy(f, relied); helper != "" {
			c.copies[f.Start] = helper
		}
	}
}

// copiesBy returns the function of the runtime that does what f does, "" if none
// does.
func (c *Code) copiesBy(f *cfg.Func, relied map[uint32]bool) (helper string) {
	if comesBack(f) {
		return ""
	}
	k := &copying{c: c, f: f, relied: map[uint32]bool{}, went: map[uint32]ways{}, rng: rand.New(rand.NewSource(1))}
	samples := newCopySamples()
	if !k.tryAll(samples.apart) {
		return ""
	}
	before, helper := maps.Clone(k.went), helperMove
	if !k.tryAll(samples.overlapping) {
		k.went, helper = before, helperCopy
	}
	if !k.repeats(samples.apart) || helper == helperMove && !k.repeats(samples.overlapping) {
		return ""
	}
	maps.Copy(relied, k.relied)
	return helper
}

// A copySample is the arguments of a copy, addresses counted from where the memory
// begins that trials copy in.
type copySample struct{ to, from, n uint32 }

// Where trials copy, and for how many bytes there is room. No program has memory there.
const (
	copyBase = 0xca000000
	copySize = 1 << 10
)

// copySteps returns how many instructions a copy of n bytes may take.
func copySteps(n uint32) int { return 200 + 16*int(n) }

// copySamples are copies between places that do not overlap, and that do.
type copySamples struct{ apart, overlapping []copySample }

var newCopySamples = sync.OnceValue(func() (s copySamples) {
	rng := rand.New(rand.NewSource(1))
	// place returns where a copy of that alignment in a word may begin.
	const half = copySize / 2
	place := func(alignment uint32) uint32 { return half/4 + rng.Uint32()%16*4 + alignment }
	apart := func(n, to, from uint32) {
		if to, from = place(to), place(from); rng.Intn(2) != 0 {
			to += half
		} else {
			from += half
		}
		s.apart = append(s.apart, copySample{to, from, n})
	}
	apart(24, 0, 0)
	for n := range uint32(maxCopy + 1) {
		for alignments := range uint32(16) {
			apart(n, alignments/4, alignments%4)
		}
	}
	for n := uint32(1); n <= maxCopy; n++ {
		for alignment := range uint32(4) {
			for rest := uint32(0); rest < min(n, 4); rest++ {
				distance := rest + rng.Uint32()%((n-rest+3)/4)*4
				low := half + place(alignment)
				s.overlapping = append(s.overlapping, copySample{low, low + distance, n}, copySample{low + distance, low, n})
			}
		}
	}
	return s
})

// A copying is what a function is tried on that may copy memory, and the ways it
// went.
type copying struct {
	c      *Code
	f      *cfg.Func
	relied map[uint32]bool
	rng    *rand.Rand

	copySample
	base   uint32 // guest address of memory
	memory [copySize]byte
	went   map[uint32]ways // at each transfer that may go several

	tracing bool
	trace   []decision // at the transfers that went one way only
}

// ways are those that control took after one instruction.
type ways uint8

const (
	wentOn ways = 1 << iota
	wasTaken

	allWays = wentOn | wasTaken
)

// tryAll reports whether the function makes all copies.
func (k *copying) tryAll(samples []copySample) bool {
	for _, s := range samples {
		if !k.copies(s) {
			return false
		}
	}
	return true
}

// repeats reports whether the transfers that only went one way go by nothing but the
// length of the copy and the alignments, which some of the samples tell, at other
// addresses and with other bytes.
func (k *copying) repeats(samples []copySample) bool {
	k.tracing = true
	for n := 0; n < len(samples); n += 8 {
		var traces [2][]decision
		for i, s := range []copySample{samples[n], samples[n]} {
			k.trace = nil
			if !k.copies(s) {
				return false
			}
			traces[i] = k.trace
		}
		if !slices.Equal(traces[0], traces[1]) {
			return false
		}
	}
	return true
}

// copies reports whether the function copies as s says, at a random place.
func (k *copying) copies(s copySample) bool {
	k.copySample = s
	k.base = copyBase + k.rng.Uint32()&0xffffc0
	k.rng.Read(k.memory[:])
	want := k.memory
	copy(want[s.to:][:s.n], k.memory[s.from:][:s.n])

	t := trial{c: k.c, f: k.f, relied: k.relied, registers: k.rng.Intn(2) != 0, copying: k}
	t.begin()
	for i, v := range []uint32{k.base + s.to, k.base + s.from, s.n} {
		t.Set(gprBank, 3+i, uint64(v))
	}
	return t.run(copySteps(s.n)) == nil && t.Get(gprBank, 3) == uint64(k.base+s.to) && k.memory == want
}

// access returns the n bytes at a guest address if they are part of what is copied,
// or for a load beside it.
func (k *copying) access(at uint32, n int, store bool) []byte {
	begin, end := k.base+k.from, k.base+k.from+k.n
	if store {
		begin, end = k.base+k.to, k.base+k.to+k.n
	} else if k.n != 0 {
		begin, end = begin&^15, (end+15)&^15
	}
	if at < begin || at > end || end-at < uint32(n) {
		return nil
	}
	return k.memory[at-k.base:][:n]
}

// noteTransfer notes where control goes, by what if that is a comparison. It reports
// false where that cannot be told.
func (k *copying) noteTransfer(pc, word uint32, ctl Control, to *shape.Transfer, by *comparison, ctr uint64) bool {
	d := decision{pc: pc}
	switch {
	case ctl.Cond:
		d.taken = to.Cond.Uint() != 0
	case ctl.Kind == FlowCTR:
		d.by.x = to.Target.Uint()
	default:
		return true
	}
	if ctl.Cond && word>>21&boNoCond == 0 {
		if by == nil {
			return false
		}
		d.by = *by
	}
	if ctl.Cond && word>>21&boNoCTR == 0 {
		d.ctr = ctr
	}
	if k.tracing && k.went[pc] != allWays {
		k.trace = append(k.trace, d)
	} else if !k.tracing && d.taken {
		k.went[pc] |= wasTaken
	} else if !k.tracing {
		k.went[pc] |= wentOn
	}
	return true
}
