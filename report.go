package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"translate/backend"
	"translate/frontend"
)

// report is what --report prints.
type report struct {
	Program    string     `json:"program"`
	Machine    string     `json:"machine"`
	System     string     `json:"system"`
	Functions  int        `json:"functions"`
	GuestBytes int        `json:"guest_bytes"` // of code that was found
	Lifted     int        `json:"lifted_bytes"`
	Entries    int        `json:"entries"`
	Unlifted   []unlifted `json:"unlifted"`
	Warnings   []string   `json:"warnings"`
	Shards     int        `json:"shards"`
	Output     int64      `json:"output_bytes"`
	Seconds    struct {
		Discovery float64 `json:"discovery"`
		Lift      float64 `json:"lift"`
		LLVM      float64 `json:"llvm"`
		Link      float64 `json:"link"`
	} `json:"seconds"`
}

// unlifted is what in code is no known instruction.
type unlifted struct {
	PC       uint32 `json:"pc"`
	Code     string `json:"code"` // in hexadecimal
	Function string `json:"function"`
	Offset   uint32 `json:"offset"`
}

// newReport collects the facts of a translation.
func newReport(code *frontend.Code, result *backend.Result) *report {
	img := code.Image
	r := &report{
		Program: img.Path, Machine: img.Machine.String(), System: img.System.String(),
		Functions: len(code.Funcs), Entries: len(code.Entries),
		Unlifted: []unlifted{}, Warnings: append([]string{}, img.Warnings...),
		Shards: result.Shards, Output: result.OutputBytes,
	}
	r.Seconds.Lift = result.LiftTime.Seconds()
	r.Seconds.LLVM = result.LLVMTime.Seconds()
	r.Seconds.Link = result.LinkTime.Seconds()
	for _, f := range code.Funcs {
		r.GuestBytes += int(f.End - f.Start)
		for _, u := range code.Machine.Unlifted(f) {
			r.Unlifted = append(r.Unlifted, unlifted{u.PC, hex.EncodeToString(u.Code), f.Name, u.PC - f.Start})
			r.Lifted -= len(u.Code)
		}
	}
	r.Lifted += r.GuestBytes
	return r
}

// print writes the report as text or JSON.
func (r *report) print(w io.Writer, format string) error {
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	for _, u := range r.Unlifted {
		fmt.Fprintf(w, "0x%08x (%s+0x%x): %s: no lift; SIGILL if reached\n", u.PC, oneLine(u.Function), u.Offset, u.Code)
	}
	for _, m := range r.Warnings {
		fmt.Fprintf(w, "%s\n", m)
	}
	_, err := fmt.Fprintf(w, "%s: %s %s: %d functions, %d of %d bytes of code lifted, %d entries, %d instructions not lifted\n"+
		"output: %d bytes from %d shards\n"+
		"seconds, summed over shards: discovery %.2f, lift %.2f, LLVM %.2f, link %.2f\n",
		oneLine(r.Program), r.Machine, r.System, r.Functions, r.Lifted, r.GuestBytes, r.Entries, len(r.Unlifted),
		r.Output, r.Shards, r.Seconds.Discovery, r.Seconds.Lift, r.Seconds.LLVM, r.Seconds.Link)
	return err
}
