package corpus

import "testing"

// TestSyscalls runs the programs that make system calls of every family, as
// TestPrograms does.
func TestSyscalls(t *testing.T) {
	programs, err := Programs("syscalls")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			for _, g := range Guests {
				t.Run(g.Name, func(t *testing.T) { testProgram(t, p, g) })
			}
		})
	}
}
