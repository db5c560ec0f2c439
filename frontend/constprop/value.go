package constprop

// A Value is what is known of a register: an element of the lattice whose top
// is that nothing has reached it yet, and whose bottom is that it may be
// anything.
type Value struct {
	Kind Kind
	V    uint32
	Add  uint32 // of FromTable
}

// A Kind is the shape of a known value.
type Kind uint8

// The kinds of values.
const (
	unseen    Kind = iota // not reached yet
	unknown               // anything
	Constant              // V
	Offset                // V plus something: an element of a table at V
	FromTable             // a word loaded from a table at V, plus Add
)

// Unknown is the value of a register that may hold anything.
var Unknown = Value{Kind: unknown}

// Const returns the value of a register that holds v.
func Const(v uint32) Value { return Value{Kind: Constant, V: v} }

// minTable is the least number that is taken for the address of a table when
// something unknown is added to it.
const minTable = 0x1000

// Sum returns what is known of x+y.
func Sum(x, y Value) Value {
	if x.Kind != Constant {
		x, y = y, x
	}
	switch {
	case x.Kind != Constant:
	case y.Kind == Constant:
		return Const(x.V + y.V)
	case y.Kind == FromTable:
		return Value{Kind: FromTable, V: y.V, Add: y.Add + x.V}
	case y.Kind == Offset:
		return Value{Kind: Offset, V: x.V + y.V}
	case x.V >= minTable:
		return Value{Kind: Offset, V: x.V}
	}
	return Unknown
}

// OrImmediate returns what is known of x|imm.
func OrImmediate(x Value, imm uint32) Value {
	if x.Kind != Constant {
		return Unknown
	}
	return Const(x.V | imm)
}

// Registers is how many registers a State has: the general ones, and two for
// registers of the instruction set's own choice.
const Registers = 32 + 2

// A State is what is known of all registers at one place.
type State [Registers]Value

// NothingKnown returns the state where registers may hold anything.
func NothingKnown() State {
	var s State
	for i := range s {
		s[i] = Unknown
	}
	return s
}

// reached reports whether s has met another state.
func (s *State) reached() bool { return s[0].Kind != unseen }

// meet keeps what both sides agree on and reports a change.
func (s *State) meet(t *State) bool {
	changed := false
	for i := range s {
		switch {
		case s[i].Kind == unseen:
			s[i] = t[i]
			changed = changed || t[i].Kind != unseen
		case t[i].Kind != unseen && s[i] != t[i] && s[i].Kind != unknown:
			s[i] = Unknown
			changed = true
		}
	}
	return changed
}
