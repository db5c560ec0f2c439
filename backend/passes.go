package backend

import "fmt"

// A level says how hard LLVM works at an optimization level of ours.
type level struct {
	passes string // of opt
	llc    string // optimization level of llc
}

// Guest code was optimized by its own compiler; the passes here undo what
// lifting adds (registers in allocas, redundant state traffic, byte swaps) and
// no more. ARCHITECTURE.md has the measurements behind the choice.
//
// Level 3 only lets llc try harder: more passes make slower code.
var levels = [...]level{
	{"function(mem2reg,simplifycfg)", "-O1"},
	{"function(sroa,early-cse,simplifycfg,instcombine%[1]s,simplifycfg)", "-O1"},
	{full, "-O2"},
	{full, "-O3"},
}

const full = "function(sroa,early-cse<memssa>,simplifycfg,instcombine%[1]s,simplifycfg,loop-mssa(licm)," +
	"early-cse<memssa>,loop(indvars),dse,instcombine%[1]s,simplifycfg,adce,sink)"

// passesFor returns the pipeline of a level in the spelling of an LLVM version.
func passesFor(l, version int) string {
	combine := ""
	if version >= 18 {
		combine = "<no-verify-fixpoint>"
	}
	p := levels[l].passes
	if l == 0 {
		return p
	}
	return fmt.Sprintf(p, combine)
}

// optFlags returns the flags of opt.
func (o *Options) optFlags() []string {
	return []string{"-mcpu=" + o.CPU, "-passes=" + passesFor(o.Level, o.Tools.Version)}
}

// llcFlags returns the flags of llc, apart from the relocation model.
//
// Loops begin at multiples of 32 bytes: with 16, LLVM's choice, their speed
// depends by an eighth on where functions happen to lie. A conditional move of
// the guest's stays one, and so do the pointers and counters of its loops, which
// LLVM would choose anew (loop strength reduction): its compiler knew more than
// LLVM does.
//
// LLVM takes SHLD for a fast rotation on every x86-64-v2, which it was on one
// generation of them; ROL is fast on all. The pass that makes loads of bytes and
// halfwords clear the rest of a register must not run: in LLVM 19 it takes the
// rest for dead where the register was the load's address too, as it is after
// "subl $4, %eax; movb (%eax), %al".
func (o *Options) llcFlags() []string {
	return []string{"-mcpu=" + o.CPU, levels[o.Level].llc, "-code-model=small", "-use-unknown-locations=Enable",
		"-mattr=-fast-shld-rotate", "-fixup-byte-word-insts=0", "-x86-cmov-converter=0", "-align-loops=32", "-disable-lsr"}
}
