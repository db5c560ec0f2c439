package ppc

import (
	"maps"
	"math"
	"math/big"
	"math/bits"
	"math/rand"
	"slices"
	"sync"

	"translate/frontend/cfg"
	"translate/ir"
)

// Most PowerPC processors have no square root, so C libraries compute it, in some
// sixty instructions. Functions that do so are found by trying them: one that only
// computes a number from another is a square root if it gives what is right where
// an approximation would not. Its lifted form asks the host.
//
// What trying cannot tell is what a function does with a number that was not
// tried. So all numbers must go the same way through it, and no condition on the
// way may set apart some of them by more than the exponent, which are all tried.

// squareRoots notes the functions of p that compute square roots, and adds the pages
// of memory that hold their code or that they read to relied. Functions that call
// others come after those.
func (c *Code) squareRoots(p *cfg.Program, relied map[uint32]bool) {
	c.roots = map[uint32]ir.Type{}
	for try := p.Funcs; len(try) > 0; {
		found := false
		for _, f := range try {
			found = c.noteRoot(f, relied) || found
		}
		if !found {
			break
		}
		try = slices.DeleteFunc(slices.Clone(p.Funcs), func(f *cfg.Func) bool { return c.roots[f.Start] != 0 || !c.callsRoots(f) })
	}
}

// callsRoots reports whether f calls functions known to compute square roots.
func (c *Code) callsRoots(f *cfg.Func) bool {
	return slices.ContainsFunc(f.Blocks, func(b cfg.Block) bool {
		return b.Last.Kind == cfg.Call && c.roots[b.Last.Target] != 0
	})
}

// noteRoot reports whether f computes square roots, and adds the pages that it
// relies on to relied.
func (c *Code) noteRoot(f *cfg.Func, relied map[uint32]bool) bool {
	for _, t := range []ir.Type{ir.F64, ir.F32} {
		if pages, ok := c.isSquareRoot(f, t); ok {
			c.roots[f.Start] = t
			maps.Copy(relied, pages)
			return true
		}
	}
	return false
}

// isSquareRoot reports whether f returns the square root, rounded to t, of every
// normal positive number of type t, if rounding is to nearest, and which pages of
// memory it reads.
func (c *Code) isSquareRoot(f *cfg.Func, t ir.Type) (relied map[uint32]bool, ok bool) {
	if comesBack(f) {
		return nil, false
	}
	relied = map[uint32]bool{}
	var ways [2]*way // by what memory holds
	for n, x := range formats[t].samples() {
		for k := range 4 {
			registers, memory := k&1 != 0, k&2 != 0
			if n%manyWays != 0 && (registers || memory && ways[0].unknown == 0) {
				continue
			}
			try := trial{c: c, f: f, relied: relied, registers: registers, memory: memory}
			if result, err := try.root(x); err != nil || result != rootOf(x, t) {
				return nil, false
			}
			if ways[k/2] == nil {
				ways[k/2] = newWay(&try)
			}
			if !ways[k/2].follows(x, t, &try) {
				return nil, false
			}
		}
	}
	return relied, ways[0].sameBut(ways[1])
}

// manyWays is how many numbers are tried for each that is tried with everything
// that may be in registers that are no argument, and in memory where that was not
// read.
const manyWays = 32

func rootOf(x float64, t ir.Type) float64 {
	if t == ir.F32 {
		return float64(float32(math.Sqrt(x)))
	}
	return math.Sqrt(x)
}

// A way is how trials of one function went.
type way struct {
	unknown   uint32
	decisions []decision // of the first trial
	// byExponent are the comparisons that depend on the exponent of the number,
	// for each decision.
	byExponent []map[uint64]comparison
}

func newWay(t *trial) *way {
	return &way{t.unknown, t.branches, make([]map[uint64]comparison, len(t.branches))}
}

// follows reports whether a trial with x went the same way, and no condition tells
// x from the other numbers with its exponent.
func (w *way) follows(x float64, t ir.Type, try *trial) bool {
	if len(try.branches) != len(w.decisions) || try.unknown != w.unknown {
		return false
	}
	exponent := math.Float64bits(x) >> 52
	for n, d := range try.branches {
		if d.pc != w.decisions[n].pc || d.taken != w.decisions[n].taken {
			return false
		}
		if d.by.bounds(x, t) {
			continue
		}
		if w.byExponent[n] == nil {
			w.byExponent[n] = map[uint64]comparison{}
		}
		if first, seen := w.byExponent[n][exponent]; !seen {
			w.byExponent[n][exponent] = d.by
		} else if d.by != first {
			return false
		}
	}
	return true
}

// bounds reports whether c compares x with what is not between two of the numbers.
func (c comparison) bounds(x float64, t ir.Type) bool {
	a, b := math.Float64frombits(c.x), math.Float64frombits(c.y)
	if b == x {
		a, b = b, a
	}
	return c.floats && a == x && (b <= formats[t].smallest() || b >= formats[t].largest())
}

// sameBut reports whether trials with zeros and with ones in a word of memory went
// ways that differ from where a condition looks at one bit of the word on.
func (w *way) sameBut(ones *way) bool {
	for n, d := range w.decisions {
		if n == len(ones.decisions) {
			return false
		}
		if e := ones.decisions[n]; d.pc != e.pc || d.by != e.by && !isBit(d.by, e.by) {
			return false
		} else if d.taken != e.taken {
			return true
		}
	}
	return len(w.decisions) == len(ones.decisions)
}

// isBit reports whether two comparisons find a bit clear, and then set.
func isBit(clear, set comparison) bool {
	return !clear.floats && !set.floats && clear.x == 0 && bits.OnesCount64(set.x) == 1 && clear.y == 0 && set.y == 0
}

// A format is that of a floating-point type.
type format struct {
	precision   int // bits
	least, most int // exponents of normal numbers
	samples     func() []float64
}

var formats = map[ir.Type]*format{ir.F64: newFormat(53, -1022, 1023), ir.F32: newFormat(24, -126, 127)}

func newFormat(precision, least, most int) *format {
	f := &format{precision: precision, least: least, most: most}
	f.samples = sync.OnceValue(f.rootSamples)
	return f
}

// smallest and largest are those of the normal positive numbers.
func (f *format) smallest() float64 { return f.number(0, f.least) }
func (f *format) largest() float64  { return f.number(math.MaxUint64, f.most) }

// normal reports whether x is a normal positive number of f.
func (f *format) normal(x float64) bool {
	unused := uint64(1)<<(53-f.precision) - 1
	return x >= f.smallest() && x <= f.largest() && math.Float64bits(x)&unused == 0
}

// number returns a number with the low bits of fraction.
func (f *format) number(fraction uint64, exponent int) float64 {
	one := uint64(1) << (f.precision - 1)
	return math.Ldexp(float64(one|fraction&(one-1)), exponent-f.precision+1)
}

// rootSamples returns numbers that tell a square root from what is nearly one: with
// all exponents, with all beginnings of the fraction that tables go by, and those
// whose square roots are hardest to round.
func (f *format) rootSamples() []float64 {
	rng := rand.New(rand.NewSource(1))
	list := []float64{2.25, 2, 3, 5e6}
	for e := f.least; e <= f.most; e++ {
		list = append(list, f.number(rng.Uint64(), e))
	}
	list = append(list, f.smallest(), f.largest())
	const beginning = 9 // bits
	for n := range uint64(2 << beginning) {
		fraction := n<<(f.precision-1-beginning) | rng.Uint64()>>(65-f.precision+beginning)
		list = append(list, f.number(fraction, int(n>>beginning)))
	}
	return append(list, hardRoots(f.precision)...)
}

// hardRoots returns numbers of so many bits whose square roots lie so close to the
// middle between two numbers of as many bits that only exact arithmetic, or a
// remainder, tells which is nearer: k² - c, where the middle k is odd and c small.
// A multiple of 2^(precision+2) remains, which has no more bits than a number.
func hardRoots(precision int) (list []float64) {
	for c := int64(-799); c < 800; c += 8 {
		root := oddRoot(c, precision+2)
		half := uint64(1) << (precision + 1)
		for _, k := range []uint64{root % half, (-root) % half} {
			if k>>precision == 0 {
				continue
			}
			square := new(big.Int).Mul(new(big.Int).SetUint64(k), new(big.Int).SetUint64(k))
			x, _ := new(big.Float).SetInt(square.Sub(square, big.NewInt(c))).Float64()
			list = append(list, math.Ldexp(x, -precision&^1))
		}
	}
	return list
}

// oddRoot returns a root of c modulo 2^n: c is 1 modulo 8.
func oddRoot(c int64, n int) uint64 {
	r := uint64(1)
	for bit := 3; bit < n; bit++ {
		if (r*r-uint64(c))>>bit&1 != 0 {
			r += 1 << (bit - 1)
		}
	}
	return r
}
