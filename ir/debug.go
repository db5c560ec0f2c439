package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/metadata"
	"github.com/llir/llvm/ir/types"
)

// Accesses to guest memory and calls carry the guest PC of their instruction
// as a line number. The backend makes from it the table by which the runtime
// finds the guest PC of a fault, and debuggers show it.

// debugInfo is the debug metadata of a unit.
type debugInfo struct {
	mod  *llir.Module
	file *metadata.DIFile
	unit *metadata.DICompileUnit
	typ  *metadata.DISubroutineType
}

// define gives a metadata node the next number of the module.
func (d *debugInfo) define(n metadata.Definition) {
	n.SetID(int64(len(d.mod.MetadataDefs)))
	d.mod.MetadataDefs = append(d.mod.MetadataDefs, n)
}

// newDebugInfo adds to mod what all its functions share.
func newDebugInfo(mod *llir.Module) *debugInfo {
	d := &debugInfo{mod: mod}
	d.file = &metadata.DIFile{Filename: "guest"}
	d.define(d.file)
	d.unit = &metadata.DICompileUnit{
		Distinct: true, Language: enum.DwarfLangC99, File: d.file, EmissionKind: enum.EmissionKindLineTablesOnly,
	}
	d.define(d.unit)
	empty := &metadata.Tuple{}
	d.define(empty)
	d.typ = &metadata.DISubroutineType{Types: empty}
	d.define(d.typ)
	mod.NamedMetadataDefs["llvm.dbg.cu"] = &metadata.NamedDef{Name: "llvm.dbg.cu", Nodes: []metadata.Node{d.unit}}
	mod.NamedMetadataDefs["llvm.module.flags"] = &metadata.NamedDef{Name: "llvm.module.flags", Nodes: []metadata.Node{
		d.flag("Dwarf Version", 4), d.flag("Debug Info Version", 3),
	}}
	return d
}

// flag defines a module flag that must agree between modules.
func (d *debugInfo) flag(name string, v int64) metadata.Node {
	t := &metadata.Tuple{Fields: []metadata.Field{
		constant.NewInt(types.I32, 2), &metadata.String{Value: name}, constant.NewInt(types.I32, v),
	}}
	d.define(t)
	return t
}

// subprogram adds the scope of the lifted function fn.
func (d *debugInfo) subprogram(fn *llir.Func, start uint32) *metadata.DISubprogram {
	s := &metadata.DISubprogram{
		Distinct: true, Scope: d.file, Name: fn.Name(), File: d.file, Line: int64(start), Type: d.typ,
		SPFlags: enum.DISPFlagDefinition, Unit: d.unit,
	}
	d.define(s)
	fn.Metadata = append(fn.Metadata, &metadata.Attachment{Name: "dbg", Node: s})
	return s
}

// here returns the metadata that ties an instruction to the current guest PC.
func (f *Func) here() []*metadata.Attachment {
	if f.scope == nil {
		return nil
	}
	if f.where == nil || f.where.Line != int64(f.pc) {
		f.where = &metadata.DILocation{Line: int64(f.pc), Scope: f.scope}
		f.unit.debug.define(f.where)
	}
	return []*metadata.Attachment{{Name: "dbg", Node: f.where}}
}
