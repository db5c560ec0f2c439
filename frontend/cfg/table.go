package cfg

import "translate/frontend/image"

// maxTable bounds the length of a jump table.
const maxTable = 1 << 14

// JumpTable returns the targets listed in the jump table of f at addr: words
// that lead into the function when add is added to them, and the load bias where
// a file does not hold what the program makes of it.
func (f *Func) JumpTable(img *image.Image, addr, add, align uint32) []uint32 {
	inside := func(pc uint32) bool { return pc >= f.Start && pc < f.End && pc%align == 0 }
	var targets []uint32
	for i := range uint32(maxTable) {
		w, ok := img.Word(image.Addr(addr + 4*i))
		pc := w + add
		if ok && !inside(pc) {
			pc += uint32(img.Bias)
		}
		if !ok || !inside(pc) {
			break
		}
		targets = append(targets, pc)
	}
	return targets
}
