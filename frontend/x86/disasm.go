package x86

import (
	"fmt"
	"strings"
)

// String returns the instruction at pc in the notation of the manual.
func (in *Inst) String(pc uint32) string {
	var b strings.Builder
	if in.Lock {
		b.WriteString("lock ")
	}
	b.WriteString(strings.ToLower(in.Row.Name))
	for n, o := range in.Row.Operands {
		b.WriteString([]string{" ", ", "}[min(n, 1)])
		b.WriteString(in.operand(pc, n, o))
	}
	return b.String()
}

// operand returns operand n of the instruction.
func (in *Inst) operand(pc uint32, n int, o Operand) string {
	switch o.Kind {
	case 'I':
		if n > 0 && in.Row.Operands[n-1].Kind == 'I' {
			return fmt.Sprintf("%#x", in.Imm2)
		}
		return fmt.Sprintf("%#x", in.Imm)
	case 'J':
		return fmt.Sprintf("%#x", in.target(pc))
	case 'O':
		return fmt.Sprintf("[%#x]", in.Imm)
	case 'G':
		return in.register(o, in.Reg)
	case 'Z':
		return in.register(o, in.RM)
	case 'A':
		return in.register(o, eax)
	case 'C':
		return "cl"
	case 'D':
		return "dx"
	case '1':
		return "1"
	case 'S':
		return [8]string{"es", "cs", "ss", "ds", "fs", "gs", "?", "?"}[in.Reg]
	case 'V', 'P':
		return in.register(o, in.Reg)
	}
	if in.Mem {
		return in.Addr.String()
	}
	return in.register(o, in.RM)
}

var byteNames = [8]string{"al", "cl", "dl", "bl", "ah", "ch", "dh", "bh"}

// register returns the name of register n as operand o.
func (in *Inst) register(o Operand, n uint8) string {
	switch {
	case o.Kind == 'V' || o.Kind == 'W' || o.Kind == 'U':
		return fmt.Sprintf("xmm%d", n)
	case o.Kind == 'P' || o.Kind == 'Q' || o.Kind == 'N':
		return fmt.Sprintf("mm%d", n)
	case o.Kind == 'X':
		return fmt.Sprintf("st(%d)", n)
	case o.Size == "b":
		return byteNames[n]
	case o.Size == "w", o.Size != "d" && in.Op16:
		return gprNames[n][1:]
	}
	return gprNames[n]
}

func (a address) String() string {
	var parts []string
	if a.base >= 0 {
		parts = append(parts, gprNames[a.base])
	}
	if a.index >= 0 {
		parts = append(parts, fmt.Sprintf("%s*%d", gprNames[a.index], 1<<a.scale))
	}
	if a.disp != 0 || len(parts) == 0 {
		parts = append(parts, fmt.Sprintf("%#x", a.disp))
	}
	segment := ""
	if a.seg >= 0 {
		segment = [2]string{"fs:", "gs:"}[a.seg-4]
	}
	return "[" + segment + strings.Join(parts, "+") + "]"
}
