package cfg

// markLoops marks the heads of loops where lifted code has to look for events:
// of those that run without a call or a service in them, because calls do so
// themselves, or with all of all. The heads are found as the targets of edges
// that lead back to a block on the path of a depth-first walk.
func markLoops(f *Func, all bool) {
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
		path := []visit{{root, f.successors(root, all)}}
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
				path = append(path, visit{next, f.successors(next, all)})
			case onPath:
				f.Blocks[next].Loop, f.Blocks[next].Entry = true, true
			}
		}
	}
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
