// Suite is a guest program that exercises what the Go runtime asks of a
// processor and a kernel. Its argument chooses the part.
package main

import "os"

func main() {
	map[string]func(){
		"goroutines": testGoroutines, "panics": testPanics, "memory": testMemory, "processes": testProcesses, "child": child,
	}[os.Args[1]]()
}
