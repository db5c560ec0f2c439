package ir

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// reserved begin symbols that mean something to others: to the runtime, to LLVM,
// to assemblers and to linkers. Digits begin LLVM's numbers for what has no name.
var reserved = []string{
	"xlat_", "rt_", "llvm.", ".", "_GLOBAL_OFFSET_TABLE_", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
}

// Symbol returns the host's symbol for the guest's function of a name, which may
// hold any bytes. It is the name where that is possible; otherwise bytes stand as
// %XX, so that different names have different symbols. A symbol can be written
// between quotes in LLVM IR and in assembly, and no other symbol of the output,
// nor one with what '%' and a small letter begin behind it, is the same.
func Symbol(name string) string {
	var w strings.Builder
	escape := func(n int) {
		for i := range n {
			fmt.Fprintf(&w, "%%%02X", name[i])
		}
		name = name[n:]
	}
	for _, r := range reserved {
		if strings.HasPrefix(name, r) {
			escape(1)
			break
		}
	}
	for len(name) > 0 {
		r, n := utf8.DecodeRuneInString(name)
		// Behind '@' linkers look for a version.
		if r == utf8.RuneError && n == 1 || !strconv.IsPrint(r) || strings.ContainsRune(`"\%@`, r) {
			escape(n)
			continue
		}
		w.WriteString(name[:n])
		name = name[n:]
	}
	return w.String()
}
