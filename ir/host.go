package ir

import (
	"fmt"
	"strconv"
	"strings"

	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// A hostOp is an instruction of the host as inline assembly. [SDM 2]
type hostOp struct {
	asm, constraints string
	effect           hostEffect
}

// A hostEffect says what a host instruction does besides computing.
type hostEffect uint8

const (
	hostPure   hostEffect = iota // nothing
	hostFloat                    // reads and writes the modes and flags of floating point
	hostMemory                   // reads or writes guest memory, or faults
	hostString                   // the same, a repeated string instruction
)

// hostOps are the host instructions by name. Addresses of guest memory are I64.
var hostOps = map[string]hostOp{
	// Division: low and high half of the dividend, divisor; quotient and
	// remainder. It faults where the guest's does.
	"div8":   {"divb $2", "={ax},0,q", hostMemory},
	"idiv8":  {"idivb $2", "={ax},0,q", hostMemory},
	"div16":  {"divw $4", "={ax},={dx},0,1,r", hostMemory},
	"idiv16": {"idivw $4", "={ax},={dx},0,1,r", hostMemory},
	"div32":  {"divl $4", "={ax},={dx},0,1,r", hostMemory},
	"idiv32": {"idivl $4", "={ax},={dx},0,1,r", hostMemory},
	"rdtsc":  {"rdtsc", "={ax},={dx}", hostFloat},

	// Conversions of which LLVM knows only forms without flags.
	"cvttsd2si": {"cvttsd2si $1, $0", "=r,x", hostFloat},
	"cvttss2si": {"cvttss2si $1, $0", "=r,x", hostFloat},
	"cvtsd2si":  {"cvtsd2si $1, $0", "=r,x", hostFloat},
	"cvtss2si":  {"cvtss2si $1, $0", "=r,x", hostFloat},
	"cvtsi2sd":  {"cvtsi2sd $1, $0", "=x,r", hostFloat},
	"cvtsi2ss":  {"cvtsi2ss $1, $0", "=x,r", hostFloat},

	// MXCSR, and a word of the guest state that the runtime changes by itself. The
	// argument is an offset in the state, for MXCSR that of a word to put it in.
	"mxcsr": {"stmxcsr %gs:${1:c}; movl %gs:${1:c}, $0", "=r,i", hostFloat},
	"state": {"movl %gs:${1:c}, $0", "=r,i", hostFloat},

	// Strings. Further operands say whether addresses fall and, in R8 and only for
	// handlers of faults, how much is to be done later. Destination, source, count:
	"movs8":  {"rep movsb", moving, hostString},
	"movs16": {"rep movsw", moving, hostString},
	"movs32": {"rep movsl", moving, hostString},
	// destination, count:
	"stos8":  {"rep stosb", "={di},={cx},0,1,q,{ax}", hostString},
	"stos16": {"rep stosw", "={di},={cx},0,1,q,{ax}", hostString},
	"stos32": {"rep stosl", "={di},={cx},0,1,q,{ax}", hostString},
	// value, source, count:
	"lods8":  {"rep lodsb", "={ax},={si},={cx},0,1,2,q", hostString},
	"lods16": {"rep lodsw", "={ax},={si},={cx},0,1,2,q", hostString},
	"lods32": {"rep lodsl", "={ax},={si},={cx},0,1,2,q", hostString},
	// value, destination, count; the first result is the flags, as LAHF gives
	// them, and OF in the lowest byte:
	"repescas8":   {"repe scasb", scanning, hostString},
	"repescas16":  {"repe scasw", scanning, hostString},
	"repescas32":  {"repe scasl", scanning, hostString},
	"repnescas8":  {"repne scasb", scanning, hostString},
	"repnescas16": {"repne scasw", scanning, hostString},
	"repnescas32": {"repne scasl", scanning, hostString},
	// destination, source, count; the first result is the flags:
	"repecmps8":   {"repe cmpsb", comparing, hostString},
	"repecmps16":  {"repe cmpsw", comparing, hostString},
	"repecmps32":  {"repe cmpsl", comparing, hostString},
	"repnecmps8":  {"repne cmpsb", comparing, hostString},
	"repnecmps16": {"repne cmpsw", comparing, hostString},
	"repnecmps32": {"repne cmpsl", comparing, hostString},

	// x87. An instruction that pops its operand clobbers it.
	"fst32":   {"fstps ($0)", "r,{st},~{st}", hostMemory},
	"fst64":   {"fstpl ($0)", "r,{st},~{st}", hostMemory},
	"fst80":   {"fstpt ($0)", "r,{st},~{st}", hostMemory},
	"fist16":  {"fistps ($0)", "r,{st},~{st}", hostMemory},
	"fist32":  {"fistpl ($0)", "r,{st},~{st}", hostMemory},
	"fist64":  {"fistpll ($0)", "r,{st},~{st}", hostMemory},
	"fistt16": {"fisttps ($0)", "r,{st},~{st}", hostMemory},
	"fistt32": {"fisttpl ($0)", "r,{st},~{st}", hostMemory},
	"fistt64": {"fisttpll ($0)", "r,{st},~{st}", hostMemory},
	"fbst":    {"fbstp ($0)", "r,{st},~{st}", hostMemory},
	"fbld":    {"fbld ($1)", "={st},r", hostMemory},
	"fld1":    {"fld1", "={st}", hostPure},
	"fldz":    {"fldz", "={st}", hostPure},
	"fldl2t":  {"fldl2t", "={st}", hostFloat},
	"fldl2e":  {"fldl2e", "={st}", hostFloat},
	"fldpi":   {"fldpi", "={st}", hostFloat},
	"fldlg2":  {"fldlg2", "={st}", hostFloat},
	"fldln2":  {"fldln2", "={st}", hostFloat},
	"f2xm1":   {"f2xm1", "={st},0", hostFloat},
	"frndint": {"frndint", "={st},0", hostFloat},
	"fscale":  {"fscale", "={st},0,{st(1)}", hostFloat},
	"fsin":    {"fsin; fnstsw %ax", "={st},={ax},0", hostFloat},
	"fcos":    {"fcos; fnstsw %ax", "={st},={ax},0", hostFloat},
	"fprem":   {"fprem; fnstsw %ax", "={st},={ax},0,{st(1)}", hostFloat},
	"fprem1":  {"fprem1; fnstsw %ax", "={st},={ax},0,{st(1)}", hostFloat},
	"fyl2x":   {"fyl2x", "={st},0,{st(1)},~{st(1)}", hostFloat},
	"fyl2xp1": {"fyl2xp1", "={st},0,{st(1)},~{st(1)}", hostFloat},
	"fpatan":  {"fpatan", "={st},0,{st(1)},~{st(1)}", hostFloat},
	"fptan":   {"fptan", "={st},={st(1)},0", hostFloat},
	"fsincos": {"fsincos", "={st},={st(1)},0", hostFloat},
	"fxtract": {"fxtract", "={st},={st(1)},0", hostFloat},
	// The status word after what says whether an operand is out of range.
	"frange": {"fsin; fnstsw %ax; fstp %st(0)", "={ax},{st},~{st}", hostFloat},
	"fxam":   {"fxam; fnstsw %ax", "={ax},{st}", hostFloat},
	"ftst":   {"ftst; fnstsw %ax", "={ax},{st}", hostFloat},
	"fnstsw": {"fnstsw %ax", "={ax}", hostFloat},
	"fnclex": {"fnclex", "", hostFloat},
	"fldcw":  {"fldcw ($0)", "r", hostMemory},

	"pblendvb":   {"pblendvb %xmm0, $2, $0", "=x,0,x,{xmm0}", hostPure},
	"blendvps":   {"blendvps %xmm0, $2, $0", "=x,0,x,{xmm0}", hostPure},
	"blendvpd":   {"blendvpd %xmm0, $2, $0", "=x,0,x,{xmm0}", hostPure},
	"maskmovdqu": {"addr32 maskmovdqu $2, $1", "{di},x,x", hostMemory},
	"ldmxcsr":    {"ldmxcsr ($0)", "r", hostMemory},
	"stmxcsr":    {"stmxcsr ($0)", "r", hostMemory},
	"clflush":    {"clflush ($0)", "r", hostMemory},

	"crc32b": {"crc32b $2, $0", "=r,0,q", hostPure},
	"crc32w": {"crc32w $2, $0", "=r,0,r", hostPure},
	"crc32l": {"crc32l $2, $0", "=r,0,r", hostPure},
}

// Vector instructions by what they take: two vectors, the first of which the
// result replaces; one vector; a vector and a general register; a vector, giving
// a general register; two vectors and an immediate.
const (
	vectorPairs = `punpcklbw punpcklwd punpckldq packsswb pcmpgtb pcmpgtw pcmpgtd packuswb punpckhbw punpckhwd punpckhdq
		packssdw punpcklqdq punpckhqdq pcmpeqb pcmpeqw pcmpeqd psrlw psrld psrlq paddq pmullw psubusb psubusw pminub paddusb
		paddusw pmaxub pavgb psraw psrad pavgw pmulhuw pmulhw psubsb psubsw pminsw paddsb paddsw pmaxsw psllw pslld psllq
		pmuludq pmaddwd psadbw psubb psubw psubd psubq paddb paddw paddd pshufb phaddw phaddd phaddsw pmaddubsw phsubw
		phsubd phsubsw psignb psignw psignd pmulhrsw pmuldq pcmpeqq packusdw pcmpgtq pminsb pminsd pminuw pminud pmaxsb
		pmaxsd pmaxuw pmaxud pmulld unpcklps unpckhps unpcklpd unpckhpd aesenc aesenclast aesdec aesdeclast`
	floatPairs = `addps mulps subps minps divps maxps addpd mulpd subpd minpd divpd maxpd haddpd haddps hsubpd hsubps
		addsubpd addsubps sqrtss rsqrtss rcpss addss mulss cvtss2sd subss minss divss maxss sqrtsd addsd mulsd cvtsd2ss subsd
		minsd divsd maxsd`
	vectorSingles = `pabsb pabsw pabsd pmovsxbw pmovsxbd pmovsxbq pmovsxwd pmovsxwq pmovsxdq pmovzxbw pmovzxbd pmovzxbq
		pmovzxwd pmovzxwq pmovzxdq phminposuw aesimc`
	floatSingles    = `sqrtps sqrtpd rsqrtps rcpps cvtps2pd cvtpd2ps cvtdq2ps cvtps2dq cvttps2dq cvttpd2dq cvtdq2pd cvtpd2dq`
	toVectors       = `cvtsi2ss cvtsi2sd`
	toIntegers      = `cvttss2si cvttsd2si cvtss2si cvtsd2si`
	masks           = `movmskps movmskpd pmovmskb`
	immediates      = `shufps shufpd blendps blendpd pblendw palignr insertps mpsadbw pclmulqdq`
	floatImmediates = `cmpps cmppd cmpss cmpsd roundss roundsd dpps dppd`
	// These take their second vector and the immediate only; these the first.
	secondImmediates      = `pshufd pshufhw pshuflw aeskeygenassist`
	floatSecondImmediates = `roundps roundpd`
	firstImmediates       = `psrldq pslldq`
)

func init() {
	for _, family := range []struct {
		names, operands, constraints string
		effect                       hostEffect
	}{
		{vectorPairs, " $2, $0", "=x,0,x", hostPure},
		{floatPairs, " $2, $0", "=x,0,x", hostFloat},
		{vectorSingles, " $1, $0", "=x,x", hostPure},
		{floatSingles, " $1, $0", "=x,x", hostFloat},
		{toVectors, "l $2, $0", "=x,0,r", hostFloat},
		{toIntegers, " $1, $0", "=r,x", hostFloat},
		{masks, " $1, $0", "=r,x", hostPure},
		{immediates, " $$%d, $2, $0", "=x,0,x", hostPure},
		{floatImmediates, " $$%d, $2, $0", "=x,0,x", hostFloat},
		{secondImmediates, " $$%d, $2, $0", "=x,x,x", hostPure},
		{floatSecondImmediates, " $$%d, $2, $0", "=x,x,x", hostFloat},
		{firstImmediates, " $$%d, $0", "=x,0,x", hostPure},
	} {
		for _, name := range strings.Fields(family.names) {
			hostOps[name] = hostOp{name + family.operands, family.constraints, family.effect}
		}
	}
}

// HostImm implements Builder. An immediate that is not known is passed to a C
// function of the runtime.
func (f *Func) HostImm(name string, imm, x, y Value) Value {
	op, ok := hostOps[name]
	if !ok {
		panic("BUG: no host instruction " + name)
	}
	if !imm.known {
		return f.Helper(V128, "rt_"+name, x, y, imm)
	}
	op.asm = fmt.Sprintf(op.asm, imm.bits&0xff)
	if op.effect != hostPure {
		f.commit()
	}
	return f.inlineAsm(op, []Type{V128}, f.values([]Value{x, y}))[0]
}

// Constraints of the string instructions with two addresses, and of those that
// leave flags.
const (
	moving    = "={di},={si},={cx},0,1,2,q"
	scanning  = "={ax},={di},={cx},0,1,2,q"
	comparing = "=&{ax},={di},={si},={cx},1,2,3,q"
)

// repeated returns the assembly of a string instruction in both directions.
// Its addresses are 32 bits, as the guest's.
func (op hostOp) repeated() string {
	outputs := strings.Count(op.constraints, "=")
	inputs := strings.Count(op.constraints, ",") + 1 - outputs
	falls := outputs + inputs - 1
	if strings.HasSuffix(op.constraints, "q,{ax}") {
		falls--
	}
	up, down := "addr32 "+op.asm, "std; addr32 "+op.asm+"; cld"
	if loop, size := op.stringLoop(); loop != nil {
		down = loop(-size)
		if size > 1 {
			up = fmt.Sprintf("cmpl $$%d, %%ecx; ja 3f; %s; jmp 2f; 3: %s", fewElements, loop(size), up)
		}
	}
	flags := ""
	if op.constraints == scanning || op.constraints == comparing {
		flags = "; lahf; seto %al"
	}
	return fmt.Sprintf("testb $%d, $%[1]d; jne 1f; %s; jmp 2f; 1: %s; 2:%s", falls, up, down, flags)
}

// fewElements are so few that a loop is faster than a repeated host instruction
// that moves more than bytes: these take 25 cycles to start on an Intel Xeon, and
// 165 where addresses fall.
const fewElements = 16

// stringLoop returns a loop that does what a string instruction does, for the
// distance from one element to the next, and the size of an element; nil where
// there is none. Its registers count as those of the instruction, and accesses
// have a DS prefix, by which the handler of a fault knows that.
func (op hostOp) stringLoop() (loop func(step int) string, size int) {
	kind := op.asm[len(op.asm)-1:]
	t := map[string]struct {
		size             int
		scratch, element string
	}{"b": {1, "%r9b", "%al"}, "w": {2, "%r9w", "%ax"}, "l": {4, "%r9d", "%eax"}}[kind]
	var body string
	switch op.asm {
	case "rep movs" + kind:
		body = fmt.Sprintf("ds mov%s (%%esi), %s; ds mov%[1]s %[2]s, (%%edi); leal STEP(%%rsi), %%esi; ", kind, t.scratch)
	case "rep stos" + kind:
		body = fmt.Sprintf("ds mov%s %s, (%%edi); ", kind, t.element)
	default:
		return nil, 0
	}
	body = "jecxz 2f; 4: " + body + "leal STEP(%rdi), %edi; decl %ecx; jne 4b"
	return func(step int) string { return strings.ReplaceAll(body, "STEP", strconv.Itoa(step)) }, t.size
}

// Host implements Builder.
func (f *Func) Host(name string, results []Type, args ...Value) []Value {
	op, ok := hostOps[name]
	if !ok {
		panic("BUG: no host instruction " + name)
	}
	if op.effect != hostPure {
		f.commit()
		f.forgetLoads()
	}
	return f.inlineAsm(op, results, f.values(args))
}

// inlineAsm emits op.
func (f *Func) inlineAsm(op hostOp, results []Type, args []value.Value) []Value {
	var ret types.Type = types.Void
	var fields []types.Type
	for _, t := range results {
		fields = append(fields, llvmTypes[t])
	}
	switch len(fields) {
	case 0:
	case 1:
		ret = fields[0]
	default:
		ret = types.NewStruct(fields...)
	}
	params := make([]types.Type, len(args))
	for i, a := range args {
		params[i] = a.Type()
	}
	if op.effect == hostString {
		op.asm = op.repeated()
		op.constraints += ",{r8},~{r9}"
	}
	constraints := strings.TrimPrefix(op.constraints+",~{dirflag},~{fpsr},~{flags}", ",")
	if op.effect == hostMemory || op.effect == hostString {
		constraints += ",~{memory}"
	}
	asm := llir.NewInlineAsm(types.NewPointer(types.NewFunc(ret, params...)), op.asm, constraints)
	asm.SideEffect = op.effect != hostPure
	call := f.cur.NewCall(asm, args...)
	call.Metadata = f.here()
	call.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrNoUnwind}
	switch op.effect {
	case hostPure:
		call.FuncAttrs = append(call.FuncAttrs, enum.FuncAttrReadNone)
	case hostFloat:
		call.FuncAttrs = append(call.FuncAttrs, enum.FuncAttrInaccessibleMemOnly)
	}
	out := make([]Value, len(results))
	for i, t := range results {
		out[i] = Value{typ: t, v: call}
		if len(results) > 1 {
			out[i].v = f.cur.NewExtractValue(call, uint64(i))
		}
	}
	return out
}

// lanes returns v as a vector of elements of type t.
func (f *Func) lanes(t Type, v Value) value.Value {
	vec := types.NewVector(uint64(128/t.Bits()), llvmTypes[t])
	return f.cur.NewBitCast(f.value(v), vec)
}

// Lane implements Builder.
func (f *Func) Lane(t Type, v, i Value) Value {
	return Value{typ: t, v: f.cur.NewExtractElement(f.lanes(t, v), f.value(i))}
}

// SetLane implements Builder.
func (f *Func) SetLane(v, i, x Value) Value {
	r := f.cur.NewInsertElement(f.lanes(x.typ, v), f.value(x), f.value(i))
	return Value{typ: V128, v: f.cur.NewBitCast(r, llvmTypes[V128])}
}
