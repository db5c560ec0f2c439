package ir

import "github.com/llir/llvm/ir/types"

// Registers of an I1 bank lie in the guest state as bytes. Four that make one
// word there, as the bits of a field of a condition register do, are stored and
// loaded together: what one store brings can be loaded while it is on its way to
// memory, for what several bring a load waits.

// isFour reports whether register r and the three after it make a word.
func (b *Bank) isFour(r int) bool { return b.Type == I1 && r%4 == 0 && r+4 <= b.Count }

// fourFrom returns four slots.
func fourFrom(slot int) regset {
	var s regset
	for k := range 4 {
		s.add(slot + k)
	}
	return s
}

// A four is what four registers were set to together, and the word of their
// bytes.
type four struct {
	bits [4]Value
	word Value
}

// Where bits lie that are packed, and bytes in a word of the state.
var packedPlaces, bytePlaces = [4]uint64{3, 2, 1, 0}, [4]uint64{0, 8, 16, 24}

// gather returns an I32 with bits in the given places.
func (f *Func) gather(bits [4]Value, places [4]uint64) Value {
	v := ConstOf(I32, 0)
	for k, bit := range bits {
		v = f.Or(v, f.Shl(f.ZExt(I32, bit), ConstOf(I32, places[k])))
	}
	return v
}

// readFour returns the bits from slot on.
func (f *Func) readFour(slot int) (bits [4]Value) {
	for k := range bits {
		bits[k] = f.read(slot + k)
	}
	return bits
}

// Packed implements Builder.
func (f *Func) Packed(b *Bank, i Value) Value {
	first := b.slotOf(i)
	if f.dirty().and(fourFrom(first)) == (regset{}) {
		return f.packed(Value{typ: I32, v: f.cur.NewLoad(types.I32, stateAddr(types.I32, b.offset(i)))})
	}
	return f.gather(f.readFour(first), packedPlaces)
}

// SetPacked implements Builder.
func (f *Func) SetPacked(b *Bank, i, v Value) {
	var bits [4]Value
	for k := range bits {
		bits[k] = f.Trunc(I1, f.LShr(v, ConstOf(I32, packedPlaces[k])))
		f.SetReg(b, ConstOf(I32, i.Uint()+uint64(k)), bits[k])
	}
	f.fours[b.slotOf(i)] = four{bits, f.unpacked(v)}
}

// storeFour stores the registers from slot on, which make the word at offset.
func (f *Func) storeFour(slot int, offset uint32) {
	bits := f.readFour(slot)
	word := f.fours[slot].word
	if f.fours[slot].bits != bits {
		word = f.gather(bits, bytePlaces)
	}
	f.storeField(word, offset)
}

// packed returns four bytes, each 0 or 1, as bits, the first as the most
// significant one. A product moves byte k, at bit 8*k, by 27-9*k, to 27-k; no two
// of a byte and a factor meet, so none carries.
func (f *Func) packed(bytes Value) Value {
	return f.And(f.LShr(f.Mul(bytes, ConstOf(I32, 0x08040201)), ConstOf(I32, 24)), ConstOf(I32, 15))
}

// unpacked returns the lowest four bits of v as bytes, the first from the most
// significant one. The product moves bit i to 27-8*i, among other places.
func (f *Func) unpacked(v Value) Value {
	places := f.Mul(f.And(v, ConstOf(I32, 15)), ConstOf(I32, 0x08040201))
	return f.LShr(f.And(places, ConstOf(I32, 0x08080808)), ConstOf(I32, 3))
}
