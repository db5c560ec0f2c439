package x86

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// slotSize is the distance of random instructions in a disassembly; what
// follows one is filled with nops.
const slotSize = 32

// TestLengths compares the lengths of random instructions with objdump's, and
// whether they are instructions at all.
func TestLengths(t *testing.T) {
	objdump, err := exec.LookPath("objdump")
	if err != nil {
		t.Skip("objdump is missing")
	}
	n := 40000
	if testing.Short() {
		n = 4000
	}
	rng := rand.New(rand.NewPCG(1, 2))
	code := bytes.Repeat([]byte{0x90}, n*slotSize)
	for i := range n {
		randomInsn(rng, code[i*slotSize:])
	}
	file := filepath.Join(t.TempDir(), "code")
	if err := os.WriteFile(file, code, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(objdump, "-D", "-b", "binary", "-m", "i386", "--insn-width=16", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := parseObjdump(string(out))
	bad := 0
	for i := range n {
		at := i * slotSize
		l, ok := lines[at]
		if !ok {
			t.Fatalf("no line for offset %#x", at)
		}
		in, lifted := Decode(code[at : at+maxLen])
		if reason := disagree(&in, lifted, l); reason != "" {
			t.Errorf("% x: %s: ours %s (%d bytes), objdump %q (%d)", code[at:at+12], reason, name(&in, lifted), in.Len, l.text, l.length)
			if bad++; bad > 40 {
				t.FailNow()
			}
		}
	}
}

func name(in *Inst, ok bool) string {
	if !ok {
		return "none"
	}
	return in.String(0)
}

// randomInsn writes a random opcode of one of the maps, with prefixes now and
// then, and random bytes after it.
func randomInsn(rng *rand.Rand, b []byte) {
	n := 0
	for rng.IntN(4) == 0 && n < 3 {
		b[n] = []byte{0x66, 0xf2, 0xf3, 0x64, 0xf0, 0x67}[rng.IntN(6)]
		n++
	}
	switch rng.IntN(6) {
	case 0, 1:
		b[n] = 0x0f
		n++
	case 2:
		if rng.IntN(4) == 0 {
			b[n], b[n+1] = 0x0f, []byte{0x38, 0x3a}[rng.IntN(2)]
			n += 2
		}
	}
	for range 10 {
		b[n] = byte(rng.Uint32())
		n++
	}
}

// A disassembled is one line of objdump.
type disassembled struct {
	length int
	text   string
}

var objdumpLine = regexp.MustCompile(`(?m)^\s*([0-9a-f]+):\t((?:[0-9a-f]{2} )+)\s*\t?(.*)$`)

func parseObjdump(out string) map[int]disassembled {
	lines := map[int]disassembled{}
	for _, m := range objdumpLine.FindAllStringSubmatch(out, -1) {
		at, _ := strconv.ParseUint(m[1], 16, 32)
		lines[int(at)] = disassembled{len(strings.Fields(m[2])), m[3]}
	}
	return lines
}

// unlifted are instructions of processors that this one is not.
var unlifted = regexp.MustCompile(`^(v|k[a-z]+[bwdq] |lfs|lgs|lss|les|lds|l[gil]dt|lcall|ljmp|lret|iret|arpl|lar|lsl|s[gil]dt|str |ver[rw]|smsw|lmsw|` +
	`sys|rsm|inv|mov.*%([cdt]r|db)|cvt|a(add|and|or|xor) |stac|clac|ltr|clgi|stgi|serialize|rdpmc|getsec|rd[mt]|wrmsr|clts|cl[ui]|st[ui]|x(save|rstor|get|set|beg|abo|end|test|sus|res)|bnd|tzcnt|lzcnt|ad[co]x|bl|` +
	`p(rdtscp|config|twrite|commit|fetch)|f(emms|nsetpm|rstpm|eni|nop|disi)|mon|mwait|sha|gf2|enc|inc[ds]sp|wr|sav|rstor|setss|clr|cl(flush|wb|zero|demote)|ud|` +
	`.*%x?mm[0-7]|emms|fx|ldmxcsr|stmxcsr|[lms]fence|movnt|maskmov|prefetch|rd(rand|seed|pid|pru|fsb|gsb)|h(reset|int)|u(monitor|mwait|nd)|tpause|mov(dir|nt|x)|extrq|insertq|seam|tdcall|loadall|xstore|xcrypt|xsha|montmul|` +
	`pf|pi2|pav|psw|pm.*w.*mm[0-7]$|svts|rsts|svdc|rsdc|svld|rsld|wbinvd|wbn|invd|pvalid|rmp|sk|vm|\.byte|$)`)

// processorsKnow are instructions that objdump does not, or not in all forms.
var processorsKnow = map[string]bool{
	"SALC": true, "NOP": true, "FCOM": true, "FCOMP": true, "FSTP": true, "FXCH": true, "BSF": true, "BSR": true, "WBINVD": true, "INVD": true,
	"LFENCE": true, "MFENCE": true, "SFENCE": true,
}

var prefixNames = regexp.MustCompile(`^((lock|repn?z|rep|data16|addr16|[c-gs]s) +)+`)

// disagree says in what our decoding and objdump's differ, "" for nothing.
func disagree(in *Inst, ok bool, l disassembled) string {
	bad := strings.Contains(l.text, "(bad)") || strings.Contains(l.text, "%?") || l.text == ""
	text := strings.TrimSpace(prefixNames.ReplaceAllString(l.text, ""))
	switch {
	case !ok && (bad || unlifted.MatchString(text) || strings.Contains(l.text, "lock ")):
		return ""
	case !ok:
		return "missing"
	case bad && !processorsKnow[in.Row.Name]:
		return "no instruction"
	case bad:
		return ""
	case int(in.Len) != l.length:
		return "length"
	}
	return ""
}
