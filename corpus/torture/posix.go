package torture

import (
	"path/filepath"
	"regexp"
	"strings"

	"translate/corpus"
)

// A PosixTest is one program of the Open POSIX Test Suite.
type PosixTest struct {
	Test
	Area string
	Runs [][]string // arguments, one list for each time it is run
}

// posixAreas are the parts of the suite that are run, each with the
// directories of its interfaces, as the suite's run_tests has them.
var posixAreas = []struct{ name, dirs string }{
	{"signals", "sig* raise kill killpg pthread_kill pthread_sigmask"},
	{"timers", "timer_* clock* nanosleep time ctime mktime gmtime localtime asctime difftime strftime"},
	{"threads", "pthread_[a-j]* pthread_key* pthread_[m-r]* pthread_s[ep]* pthread_t* fork getpid"},
	{"queues", "mq_*"},
	{"semaphores", "sem_*"},
	{"memory", "shm_* m*lock* m*map fsync"},
	{"aio", "aio_* lio_listio"},
	{"scheduling", "sched_*"},
}

// posixFlags build a test as the suite's Makefile does. Some forget a header.
const posixFlags = "-std=gnu99 -D_POSIX_C_SOURCE=200112L -D_GNU_SOURCE -include fcntl.h -include signal.h"

// posixWrong are tests that pass by luck, and why.
var posixWrong = map[string]string{
	"sem_unlink/4-1": "uses a name that is not initialized",
	"mmap/21-1":      "takes MAP_SHARED_VALIDATE, which QEMU refuses, for no flag at all",
	"mq_open/16-1":   "the child counts what it opened in memory of its own",
	"sigaction/10-1": "SIGCONT may come before the parent was told of SIGSTOP",
}

// setsClock tells the tests that would set the machine's clock.
var setsClock = regexp.MustCompile(`\b(clock_settime|settimeofday)\s*\(`)

// Posix returns the suite's tests of interfaces, found under src.
func Posix(src string) ([]PosixTest, error) {
	var tests []PosixTest
	for _, area := range posixAreas {
		for _, glob := range strings.Fields(area.dirs) {
			programs, err := files(filepath.Join(src, "conformance", "interfaces", glob, "[0-9]*-*.c"))
			if err != nil {
				return nil, err
			}
			for _, f := range programs {
				t, err := posixTest(src, area.name, f)
				if err != nil {
					return nil, err
				}
				if len(t.Runs) > 0 {
					tests = append(tests, t)
				}
			}
		}
	}
	return tests, nil
}

// posixTest returns the test in one source file. Scripts beside it may say with
// which arguments it is run.
func posixTest(src, area string, f file) (t PosixTest, err error) {
	dir, base := filepath.Split(f.path)
	name := filepath.Base(dir) + "/" + strings.TrimSuffix(base, ".c")
	t = PosixTest{Test: Test{Name: name, Sources: []string{f.path}}, Area: area}
	t.CFlags = append(strings.Fields(posixFlags), "-I"+filepath.Join(src, "include"))
	switch {
	case setsClock.Match(f.text):
		return t, nil
	case !strings.Contains(name, "buildonly"):
		t.Runs = [][]string{nil}
		return t, nil
	}
	scripts, err := files(filepath.Join(dir, "*.sh"))
	if err != nil {
		return t, err
	}
	for _, script := range scripts {
		for line := range strings.Lines(string(script.text)) {
			if args, ok := strings.CutPrefix(line, "conformance/interfaces/"+name+".test "); ok {
				t.Runs = append(t.Runs, strings.Fields(args))
			}
		}
	}
	return t, nil
}

// First reports whether the test is the first one of its interface; a short
// run has these.
func (t *PosixTest) First() bool {
	return strings.HasSuffix(t.Name, "/1-1")
}

// posixSource is the suite's source.
func posixSource(c *corpus.Cache) (string, error) {
	return c.Sources("posixtestsuite")
}
