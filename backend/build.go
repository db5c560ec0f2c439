package backend

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"translate/ir"
	rt "translate/runtime"
)

// Options say how to compile.
type Options struct {
	Level    int    // 0 to 3
	Jobs     int    // tools run at once, at least 1
	CPU      string // LLVM's name of the host CPU, or "native"
	Tools    *Toolchain
	WorkDir  string                        // for temporary files; exists
	Progress func(done, total int)         // called as guest bytes are compiled; may be nil
	Keep     func(kind, path string) error // called with each "ll", "asm" or "obj" file that Emit asks for
	Emit     map[string]bool
}

// A Result says what building did.
type Result struct {
	Shards             int
	LiftTime, LLVMTime time.Duration // summed over shards
	LinkTime           time.Duration
	OutputBytes        int64
}

// shardSize is how many bytes of guest code one run of LLVM compiles: enough
// that starting its tools (30 ms) is no matter, little enough to balance.
const shardSize = 48 << 10

// Build compiles in and writes the executable to out, which must not exist.
func Build(ctx context.Context, in *Input, out string, opt Options) (*Result, error) {
	archive, err := rt.Archive(in.Runtime)
	if err != nil {
		return nil, err
	}
	b := newBuilder(in, opt)
	if err := b.scan(); err != nil {
		return nil, err
	}
	objects, err := b.compileShards(ctx)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	if err := b.link(ctx, out, archive, objects); err != nil {
		return nil, err
	}
	b.res.LinkTime = time.Since(start)
	if st, err := os.Stat(out); err == nil {
		b.res.OutputBytes = st.Size()
	}
	return b.res, nil
}

type builder struct {
	in      *Input
	opt     Options
	program *ir.Program
	mu      sync.Mutex // guards res
	res     *Result
	done    atomic.Int64
}

func newBuilder(in *Input, opt Options) *builder {
	return &builder{in: in, opt: opt, program: ir.NewProgram(in.Guest, newLinker(in), in.Exact), res: &Result{}}
}

// scan finds which registers the functions of the program use.
func (b *builder) scan() error {
	var wg sync.WaitGroup
	errs := make([]error, max(1, b.opt.Jobs))
	for j := range errs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := j; i < len(b.in.Funcs) && errs[j] == nil; i += len(errs) {
				f := &b.in.Funcs[i]
				errs[j] = lifting(f, func() {
					spec, block := f.Shape()
					b.program.Scan(spec, block)
				})
			}
		}()
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	b.program.Solve()
	return nil
}

// lifting calls do, which works on f, and turns a panic into an error.
func lifting(f *Func, do func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &LiftError{f.Name, r, debug.Stack()}
		}
	}()
	do()
	return nil
}

// shards splits the functions into groups of about shardSize, in order, so
// that the result does not depend on the number of jobs.
func (b *builder) shards() [][]Func {
	var shards [][]Func
	size, first := 0, 0
	for i, f := range b.in.Funcs {
		if size > 0 && size+f.Size > shardSize {
			shards = append(shards, b.in.Funcs[first:i])
			size, first = 0, i
		}
		size += f.Size
	}
	return append(shards, b.in.Funcs[first:])
}

// compileShards compiles all shards and returns their objects in order.
func (b *builder) compileShards(parent context.Context) ([]string, error) {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	shards := b.shards()
	b.res.Shards = len(shards)
	objects := make([]string, len(shards))
	work := make(chan int)
	var wg sync.WaitGroup
	for range max(1, b.opt.Jobs) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range work {
				obj, err := b.compileShard(ctx, i, shards[i])
				if err != nil {
					cancel(err)
				}
				objects[i] = obj
			}
		}()
	}
	for i := range shards {
		if ctx.Err() != nil {
			break
		}
		work <- i
	}
	close(work)
	wg.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return objects, nil
}

// A LiftError is a panic while a function was lifted: a bug of translate.
type LiftError struct {
	Func  string
	Cause any
	Stack []byte
}

func (e *LiftError) Error() string { return fmt.Sprintf("lifting %s: %v", e.Func, e.Cause) }

// lift builds the unit of a shard.
func (b *builder) lift(i int, funcs []Func) (*ir.Unit, error) {
	u := ir.NewUnit(b.program)
	if i == 0 {
		u.AddSupport()
	}
	for i := range funcs {
		err := lifting(&funcs[i], func() {
			spec, block := funcs[i].Shape()
			u.Lift(spec, block)
		})
		if err != nil {
			return nil, err
		}
	}
	return u, nil
}

// compileShard lifts, optimizes and assembles the functions of shard i.
func (b *builder) compileShard(ctx context.Context, i int, funcs []Func) (string, error) {
	start := time.Now()
	u, err := b.lift(i, funcs)
	if err != nil {
		return "", err
	}
	var text bytes.Buffer
	if _, err := u.WriteTo(&text); err != nil {
		return "", fmt.Errorf("printing LLVM IR: %w", err)
	}
	lifted := time.Now()
	obj, err := b.runLLVM(ctx, i, text.Bytes())
	if err != nil {
		return "", err
	}
	size := 0
	for _, f := range funcs {
		size += f.Size
	}
	b.mu.Lock()
	b.res.LiftTime += lifted.Sub(start)
	b.res.LLVMTime += time.Since(lifted)
	b.mu.Unlock()
	b.progress(size)
	return obj, nil
}

func (b *builder) progress(size int) {
	done := b.done.Add(int64(size))
	if b.opt.Progress == nil {
		return
	}
	total := 0
	for _, f := range b.in.Funcs {
		total += f.Size
	}
	b.opt.Progress(int(done), total)
}

// runLLVM compiles the text of shard i to an object file.
func (b *builder) runLLVM(ctx context.Context, i int, text []byte) (string, error) {
	base := filepath.Join(b.opt.WorkDir, fmt.Sprintf("shard%03d", i))
	ll, bc, obj := base+".ll", base+".bc", base+".o"
	if err := os.WriteFile(ll, text, 0o600); err != nil {
		return "", fmt.Errorf("writing LLVM IR: %w", err)
	}
	t := b.opt.Tools
	if err := t.run(ctx, nil, "opt", append(b.opt.optFlags(), ll, "-o", bc)...); err != nil {
		return "", err
	}
	llc := append(b.opt.llcFlags(), "-relocation-model=pic", bc)
	if b.opt.Emit["asm"] {
		if err := t.run(ctx, nil, "llc", append(llc, "-filetype=asm", "-o", base+".s")...); err != nil {
			return "", err
		}
	}
	if err := t.run(ctx, nil, "llc", append(llc, "-filetype=obj", "-o", obj)...); err != nil {
		return "", err
	}
	for kind, path := range map[string]string{"ll": ll, "asm": base + ".s", "obj": obj} {
		if b.opt.Emit[kind] {
			if err := b.opt.Keep(kind, path); err != nil {
				return "", err
			}
		}
	}
	return obj, nil
}
