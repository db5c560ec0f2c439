package i386

import (
	"testing"

	"translate/frontend/x86"
)

// TestCoverage generates sequences until every row of the instruction set has
// been in one, in each form it has, or is one of notGenerated.
func TestCoverage(t *testing.T) {
	type form struct {
		row *x86.Row
		mem bool
	}
	seen := map[form]bool{}
	for _, m := range Modes {
		for seed := range uint64(3000) {
			g := NewGenerator(m, seed)
			for _, element := range g.Sequence(length) {
				for len(element) > 0 {
					in, ok := x86.Decode(append(element[:len(element):len(element)], make([]byte, 15)...))
					if !ok || int(in.Len) > len(element) {
						t.Fatalf("%s: not an instruction: % x", m.Name, element)
					}
					seen[form{in.Row, in.Mem}] = true
					element = element[in.Len:]
				}
			}
		}
	}
	for _, r := range x86.Rows() {
		e := r.Encoding()
		_, explained := notGenerated[r.Name]
		for _, f := range []struct {
			has  bool
			mem  bool
			text string
		}{{e.Memory, true, "memory"}, {e.Regs || !e.ModRM, false, "register"}} {
			if f.has && seen[form{r, f.mem}] == explained {
				t.Errorf("%s %v, %s form: generated %v, explained %v", r.Name, e, f.text, !explained, explained)
			}
		}
	}
}
