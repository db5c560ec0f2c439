package constprop

// A Frame is what a function keeps in the words of its stack frame, by their
// distances from the stack pointer. A word counts where all stores to it are of
// one constant, whenever that is loaded: compilers spill the addresses of tables.
type Frame struct {
	stores map[uint32]store // by PC
	known  map[uint32]uint32
}

type store struct {
	disp  uint32
	value Value
}

// Store notes that the instruction at pc stores v.
func (f *Frame) Store(pc, disp uint32, v Value) {
	if f.stores == nil {
		f.stores = map[uint32]store{}
	}
	f.stores[pc] = store{disp, v}
}

// Load returns what is known of a word, once Settle was called.
func (f *Frame) Load(disp uint32) Value {
	if v, ok := f.known[disp]; ok {
		return Const(v)
	}
	return Unknown
}

// Settle makes known what was noted, and reports whether that is anything.
func (f *Frame) Settle() bool {
	f.known = map[uint32]uint32{}
	differs := map[uint32]bool{}
	for _, s := range f.stores {
		v, ok := f.known[s.disp]
		if s.value.Kind != Constant || ok && v != s.value.V {
			differs[s.disp] = true
		}
		f.known[s.disp] = s.value.V
	}
	for disp := range differs {
		delete(f.known, disp)
	}
	return len(f.known) > 0
}
