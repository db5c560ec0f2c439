package corpus

import "testing"

// TestReal runs the programs built from Debian source packages.
func TestReal(t *testing.T) {
	reals, err := Reals("real")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reals {
		t.Run(r.Name, func(t *testing.T) {
			if testing.Short() && !r.Short {
				t.Skip("not with -short")
			}
			for _, g := range Guests {
				t.Run(g.Name, func(t *testing.T) {
					t.Parallel()
					testReal(t, r, g)
				})
			}
		})
	}
}

func testReal(t *testing.T, r *Real, g *Guest) {
	emulator := needTools(t, g)
	if _, err := builder.Cache.Sources(r.Source); err != nil {
		missing(t, err)
	}
	for i := range RealVariants {
		v := &RealVariants[i]
		if !v.Fits(r) || testing.Short() && !v.Short {
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			prog, files, err := builder.BuildReal(r, g, v)
			if err != nil {
				t.Fatal(err)
			}
			s := &subject{emulator: emulator, guest: prog, tflags: v.TFlags}
			s.translate(t)
			for i := range r.Cases {
				c := r.Cases[i].Case
				c.Files = append(c.Files[:len(c.Files):len(c.Files)], files...)
				t.Run(r.Cases[i].Name, func(t *testing.T) {
					s.check(t, &c)
				})
			}
		})
	}
}
