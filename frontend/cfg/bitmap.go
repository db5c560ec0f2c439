package cfg

// A bitmap is a set of small numbers.
type bitmap []uint64

// newBitmap returns an empty set of numbers below n.
func newBitmap(n uint32) bitmap { return make(bitmap, (uint64(n)+63)/64) }

func (b bitmap) add(i uint32)      { b[i/64] |= 1 << (i % 64) }
func (b bitmap) has(i uint32) bool { return b[i/64]>>(i%64)&1 != 0 }
