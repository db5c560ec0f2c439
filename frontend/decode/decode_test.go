package decode

import (
	"math/rand"
	"testing"
)

var sample = []Row[int]{
	{"SLL    000000 00000 rt:5 rd:5 sa:5 000000", 1},
	{"ADDU   000000 rs:5 rt:5 rd:5 00000 100001", 2},
	{"JR     000000 rs:5 ---------- hint:5 001000", 3},
	{"ADDIU  001001 rs:5 rt:5 imm:s16", 4},
	{"BGEZ   000001 rs:5 00001 offset:s16", 5},
}

func TestLookup(t *testing.T) {
	table := MustCompile(sample)
	for _, c := range []struct {
		word uint32
		want string
	}{
		{0x00000000, "SLL"},
		{0x00851021, "ADDU"},
		{0x00851061, ""},
		{0x03e00008, "JR"},
		{0x03ffffc8, "JR"},
		{0x27bdffe0, "ADDIU"},
		{0x04410003, "BGEZ"},
		{0x04400003, ""},
		{0xffffffff, ""},
	} {
		got := ""
		if e := table.Lookup(c.word); e != nil {
			got = e.Name
		}
		if got != c.want {
			t.Errorf("Lookup(%#08x) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestFields(t *testing.T) {
	e := MustCompile(sample).Lookup(0x27bdffe0)
	for name, want := range map[string]int32{"rs": 29, "rt": 29, "imm": -32} {
		f, ok := e.Field(name)
		if got := f.Get(0x27bdffe0); !ok || got != want {
			t.Errorf("%s = %d (%v), want %d", name, got, ok, want)
		}
	}
	f, _ := e.Field("rt")
	if got := f.Set(0x27bdffe0, 2); got != 0x27a2ffe0 {
		t.Errorf("Set(rt, 2) = %#08x", got)
	}
	if got := e.Word(0xffffffff); got != 0x27ffffff {
		t.Errorf("Word = %#08x", got)
	}
}

// TestLookupAgrees holds the tree against a search through all rows.
func TestLookupAgrees(t *testing.T) {
	table := MustCompile(sample)
	rng := rand.New(rand.NewSource(1))
	for range 100000 {
		e := table.entries[rng.Intn(len(table.entries))]
		w := e.Word(rng.Uint32()) ^ uint32(rng.Intn(2))<<rng.Intn(32)
		var want *Entry[int]
		for _, e := range table.entries {
			if w&e.Mask == e.Match {
				want = e
			}
		}
		if got := table.Lookup(w); got != want {
			t.Fatalf("Lookup(%#08x) = %v, want %v", w, got, want)
		}
	}
}

func TestBadRows(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []Row[int]
		want string
	}{
		{"empty", []Row[int]{{" ", 0}}, "decode: a row is empty"},
		{"short", []Row[int]{{"SHORT 000000 rs:5", 0}}, "decode: SHORT: 21 bits missing"},
		{"long", []Row[int]{{"LONG 000000 rs:5 imm:16 100001", 0}}, "decode: LONG: 1 bits too many"},
		{"bit", []Row[int]{{"BIT 00x000 target:26", 0}}, `decode: BIT: bad bit 'x' in "00x000"`},
		{"width", []Row[int]{{"WIDE 000000 rs:five", 0}}, `decode: WIDE: bad field "rs:five", want name:N or name:sN`},
		{"zero", []Row[int]{{"ZERO 000000 rs:0", 0}}, `decode: ZERO: bad field "rs:0", want name:N or name:sN`},
		{"nameless", []Row[int]{{"ANON 000000 :26", 0}}, `decode: ANON: bad field ":26", want name:N or name:sN`},
		{"twice", []Row[int]{{"TWICE 000000 rs:5 rs:5 0000000000000000", 0}}, "decode: TWICE: two fields called rs"},
		{"name", []Row[int]{{"A 000000 x:26", 0}, {"A 000001 x:26", 0}}, "decode: A: two rows of this name"},
		{"overlap", []Row[int]{{"A 000000 x:25 0", 0}, {"B 000000 1 x:25", 0}}, "decode: A and B overlap: both match 0x02000000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Compile(c.rows)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
