package difftest

import "fmt"

// ScratchSize is the bytes of memory that sequences compared with QEMU use, half
// of them below the register that addresses it.
const ScratchSize = 256

// A Report has a line for each difference of two outcomes, QEMU's and ours.
type Report []string

// Differ notes that name is want under QEMU, and got translated.
func (r *Report) Differ(name string, want, got any) {
	*r = append(*r, fmt.Sprintf("%s: QEMU %#x, ours %#x", name, want, got))
}

// Equal notes name if it differs.
func Equal[T comparable](r *Report, name string, want, got T) {
	if want != got {
		r.Differ(name, want, got)
	}
}

// Scratch notes which words of the scratch memory, which base addresses, differ.
func (r *Report) Scratch(base string, want, got [ScratchSize]byte) {
	for i := 0; i < ScratchSize; i += 4 {
		Equal(r, fmt.Sprintf("%d(%s)", i-ScratchSize/2, base), [4]byte(want[i:]), [4]byte(got[i:]))
	}
}
