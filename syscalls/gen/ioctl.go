package main

import (
	"sort"
	"strings"

	"translate/syscalls"
)

// ioctls writes the table of requests, by the guest's number.
func ioctls(p *printer, guest *syscalls.ABI) {
	var rows []syscalls.Ioctl
	kinds := map[string]bool{}
	for _, c := range syscalls.Ioctls {
		if c.On(guest) != syscalls.None && c.On(syscalls.AMD64) != syscalls.None {
			rows = append(rows, c)
			kinds[ioctlKind(c.Arg)] = true
		}
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].On(guest) < rows[j].On(guest) })
	p.f("\n#ifdef WANT_IOCTLS\nenum ioctl_kind {\n")
	var names []string
	for k := range kinds {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		p.f("\tIOC_%s,\n", k)
	}
	p.f("};\n\nstatic const struct ioctl_row ioctl_rows[%d] = {\n", len(rows))
	for _, c := range rows {
		dir := "0"
		switch before, _, _ := strings.Cut(c.Arg, ":"); before {
		case "in":
			dir = "IOC_IN"
		case "out":
			dir = "IOC_OUT"
		case "inout":
			dir = "IOC_IN | IOC_OUT"
		}
		p.f("\t{0x%x, 0x%x, IOC_%s, %s, \"%s\"},\n", c.On(guest), c.On(syscalls.AMD64), ioctlKind(c.Arg), dir, c.Name)
	}
	p.f("};\n#endif\n")
}

// ioctlKind names the type of an argument: a number behind a pointer is p_int.
func ioctlKind(arg string) string {
	dir, typ, ok := strings.Cut(arg, ":")
	switch {
	case !ok:
		return arg
	case dir == "ifreq":
		return "ifreq_" + typ
	case syscalls.StructNamed(typ) == nil:
		return "p_" + typ
	}
	return typ
}
