package cfg

import "translate/frontend/image"

// maxTable bounds the length of a jump table, maxOutside how many words in a row
// may lead out of the function before the table is taken to have ended.
const (
	maxTable   = 1 << 14
	maxOutside = 32
)

// JumpTable returns the targets listed in the jump table of f at addr: words
// that lead into the function when add is added to them, and the load bias where
// a file does not hold what the program makes of it. A table may lead to parts of
// the function that are translated apart, outside. It ends before end, where
// another one begins; nothing else tells where, so the first word behind it may
// be among these.
func (f *Func) JumpTable(img *image.Image, addr, end, add, align uint32) (inside, outside []uint32) {
	var behind []uint32 // outside, and not followed by a word that leads inside
	for i := range min(maxTable, (end-addr)/4) {
		w, ok := img.Word(image.Addr(addr + 4*i))
		pc := w + add
		if ok && !f.contains(pc) {
			pc += uint32(img.Bias)
		}
		if ok && pc%align == 0 && f.contains(pc) {
			inside, outside = append(inside, pc), append(outside, behind...)
			behind = nil
			continue
		}
		if !ok || len(behind) == maxOutside || !f.mayLeadTo(pc) {
			break
		}
		behind = append(behind, pc)
	}
	if len(inside) > 0 && len(behind) > 0 {
		outside = append(outside, behind[0])
	}
	return inside, outside
}

func (f *Func) contains(pc uint32) bool { return pc >= f.Start && pc < f.End }

// mayLeadTo reports whether pc can be the address of an instruction.
func (f *Func) mayLeadTo(pc uint32) bool { return f.isCode != nil && f.isCode(pc) }
