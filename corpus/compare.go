package corpus

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Diff says in a few lines how got differs from want, or nothing if it does
// not.
func Diff(want, got *Result) string {
	var b strings.Builder
	if want.Status != got.Status {
		fmt.Fprintf(&b, "status: want %s, got %s\n", want.Status, got.Status)
	}
	diffBytes(&b, "stdout", want.Stdout, got.Stdout)
	diffBytes(&b, "stderr", want.Stderr, got.Stderr)
	diffFiles(&b, want.Files, got.Files)
	return b.String()
}

func diffFiles(b *strings.Builder, want, got map[string]File) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		w := want[name]
		g, ok := got[name]
		switch {
		case !ok:
			fmt.Fprintf(b, "file %s: missing\n", name)
		case w.Mode != g.Mode:
			fmt.Fprintf(b, "file %s: want mode %v, got %v\n", name, w.Mode, g.Mode)
		case w.Target != g.Target:
			fmt.Fprintf(b, "file %s: want link to %s, got %s\n", name, w.Target, g.Target)
		default:
			diffBytes(b, "file "+name, w.Data, g.Data)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			fmt.Fprintf(b, "file %s: not expected\n", name)
		}
	}
}

// diffBytes shows where two byte strings part: lines of text, or bytes.
func diffBytes(b *strings.Builder, name string, want, got []byte) {
	if bytes.Equal(want, got) {
		return
	}
	if !utf8.Valid(want) || !utf8.Valid(got) {
		diffBinary(b, name, want, got)
		return
	}
	diffText(b, name, want, got)
}

const shownLines, shownWidth = 4, 200

func diffText(b *strings.Builder, name string, want, got []byte) {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	at := 0
	for at < len(w) && at < len(g) && w[at] == g[at] {
		at++
	}
	fmt.Fprintf(b, "%s differs from line %d (want %d lines, got %d):\n", name, at+1, len(w), len(g))
	if at > 0 {
		showLines(b, " ", w[at-1:at])
	}
	showLines(b, "-", w[at:min(at+shownLines, len(w))])
	showLines(b, "+", g[at:min(at+shownLines, len(g))])
}

func showLines(b *strings.Builder, mark string, lines []string) {
	for _, l := range lines {
		if len(l) > shownWidth {
			l = l[:shownWidth] + "…"
		}
		fmt.Fprintf(b, "\t%s %s\n", mark, l)
	}
}

func diffBinary(b *strings.Builder, name string, want, got []byte) {
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	show := func(p []byte) []byte { return p[min(at, len(p)):min(at+16, len(p))] }
	fmt.Fprintf(b, "%s differs from byte %#x (want %d bytes, got %d):\n\t- % x\n\t+ % x\n",
		name, at, len(want), len(got), show(want), show(got))
}
