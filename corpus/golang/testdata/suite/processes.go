// Only here: os/exec, signals, files, pipes, sockets and the environment.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func testProcesses() {
	commands()
	itself()
	signals()
	files()
	sockets()
	os.Exit(7)
}

func commands() {
	out, err := exec.Command("/bin/sh", "-c", "echo $A; echo problem >&2; exit 3").Output()
	var e *exec.ExitError
	fmt.Printf("%q %v %v\n", out, err, errors.As(err, &e) && string(e.Stderr) == "problem\n")
	cmd := exec.Command("/bin/cat")
	cmd.Stdin = strings.NewReader(strings.Repeat("line\n", 10000))
	var copied bytes.Buffer
	cmd.Stdout = &copied
	fmt.Println(cmd.Run(), copied.Len())
	_, err = exec.LookPath("no-such-command")
	fmt.Println(errors.Is(err, exec.ErrNotFound))
	cmd = exec.Command("/bin/sleep", "60")
	fmt.Println(cmd.Start(), cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
}

func child() {
	text, _ := io.ReadAll(os.Stdin)
	fmt.Println("child", os.Args[1:], len(text), os.Getenv("MARK"))
	os.Exit(9)
}

// itself executes the program again.
func itself() {
	cmd := exec.Command("/proc/self/exe", "child", "a", "b c")
	cmd.Env = append(os.Environ(), "MARK=here")
	cmd.Stdin = strings.NewReader("input")
	out, err := cmd.Output()
	fmt.Printf("%q %v\n", out, err)
}

func signals() {
	c := make(chan os.Signal, 10)
	signal.Notify(c, syscall.SIGUSR1, syscall.SIGHUP)
	for _, s := range []syscall.Signal{syscall.SIGUSR1, syscall.SIGHUP} {
		syscall.Kill(os.Getpid(), s)
		select {
		case got := <-c:
			fmt.Println("got", got)
		case <-time.After(5 * time.Second):
			fmt.Println("no signal")
		}
	}
	signal.Ignore(syscall.SIGHUP)
	syscall.Kill(os.Getpid(), syscall.SIGHUP)
}

func files() {
	dir, err := os.MkdirTemp(".", "files")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "a")
	fmt.Println(err, os.WriteFile(path, []byte("hello"), 0o640), os.Rename(path, path+"b"))
	info, err := os.Stat(path + "b")
	fmt.Println(info.Name(), info.Size(), info.Mode(), info.IsDir(), err)
	_, err = os.Open(path)
	fmt.Println(errors.Is(err, os.ErrNotExist))
	entries, err := os.ReadDir(dir)
	fmt.Println(len(entries), entries[0].Name(), err)
}

func sockets() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { io.Copy(c, c); c.Close() }()
		}
	}()
	for i := range 5 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Fprintf(c, "message %d", i)
		c.(*net.TCPConn).CloseWrite()
		text, err := io.ReadAll(c)
		fmt.Printf("%s %v\n", text, err)
		c.Close()
	}
	l.Close()
}
