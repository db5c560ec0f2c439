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
var levels = [...]level{
	{"function(mem2reg,simplifycfg)", "-O1"},
	{"function(sroa,early-cse,simplifycfg,instcombine%s,simplifycfg)", "-O1"},
	{"function(sroa,early-cse<memssa>,simplifycfg,instcombine%[1]s,simplifycfg,loop-mssa(licm),gvn,loop(indvars),dse,instcombine%[1]s,simplifycfg,adce)", "-O2"},
	{"function(sroa,early-cse<memssa>,simplifycfg,instcombine%[1]s,jump-threading,reassociate,loop-mssa(loop-rotate,licm),gvn,dse,instcombine%[1]s,simplifycfg,adce,slp-vectorizer,instcombine%[1]s)", "-O3"},
}

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
