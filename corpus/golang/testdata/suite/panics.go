// Only here: panics, recovered faults of memory and arithmetic, and what deferred functions see then.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"unsafe"
)

type node struct {
	next  *node
	pad   [100]int
	value int
	f     float64
}

//go:noinline
func attempt(name string, f func() int) (result int) {
	defer func() {
		if r := recover(); r != nil {
			err, ok := r.(runtime.Error)
			fmt.Println(name, "recovered", r, ok && errors.As(err, &err), result)
		}
	}()
	result = 5
	result = f()
	fmt.Println(name, "no panic")
	return result
}

//go:noinline
func unused(p *node) int {
	q := *p
	_ = q
	return 1
}

//go:noinline
func named(p *node) (a, b int) {
	defer func() { recover() }()
	a = 1
	b = p.value
	a = 2
	return
}

//go:noinline
func registers(p *node, a, b, c, d, e int) (sum int) {
	defer func() {
		if recover() != nil {
			sum = a + 10*b + 100*c + 1000*d + 10000*e
		}
	}()
	for i := 0; i < 10; i++ {
		a, b, c, d, e = b, c, d, e, a+i
		if i == 7 {
			sum += p.value
		}
	}
	return
}

// wild reads memory that is not there, far from page 0.
//
//go:noinline
func wild() int {
	return *(*int)(unsafe.Pointer(uintptr(0x70000000)))
}

func testPanics() {
	var p *node
	var m map[string]int
	var s []int
	zero := 0
	var i any = "text"
	attempt("read", func() int { return p.value })
	attempt("write", func() int { p.value = 1; return 1 })
	attempt("chain", func() int { return (&node{}).next.next.value })
	attempt("float", func() int { return int(p.f) })
	attempt("unused", func() int { return unused(p) })
	attempt("map", func() int { m["x"] = 1; return 1 })
	attempt("index", func() int { return s[zero] })
	attempt("slice", func() int { return len(s[1:zero]) })
	attempt("divide", func() int { return 1 / zero })
	attempt("assertion", func() int { return i.(int) })
	attempt("call", func() int { var f func() int; return f() })
	attempt("custom", func() int { panic(fmt.Errorf("custom %w", os.ErrNotExist)) })
	attempt("nested", func() int {
		defer func() { panic(fmt.Sprint("again: ", recover())) }()
		return p.value
	})
	attempt("wild", func() int {
		debug.SetPanicOnFault(true)
		defer debug.SetPanicOnFault(false)
		return wild()
	})
	fmt.Println(named(p))
	fmt.Println(registers(p, 1, 2, 3, 4, 5))
	n := 0
	for k := range 2000 {
		func() {
			defer func() { recover(); n += k }()
			p.value++
		}()
	}
	fmt.Println("many", n)
	fmt.Println("stack", strings.Contains(string(debug.Stack()), "main.main"))
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred before Goexit")
		runtime.Goexit()
	}()
	<-done
	defer fmt.Println("deferred")
	fmt.Println(p.value)
}
