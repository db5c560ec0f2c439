package ir

import "github.com/llir/llvm/ir/value"

// Programs for 32-bit processors put doubles together in memory: a conversion
// from an integer stores two words and loads them as one double. The host's
// load would wait until both stores have reached the cache, because it takes
// data only from one store that covers it. So a double whose words the guest
// block has stored is made of them, and the memory is not looked at.

// A word is an I32 that the guest block has stored.
type word struct {
	disp int64
	v    Value
}

// storedWords are the words stored relative to one base since memory may have
// changed otherwise.
type storedWords struct {
	base  value.Value
	words []word
}

// noteStore notes a store of v after what old holds, of which what is stored
// relative to another base is forgotten: it may overlap.
func (f *Func) noteStore(old storedWords, base, disp, v Value) {
	if base.known || !disp.known || f.unit.program.exact != ByConvention {
		return
	}
	f.stored.base = base.v
	from := disp.Int()
	to := from + int64(v.typ.Bits()/8)
	if old.base == base.v {
		for _, w := range old.words {
			if w.disp+4 <= from || w.disp >= to {
				f.stored.words = append(f.stored.words, w)
			}
		}
	}
	if v.typ == I32 {
		f.stored.words = append(f.stored.words, word{from, v})
	}
}

// storedAt returns the word stored at base+disp.
func (f *Func) storedAt(base Value, disp int64) (Value, bool) {
	if base.known || f.stored.base != base.v {
		return Value{}, false
	}
	for _, w := range f.stored.words {
		if w.disp == disp {
			return w.v, true
		}
	}
	return Value{}, false
}

// loadOfWords returns the F64 at base+disp where the guest block has stored a
// half of it as a word.
func (f *Func) loadOfWords(base, disp Value) (Value, bool) {
	if !disp.known {
		return Value{}, false
	}
	first, ok := f.storedAt(base, disp.Int())
	second, too := f.storedAt(base, disp.Int()+4)
	switch {
	case !ok && !too:
		return Value{}, false
	case !ok:
		first = f.Load(I32, base, disp)
	case !too:
		second = f.Load(I32, base, f.Add(disp, ConstOf(I32, 4)))
	}
	if f.unit.guest.BigEnd {
		first, second = second, first
	}
	bits := f.Or(f.ZExt(I64, first), f.Shl(f.ZExt(I64, second), ConstOf(I64, 32)))
	return f.Bitcast(F64, bits), true
}
