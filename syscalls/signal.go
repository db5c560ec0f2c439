package syscalls

// Signals are the signals below the real-time ones, which start at 32
// everywhere. MIPS has SIGEMT where the others have SIGSTKFLT; nothing raises
// either, so one travels as the other. Numbers above 64 exist on MIPS alone.
var Signals = &Map{Name: "signal", Other: Keep, Headers: []string{"asm/signal.h"},
	Values: []Value{
		//  name  mips ppc i386 x86-64
		{"SIGHUP", 1, 1, 1, 1},
		{"SIGINT", 2, 2, 2, 2},
		{"SIGQUIT", 3, 3, 3, 3},
		{"SIGILL", 4, 4, 4, 4},
		{"SIGTRAP", 5, 5, 5, 5},
		{"SIGABRT", 6, 6, 6, 6},
		{"SIGBUS", 10, 7, 7, 7},
		{"SIGFPE", 8, 8, 8, 8},
		{"SIGKILL", 9, 9, 9, 9},
		{"SIGUSR1", 16, 10, 10, 10},
		{"SIGSEGV", 11, 11, 11, 11},
		{"SIGUSR2", 17, 12, 12, 12},
		{"SIGPIPE", 13, 13, 13, 13},
		{"SIGALRM", 14, 14, 14, 14},
		{"SIGTERM", 15, 15, 15, 15},
		{"SIGCHLD", 18, 17, 17, 17},
		{"SIGCONT", 25, 18, 18, 18},
		{"SIGSTOP", 23, 19, 19, 19},
		{"SIGTSTP", 24, 20, 20, 20},
		{"SIGTTIN", 26, 21, 21, 21},
		{"SIGTTOU", 27, 22, 22, 22},
		{"SIGURG", 21, 23, 23, 23},
		{"SIGXCPU", 30, 24, 24, 24},
		{"SIGXFSZ", 31, 25, 25, 25},
		{"SIGVTALRM", 28, 26, 26, 26},
		{"SIGPROF", 29, 27, 27, 27},
		{"SIGWINCH", 20, 28, 28, 28},
		{"SIGIO", 22, 29, 29, 29},
		{"SIGPWR", 19, 30, 30, 30},
		{"SIGSYS", 12, 31, 31, 31},
		{"SIGSTKFLT", None, 16, 16, 16},
		{"SIGEMT", 7, None, None, None},
	}}
