package cfg

// markLoops marks where lifted code has to look for events in loops that run
// without a call or a service in them, because calls do so themselves, or in all
// with all: at their heads, or, where only computed jumps close them, there.
func markLoops(f *Func, all bool) {
	closings(f, func(i int) []int { return f.successors(i, all) }, func(head int) {
		f.Blocks[head].Loop, f.Blocks[head].Entry = true, true
	})
	computed := f.computed()
	unmarked := func(i int) []int {
		switch b := &f.Blocks[i]; {
		case b.Loop:
			return nil
		case b.mayJump():
			return append(f.successors(i, all), computed...)
		}
		return f.successors(i, all)
	}
	closings(f, unmarked, func(int) { f.JumpsLoop = true })
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
