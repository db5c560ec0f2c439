package backend

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Inspect returns what the functions funcs of in look like after a stage: as
// "lift" makes them, as "opt" leaves them, or as "asm" of the host.
func Inspect(ctx context.Context, in *Input, funcs []Func, stage string, opt Options) ([]byte, error) {
	b := newBuilder(in, opt)
	if err := b.scan(); err != nil {
		return nil, err
	}
	u, err := b.lift(1, funcs)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if _, err := u.WriteTo(&text); err != nil {
		return nil, fmt.Errorf("printing LLVM IR: %w", err)
	}
	if stage == "lift" {
		return text.Bytes(), nil
	}
	ll, err := writeFile(opt.WorkDir, "inspect.ll", text.Bytes())
	if err != nil {
		return nil, err
	}
	out := filepath.Join(opt.WorkDir, "inspect."+stage)
	for _, c := range inspections(ll, out, stage, opt) {
		if err := opt.Tools.run(ctx, nil, c[0], c[1:]...); err != nil {
			return nil, err
		}
	}
	return os.ReadFile(out)
}

// inspections returns the commands that bring the IR in ll to a stage.
func inspections(ll, out, stage string, opt Options) [][]string {
	optimize := append([]string{"opt"}, opt.optFlags()...)
	if stage == "opt" {
		return [][]string{append(optimize, "-S", ll, "-o", out)}
	}
	bc := out + ".bc"
	compile := append([]string{"llc"}, opt.llcFlags()...)
	return [][]string{
		append(optimize, ll, "-o", bc),
		append(compile, "-relocation-model=static", bc, "-filetype=asm", "-o", out),
	}
}
