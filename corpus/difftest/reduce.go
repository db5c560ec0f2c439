package difftest

import (
	"math/rand"
	"strings"
)

// maxRounds bounds how often a sequence is reduced.
const maxRounds = 12

// reduce returns the smallest sequence it finds that still differs from start,
// with nothing in place of what was taken out, and how; no text where s alone
// does not differ.
func (r *runner[Q, S]) reduce(s Q, start S) (small Q, text []string) {
	rng := rand.New(rand.NewSource(1))
	for range maxRounds {
		candidates := r.candidates(s, rng)
		diffs, err := r.run(&Program[Q, S]{Sequences: candidates, States: []S{start}, PerSeq: 1})
		if err != nil {
			return s, []string{err.Error()}
		}
		before := len(r.guest.Live(s))
		best := before
		for _, d := range diffs {
			if n := len(r.guest.Live(candidates[d.Seq])); n < best {
				s, text, best = candidates[d.Seq], d.text, n
			}
		}
		if best == before {
			break
		}
	}
	return s, text
}

// candidates returns sequences that lack one instruction of s, all after one,
// or a random half.
func (r *runner[Q, S]) candidates(s Q, rng *rand.Rand) []Q {
	live := r.guest.Live(s)
	var all []Q
	drop := func(gone func(k int) bool) {
		var places []int
		for k, i := range live {
			if gone(k) {
				places = append(places, i)
			}
		}
		if c, ok := r.guest.Without(s, places); ok {
			all = append(all, c)
		}
	}
	for n := range live {
		drop(func(k int) bool { return k == n })
		drop(func(k int) bool { return k >= n })
	}
	for range 20 {
		drop(func(int) bool { return rng.Intn(2) == 0 })
	}
	return all
}

// describe prints a sequence that differs, what it starts from, and how.
func (r *runner[Q, S]) describe(s Q, start S, text []string) string {
	return strings.TrimRight(r.guest.Describe(s, start), "\n") + "\n\t" + strings.Join(text, "\n\t") + "\n"
}

// Words are sequences of instructions that are words.
type Words struct {
	Nop uint32
	// Inert tells words that only prepare for others.
	Inert func(word uint32) bool
}

// Live returns the places of words that do something.
func (w Words) Live(s []uint32) []int {
	var live []int
	for i, word := range s {
		if word != w.Nop && (w.Inert == nil || !w.Inert(word)) {
			live = append(live, i)
		}
	}
	return live
}

// Without returns s with nops in the places gone.
func (w Words) Without(s []uint32, gone []int) []uint32 {
	c := append([]uint32(nil), s...)
	for _, i := range gone {
		c[i] = w.Nop
	}
	return c
}
