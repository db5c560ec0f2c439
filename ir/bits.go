package ir

// Bits returns width bits of the I32 x from bit shift on, zero-extended.
func Bits(b Builder, x Value, shift, width uint) Value {
	if x.known {
		return ConstOf(I32, x.bits>>shift&(1<<width-1))
	}
	if shift > 0 {
		x = b.LShr(x, b.Const(I32, uint64(shift)))
	}
	if shift+width < 32 {
		x = b.And(x, b.Const(I32, 1<<width-1))
	}
	return x
}

// SignedBits returns the low width bits of the I32 x, sign-extended.
func SignedBits(b Builder, x Value, width uint) Value {
	if x.known {
		return ConstOf(I32, uint64(int32(x.bits<<(32-width))>>(32-width)))
	}
	n := b.Const(I32, uint64(32-width))
	return b.AShr(b.Shl(x, n), n)
}
