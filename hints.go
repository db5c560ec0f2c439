package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"translate/frontend/image"
)

// readHints takes entries from a file that translated programs wrote as
// XLAT_MISSES told them to. It returns how many concern the program.
func readHints(path string, img *image.Image) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	h := hints{img: img, seen: map[image.Addr]bool{}}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if err := h.line(strings.Fields(lines.Text())); err != nil {
			return 0, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return len(h.seen), lines.Err()
}

// hints is the state of readHints.
type hints struct {
	img  *image.Image
	ours bool // the lines are about the program
	seen map[image.Addr]bool
}

// line reads one line: the program the following ones are about, an address at
// which the interpreter was entered, or something that is no help.
func (h *hints) line(words []string) error {
	switch {
	case len(words) == 0 || words[0] == "lost":
		return nil
	case words[0] == "program" && len(words) >= 3:
		entry, err := address(words[1])
		end, err2 := address(words[2])
		h.ours = entry == h.img.Entry && end == h.img.End()
		return firstError(err, err2)
	case len(words) != 4:
		return fmt.Errorf("%q: want an address, a reason and two numbers", strings.Join(words, " "))
	}
	pc, err := address(words[0])
	if err == nil && h.ours && words[1] == "entry" && !h.seen[pc] {
		h.seen[pc] = true
		h.img.Hints = append(h.img.Hints, pc)
	}
	return err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func address(s string) (image.Addr, error) {
	a, err := strconv.ParseUint(s, 0, 32)
	if err != nil {
		return 0, fmt.Errorf("%q is no address", s)
	}
	return a, nil
}
