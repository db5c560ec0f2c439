package cfg

// markLoops marks where lifted code has to look for events in loops that run
// without a call or a service in them, because calls do so themselves, or in all
// with all: at their heads, or, where only computed jumps close them, there.
func markLoops(f *Func, all bool) {
	closings(f, func(i int) []int { return f.successors(i, all) }, func(head int) {
		f.Blocks[head].Loop, f.Blocks[head].Entry = true, true
	})
	closings(f, f.unmarked(func(*Block) bool { return all }), func(int) { f.JumpsLoop = true })
}

// unmarked returns what gives the successors of a block, also by computed jumps, if
// lifted code does not look for events there. They are those after its call or
// service, too, where calls reports true.
func (f *Func) unmarked(calls func(b *Block) bool) func(i int) []int {
	computed := f.computed()
	return func(i int) []int {
		switch b := &f.Blocks[i]; {
		case b.Loop:
			return nil
		case b.mayJump():
			return append(f.successors(i, calls(b)), computed...)
		default:
			return f.successors(i, calls(b))
		}
	}
}

// SkipCalls says that lifted code mostly does something else where f has calls that
// skips chooses. In loops without any other call it looks for events where these
// return.
func (f *Func) SkipCalls(skips func(b *Block) bool) {
	on := f.unmarked(skips)
	for i := range f.Blocks {
		if b := &f.Blocks[i]; skips(b) {
			if n, ok := f.BlockAt(b.End); ok && f.leads(n, i, on) {
				f.Blocks[n].Loop = true
			}
		}
	}
}

// leads reports whether block to can be come to from block from.
func (f *Func) leads(from, to int, successors func(i int) []int) bool {
	seen := map[int]bool{}
	for todo := []int{from}; len(todo) > 0; {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i == to {
			return true
		}
		if !seen[i] {
			seen[i] = true
			todo = append(todo, successors(i)...)
		}
	}
	return false
}

// closings calls found for the target of each edge that leads back to a block on
// the path of a depth-first walk.
func closings(f *Func, successors func(i int) []int, found func(head int)) {
	const (
		fresh = iota
		onPath
		done
	)
	state := make([]uint8, len(f.Blocks))
	type visit struct {
		block int
		succ  []int
	}
	for root := range f.Blocks {
		if state[root] != fresh {
			continue
		}
		state[root] = onPath
		path := []visit{{root, successors(root)}}
		for len(path) > 0 {
			v := &path[len(path)-1]
			if len(v.succ) == 0 {
				state[v.block] = done
				path = path[:len(path)-1]
				continue
			}
			next := v.succ[0]
			v.succ = v.succ[1:]
			switch state[next] {
			case fresh:
				state[next] = onPath
				path = append(path, visit{next, successors(next)})
			case onPath:
				found(next)
			}
		}
	}
}

// mayJump reports whether b may end with a computed jump: one under a condition
// is a branch to the next instruction.
func (b *Block) mayJump() bool {
	return b.Last.Kind == JumpRegister || b.Last.Kind == Branch && b.Last.Target == b.End
}

// computed returns the numbers of the Computed blocks.
func (f *Func) computed() []int {
	var n []int
	for i := range f.Blocks {
		if f.Blocks[i].Computed {
			n = append(n, i)
		}
	}
	return n
}

// successors returns the blocks that block i passes control to other than by a
// computed jump: with calls also those it goes on at after a call or a service.
func (f *Func) successors(i int, calls bool) []int {
	b := &f.Blocks[i]
	var pcs []uint32
	switch b.Last.Kind {
	case Branch:
		pcs = []uint32{b.End, b.Last.Target}
	case Jump:
		pcs = []uint32{b.Last.Target}
	case Plain:
		pcs = []uint32{b.End}
	case Call, CallRegister, Service:
		if calls {
			pcs = []uint32{b.End}
		}
	}
	var s []int
	for _, pc := range pcs {
		if n, ok := f.BlockAt(pc); ok {
			s = append(s, n)
		}
	}
	return s
}
