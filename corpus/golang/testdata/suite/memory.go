// Only here: the garbage collector under load, finalizers, weak pointers, maps, strings and big numbers.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/big"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

type tree struct {
	left, right *tree
	value       int
}

func build(depth int) *tree {
	if depth == 0 {
		return &tree{value: 1}
	}
	return &tree{build(depth - 1), build(depth - 1), depth}
}

func (t *tree) sum() int {
	if t == nil {
		return 0
	}
	return t.value + t.left.sum() + t.right.sum()
}

func testMemory() {
	trees()
	maps()
	finalizers()
	texts()
	numbers()
	document()
}

func trees() {
	var wg sync.WaitGroup
	sums := make([]int, 4)
	for g := range sums {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				sums[g] += build(10).sum()
			}
		}()
	}
	keep := build(12)
	for range 3 {
		runtime.GC()
	}
	wg.Wait()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Println("trees", sums, keep.sum(), stats.NumGC >= 3)
}

func maps() {
	m := map[string][]byte{}
	for i := range 20000 {
		key := strconv.Itoa(i * 7919 % 5000)
		m[key] = append(m[key], byte(i))
		if i%3 == 0 {
			delete(m, strconv.Itoa(i%5000))
		}
	}
	keys := make([]string, 0, len(m))
	total := 0
	for k, v := range m {
		keys = append(keys, k)
		total += len(v)
	}
	sort.Strings(keys)
	fmt.Println("maps", len(m), total, keys[:5])
}

func finalizers() {
	done := make(chan int, 10)
	for i := range 10 {
		p := &tree{value: i}
		runtime.SetFinalizer(p, func(t *tree) { done <- t.value })
	}
	sum := 0
	for n := 0; n < 10; {
		runtime.GC()
		select {
		case v := <-done:
			sum += v
			n++
		case <-time.After(10 * time.Millisecond):
		}
	}
	fmt.Println("finalizers", sum)
}

func texts() {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "%d %x %q %8.3f|", i, i*i, strings.Repeat("é", i%5), math.Sqrt(float64(i)))
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	io.WriteString(w, b.String())
	w.Close()
	r, err := gzip.NewReader(&packed)
	if err != nil {
		panic(err)
	}
	back, err := io.ReadAll(r)
	fmt.Println("texts", len(back), string(back) == b.String(), err)
	fmt.Printf("%x\n", sha256.Sum256(back))
}

func numbers() {
	a, b := big.NewInt(1), big.NewInt(1)
	for range 1000 {
		a, b = b, new(big.Int).Add(a, b)
	}
	p := new(big.Int).Exp(big.NewInt(3), a, big.NewInt(1000000007))
	fmt.Println("numbers", a.String()[:20], p, a.ProbablyPrime(5))
	f := 0.0
	for i := 1; i < 2000; i++ {
		f += math.Sin(float64(i)) * math.Log(float64(i)) / math.Pow(float64(i), 1.1)
	}
	fmt.Println(f, float32(f), math.Float64bits(f), math.MaxUint64/uint64(len("abc")), math.NaN(), math.Inf(-1))
	var u uint64 = 0xfedcba9876543210
	fmt.Println(u/12345, u%12345, int64(u)/-77, u<<13>>7, int64(u)>>9, float64(u), uint64(float64(u>>1)))
}

func document() {
	type item struct {
		Name  string             `json:"name"`
		Tags  []string           `json:"tags,omitempty"`
		Score map[string]float64 `json:"score"`
	}
	in := []item{{"one", []string{"a", "b"}, map[string]float64{"x": 1.5, "y": 1e-7}}, {"zwei", nil, nil}}
	text, err := json.Marshal(in)
	var out []item
	err2 := json.Unmarshal(text, &out)
	fmt.Println(string(text), err, err2, fmt.Sprint(in) == fmt.Sprint(out))
}
