package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/metadata"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// Guest memory and guest state do not overlap, which LLVM cannot tell from
// addresses: accesses say it (type-based alias analysis).
type aliasTags struct {
	memory, state metadata.MDNode
}

// newAliasTags defines the tags in debug's module.
func newAliasTags(d *debugInfo) aliasTags {
	zero := constant.NewInt(types.I64, 0)
	node := func(fields ...metadata.Field) *metadata.Tuple {
		t := &metadata.Tuple{Fields: fields}
		d.define(t)
		return t
	}
	root := node(&metadata.String{Value: "translate"})
	tag := func(name string) metadata.MDNode {
		t := node(&metadata.String{Value: name}, root, zero)
		return node(t, t, zero)
	}
	return aliasTags{memory: tag("memory"), state: tag("state")}
}

// tagState tags the accesses of f to the guest state.
func (f *Func) tagState() {
	tag := &metadata.Attachment{Name: "tbaa", Node: f.unit.tags.state}
	for _, b := range f.fn.Blocks {
		for _, in := range b.Insts {
			switch in := in.(type) {
			case *llir.InstLoad:
				if inState(in.Src) {
					in.Metadata = append(in.Metadata, tag)
				}
			case *llir.InstStore:
				if inState(in.Dst) {
					in.Metadata = append(in.Metadata, tag)
				}
			}
		}
	}
}

func inState(address value.Value) bool {
	t, ok := address.Type().(*types.PointerType)
	return ok && t.AddrSpace == gs
}

// inMemory tags an access to guest memory.
func (f *Func) inMemory() *metadata.Attachment {
	return &metadata.Attachment{Name: "tbaa", Node: f.unit.tags.memory}
}
