package syscalls

import "testing"

func TestTables(t *testing.T) {
	tables, err := Tables()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		t.Run(table.Name, func(t *testing.T) { testTable(t, table) })
	}
}

func testTable(t *testing.T, table *Table) {
	if got := len(table.Rows); got != 451 {
		t.Errorf("got %d rows, want 0 to 450", got)
	}
	names := map[string]int{}
	for _, r := range table.Rows {
		if other, ok := names[r.Name]; ok {
			t.Errorf("%s is both %d and %d", r.Name, other, r.Nr)
		}
		names[r.Name] = r.Nr
		if _, words := r.Slots(table.ABI); words > 8 {
			t.Errorf("%s has %d argument words", r.Name, words)
		}
	}
}

func TestBadRows(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{"pass read", `want how, name and result in "pass read"`},
		{"fail read ssize", `read: disposition "fail"`},
		{"pass/now read ssize", `read: disposition "pass/now"`},
		{"pass read what", `read: result type "what"`},
		{"pass read ssize fid", `read: argument "fid": no such type`},
		{"pass read ssize fd out:byte", `read: argument "out:byte": no such structure`},
		{"pass read ssize fd on[1]:bytes", `read: argument "on[1]:bytes": direction "on"`},
		{"pass read ssize fd out[3]:bytes", `read: argument 2 is counted by 3`},
		{"pass read ssize fd out:bytes size", `read: argument 2: bytes have no count`},
		{"pass nanosleep int in:timespec", `nanosleep: passed on, but its arguments need conversion`},
		{"pass getuid id16", `getuid: passed on, but its arguments need conversion`},
		{"pass/vdso close int fd", `close: disposition "pass/vdso"`},
		{"conv close int fd", `close: converted, but its arguments need none`},
		{"conv x int in[2]:timespec int", `x: argument 1: arrays of timespec have no limit`},
	} {
		t.Run(c.row, func(t *testing.T) {
			_, err := parseRow(c.row)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	if _, err := ParseNumbers("0 read\n2 read\n", []Row{{Name: "read"}}); err == nil || err.Error() != "2: number 2 where 1 is due" {
		t.Errorf("gap: got %v", err)
	}
	if _, err := ParseNumbers("0 red\n", []Row{{Name: "read"}}); err == nil || err.Error() != `1: no row says what "red" is` {
		t.Errorf("unknown name: got %v", err)
	}
}

func TestSlots(t *testing.T) {
	r, err := parseRow("pass fadvise64 int fd off64 off64 int")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		abi   *ABI
		words int
	}{{MIPS, 7}, {PPC, 7}, {I386, 6}} {
		if _, words := r.Slots(c.abi); words != c.words {
			t.Errorf("%s: got %d argument words, want %d", c.abi.Name, words, c.words)
		}
	}
}
