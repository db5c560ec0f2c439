package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"translate/frontend"
	"translate/frontend/image"
)

// printIdentity prints what a program is and which probe found its system.
func printIdentity(w io.Writer, img *image.Image) error {
	tw := tabwriter.NewWriter(w, 0, 8, 1, ' ', 0)
	row := func(name, format string, args ...any) {
		fmt.Fprintf(tw, "%s:\t%s\n", name, fmt.Sprintf(format, args...))
	}
	row("program", "%s", oneLine(img.Path))
	row("machine", "%v", img.Machine)
	row("byte order", "%s", byteOrder(img.BigEnd))
	row("ABI", "%s", abi(img))
	row("system", "%v", img.System)
	row("decided by", "%s", img.Probe)
	if img.Linkage == image.Dynamic {
		row("linkage", "%v, by %q", img.Linkage, img.Interp)
	} else {
		row("linkage", "%v", img.Linkage)
	}
	row("entry point", "0x%08x", img.Entry)
	if err := frontend.Supported(img); err != nil {
		row("translation", "no: %s", oneLine(errors.Unwrap(err).Error()))
	} else {
		row("translation", "yes")
	}
	return tw.Flush()
}

func byteOrder(big bool) string {
	if big {
		return "big-endian"
	}
	return "little-endian"
}

// abi names the ABI and the variants of it that matter.
func abi(img *image.Image) string {
	if img.Machine != image.MIPS {
		return img.ABI
	}
	nan := "legacy NaN"
	if img.MIPS.NaN2008 {
		nan = "NaN 2008"
	}
	return fmt.Sprintf("%s, %v, %s", img.ABI, img.MIPS.FPMode, nan)
}
