// Only here: goroutines, channels, select, mutexes and preemption of loops without calls.
package main

import (
	"context"
	"fmt"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

func testGoroutines() {
	pipeline()
	mutexes()
	selects()
	deepStacks()
	preemption()
	timers()
}

// pipeline passes numbers through many goroutines.
func pipeline() {
	in := make(chan int)
	c := in
	for range 200 {
		next := make(chan int, 1)
		go func(from, to chan int) {
			for v := range from {
				to <- v + 1
			}
			close(to)
		}(c, next)
		c = next
	}
	go func() {
		for i := range 50 {
			in <- i
		}
		close(in)
	}()
	sum := 0
	for v := range c {
		sum += v
	}
	fmt.Println("pipeline", sum)
}

func mutexes() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	var n atomic.Int64
	counts := map[int]int{}
	for g := range 16 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 200 {
				mu.Lock()
				counts[i%7] += g
				mu.Unlock()
				n.Add(1 << 33)
				mu.RLock()
				_ = counts[i%5]
				mu.RUnlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println("mutexes", counts, n.Load())
}

func selects() {
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	ticks := 0
	for {
		select {
		case <-tick.C:
			ticks++
			continue
		case <-ctx.Done():
		}
		break
	}
	fmt.Println("selects", ticks > 0, ctx.Err())
}

// grow needs a stack that has to be moved while it is in use.
func grow(n int, p *int) int {
	var pad [64]int
	pad[n%64] = n
	if n == 0 {
		return *p
	}
	return grow(n-1, p) + pad[n%64] - n + 1
}

func deepStacks() {
	results := make(chan int)
	for i := range 8 {
		go func() {
			x := i
			results <- grow(3000, &x)
		}()
	}
	sum := 0
	for range 8 {
		sum += <-results
	}
	fmt.Println("stacks", sum)
}

var spinning atomic.Bool

// spin never calls anything: only a signal can take it off its thread.
func spin(stop *bool) (n uint64, f float64) {
	a, b, c, d := uint64(1), uint64(2), uint64(3), uint64(4)
	f = 1
	for i := uint64(0); !*stop; i++ {
		a, b, c, d = b+i, c^a, d*3+b, a-c
		f = f*0.5 + float64(i&3)
		if a+b+c+d == 0 && f < 0 {
			n++
		}
	}
	return n, f
}

func preemption() {
	old := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(old)
	stop := false
	done := make(chan bool)
	go func() {
		spinning.Store(true)
		n, f := spin(&stop)
		done <- n == 0 && f >= 0
	}()
	for !spinning.Load() {
		runtime.Gosched()
	}
	for range 5 {
		time.Sleep(5 * time.Millisecond)
		runtime.GC()
	}
	stop = true
	fmt.Println("preempted", <-done)
}

func timers() {
	var order []int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, d := range []int{30, 10, 20} {
		wg.Add(1)
		time.AfterFunc(time.Duration(d)*time.Millisecond, func() {
			defer wg.Done()
			mu.Lock()
			order = append(order, d)
			mu.Unlock()
		})
	}
	wg.Wait()
	sort.Ints(order)
	fmt.Println("timers", order)
}
