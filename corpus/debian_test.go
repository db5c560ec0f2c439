package corpus

import "testing"

// TestDebian runs programs as Debian built them.
func TestDebian(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	programs, err := PackagedPrograms("debian")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		for _, g := range Guests {
			if g.Debian != "" {
				t.Run(p.Name+"/"+g.Name, func(t *testing.T) { testPackaged(t, p, g) })
			}
		}
	}
}

// testPackaged compares a program with its translations.
func testPackaged(t *testing.T, p *Packaged, g *Guest) {
	if emulator, err := g.Oracle(); err != nil || emulator != "" {
		t.Skip("not run: the host does not run programs of", g.Name)
	}
	prog, err := p.File(builder.Cache, g)
	if err != nil {
		missing(t, err)
	}
	for _, v := range []struct {
		name   string
		tflags []string
	}{{"base", nil}, {"interpret", flags("--interpret")}} {
		t.Run(v.name, func(t *testing.T) {
			s := &subject{guest: prog, tflags: v.tflags}
			s.translate(t)
			for i := range p.Cases {
				t.Run(p.Cases[i].Name, func(t *testing.T) { s.check(t, &p.Cases[i].Case) })
			}
		})
	}
}
