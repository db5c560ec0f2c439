package i386

// notGenerated are the instructions that sequences do not have, and why.
var notGenerated = map[string]string{
	"RDTSC": "gives another value each time",
	"CPUID": "tells of the processor of the translator, which has less than the host's",
	"INT":   "a system call, or a signal",
	"INT1":  "a signal",
	"INT3":  "a signal",

	"CALL_PTR": "sequences do not know where they are: corpus/signals/selectors.c",
	"JMP_PTR":  "the same",

	"SLDT": "as the host's kernel and processor have it", "STR": "the same", "SMSW": "the same", "SGDT": "the same", "SIDT": "the same",

	"LMSW": "privileged", "SYSEXIT": "privileged",
	"CLI": "privileged", "STI": "privileged", "HLT": "privileged", "CLTS": "privileged", "INVD": "privileged", "WBINVD": "privileged",
	"RDMSR": "privileged", "WRMSR": "privileged", "IN": "privileged", "OUT": "privileged", "INS": "privileged", "OUTS": "privileged",
	"LLDT": "privileged", "LTR": "privileged", "LGDT": "privileged", "LIDT": "privileged", "INVLPG": "privileged",
	"MOV_CR": "privileged", "MOV_DR": "privileged", "RDPMC": "privileged",
}
