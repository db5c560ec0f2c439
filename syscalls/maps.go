package syscalls

// A Value is a number or flag that has a name on both sides, with its value on
// each machine. None means the machine does not have it.
type Value struct {
	Name                   string
	MIPS, PPC, I386, AMD64 int64
}

// None is the value of a name that a machine does not have.
const None = -1 << 40

// On returns v's value on ABI a.
func (v Value) On(a *ABI) int64 {
	switch a {
	case MIPS:
		return v.MIPS
	case PPC:
		return v.PPC
	case I386:
		return v.I386
	}
	return v.AMD64
}

// A Map translates values of one kind between the guest and the host.
type Map struct {
	Name string
	// Flags means values are or'ed together; otherwise one is chosen.
	Flags bool
	// Field is the mask of an enumerated field inside the flags (O_ACCMODE),
	// which is the same everywhere and is carried over. Fields names its values.
	Field  int64
	Fields []Value
	// Other says what becomes of a guest bit or value with no row.
	Other Other
	// Headers declare the names, for the test that asks the compilers. None
	// where a uapi header does not have them.
	Headers []string
	Values  []Value
}

// Other is what happens to values without a row.
type Other int

const (
	Keep   Other = iota // handed over as it is: same everywhere, or an error either way
	Drop                // ignored, as the call itself ignores unknown bits
	Refuse              // the call fails with EINVAL
)

// same makes rows of values that are equal on every machine.
func same(v ...Value) []Value {
	for i := range v {
		v[i].PPC, v[i].I386, v[i].AMD64 = v[i].MIPS, v[i].MIPS, v[i].MIPS
	}
	return v
}

// one makes a row of one value for same.
func one(name string, v int64) Value { return Value{Name: name, MIPS: v} }

// Maps lists every map. Headers are the kernel's, not the C library's, where
// both have the name.
var Maps = []*Map{
	// oflags are the flags of open(2). A guest bit with no row is dropped, as
	// open itself ignores unknown bits.
	{Name: "oflags", Flags: true, Field: 3, Other: Drop, Headers: []string{"asm/fcntl.h"},
		Fields: same(one("O_RDONLY", 0), one("O_WRONLY", 1), one("O_RDWR", 2)),
		Values: []Value{
			//  name         mips      ppc       i386      x86-64
			{"O_SYNC", 0x4010, 0x101000, 0x101000, 0x101000},
			{"O_TMPFILE", 0x410000, 0x404000, 0x410000, 0x410000},
			{"O_APPEND", 0x0008, 0x0400, 0x0400, 0x0400},
			{"O_DSYNC", 0x0010, 0x1000, 0x1000, 0x1000},
			{"O_NONBLOCK", 0x0080, 0x0800, 0x0800, 0x0800},
			{"O_CREAT", 0x0100, 0x0040, 0x0040, 0x0040},
			{"O_TRUNC", 0x0200, 0x0200, 0x0200, 0x0200},
			{"O_EXCL", 0x0400, 0x0080, 0x0080, 0x0080},
			{"O_NOCTTY", 0x0800, 0x0100, 0x0100, 0x0100},
			{"FASYNC", 0x1000, 0x2000, 0x2000, 0x2000},
			{"O_LARGEFILE", 0x2000, 0x10000, 0x8000, 0x8000},
			{"O_DIRECT", 0x8000, 0x20000, 0x4000, 0x4000},
			{"O_DIRECTORY", 0x10000, 0x4000, 0x10000, 0x10000},
			{"O_NOFOLLOW", 0x20000, 0x8000, 0x20000, 0x20000},
			{"O_NOATIME", 0x40000, 0x40000, 0x40000, 0x40000},
			{"O_CLOEXEC", 0x80000, 0x80000, 0x80000, 0x80000},
			{"O_PATH", 0x200000, 0x200000, 0x200000, 0x200000},
		}},
	// fdflags are the open flags that eventfd2, pipe2, inotify_init1, signalfd4,
	// timerfd_create, dup3 and epoll_create1 take; EFD_SEMAPHORE and
	// TFD_TIMER_* stay as they are.
	{Name: "fdflags", Flags: true, Other: Keep, Headers: []string{"asm/fcntl.h"},
		Values: []Value{
			{"O_NONBLOCK", 0x0080, 0x0800, 0x0800, 0x0800},
			{"O_CLOEXEC", 0x80000, 0x80000, 0x80000, 0x80000},
			{"O_DIRECT", 0x8000, 0x20000, 0x4000, 0x4000},
		}},
	{Name: "mapflags", Flags: true, Field: 15, Other: Drop, Headers: []string{"asm/mman.h"},
		Fields: same(one("MAP_SHARED", 1), one("MAP_PRIVATE", 2), one("MAP_SHARED_VALIDATE", 3)),
		Values: []Value{
			{"MAP_FIXED", 0x10, 0x10, 0x10, 0x10},
			{"MAP_ANONYMOUS", 0x800, 0x20, 0x20, 0x20},
			{"MAP_GROWSDOWN", 0x1000, 0x100, 0x100, 0x100},
			{"MAP_DENYWRITE", 0x2000, 0x800, 0x800, 0x800},
			{"MAP_EXECUTABLE", 0x4000, 0x1000, 0x1000, 0x1000},
			{"MAP_LOCKED", 0x8000, 0x80, 0x2000, 0x2000},
			{"MAP_NORESERVE", 0x400, 0x40, 0x4000, 0x4000},
			{"MAP_POPULATE", 0x10000, 0x8000, 0x8000, 0x8000},
			{"MAP_NONBLOCK", 0x20000, 0x10000, 0x10000, 0x10000},
			{"MAP_STACK", 0x40000, 0x20000, 0x20000, 0x20000},
			{"MAP_HUGETLB", 0x80000, 0x40000, 0x40000, 0x40000},
			{"MAP_FIXED_NOREPLACE", 0x100000, 0x100000, 0x100000, 0x100000},
		}},
	{Name: "prot", Flags: true, Other: Keep, Headers: []string{"asm/mman.h"}, Values: same(
		one("PROT_READ", 1), one("PROT_WRITE", 2), one("PROT_EXEC", 4), one("PROT_GROWSDOWN", 0x1000000), one("PROT_GROWSUP", 0x2000000))},
	{Name: "mlockflags", Flags: true, Other: Refuse, Headers: []string{"asm/mman.h"}, Values: []Value{
		{"MCL_CURRENT", 1, 0x2000, 1, 1}, {"MCL_FUTURE", 2, 0x4000, 2, 2}, {"MCL_ONFAULT", 4, 0x8000, 4, 4}}},
	{Name: "advice", Other: Keep, Headers: []string{"asm/mman.h"}, Values: same(
		one("MADV_NORMAL", 0), one("MADV_RANDOM", 1), one("MADV_SEQUENTIAL", 2), one("MADV_WILLNEED", 3), one("MADV_DONTNEED", 4),
		one("MADV_FREE", 8), one("MADV_REMOVE", 9), one("MADV_DONTFORK", 10), one("MADV_DOFORK", 11), one("MADV_MERGEABLE", 12),
		one("MADV_HUGEPAGE", 14), one("MADV_NOHUGEPAGE", 15), one("MADV_DONTDUMP", 16), one("MADV_DODUMP", 17))},
	{Name: "atflags", Flags: true, Other: Keep, Headers: []string{"linux/fcntl.h"}, Values: same(
		one("AT_SYMLINK_NOFOLLOW", 0x100), one("AT_REMOVEDIR", 0x200), one("AT_SYMLINK_FOLLOW", 0x400), one("AT_NO_AUTOMOUNT", 0x800),
		one("AT_EMPTY_PATH", 0x1000), one("AT_STATX_FORCE_SYNC", 0x2000), one("AT_STATX_DONT_SYNC", 0x4000))},
	{Name: "accessmode", Flags: true, Other: Keep, Values: same(one("R_OK", 4), one("W_OK", 2), one("X_OK", 1))},
	{Name: "whence", Other: Keep, Headers: []string{"linux/fs.h"}, Values: same(
		one("SEEK_SET", 0), one("SEEK_CUR", 1), one("SEEK_END", 2), one("SEEK_DATA", 3), one("SEEK_HOLE", 4))},
	{Name: "clockid", Other: Keep, Headers: []string{"linux/time.h"}, Values: same(
		one("CLOCK_REALTIME", 0), one("CLOCK_MONOTONIC", 1), one("CLOCK_PROCESS_CPUTIME_ID", 2), one("CLOCK_THREAD_CPUTIME_ID", 3),
		one("CLOCK_MONOTONIC_RAW", 4), one("CLOCK_REALTIME_COARSE", 5), one("CLOCK_MONOTONIC_COARSE", 6), one("CLOCK_BOOTTIME", 7),
		one("CLOCK_REALTIME_ALARM", 8), one("CLOCK_BOOTTIME_ALARM", 9), one("CLOCK_TAI", 11))},
	{Name: "grndflags", Flags: true, Other: Keep, Headers: []string{"linux/random.h"}, Values: same(
		one("GRND_NONBLOCK", 1), one("GRND_RANDOM", 2), one("GRND_INSECURE", 4))},
	{Name: "resource", Other: Refuse, Headers: []string{"asm/resource.h"}, Values: []Value{
		{"RLIMIT_CPU", 0, 0, 0, 0}, {"RLIMIT_FSIZE", 1, 1, 1, 1}, {"RLIMIT_DATA", 2, 2, 2, 2}, {"RLIMIT_STACK", 3, 3, 3, 3},
		{"RLIMIT_CORE", 4, 4, 4, 4}, {"RLIMIT_RSS", 7, 5, 5, 5}, {"RLIMIT_NPROC", 8, 6, 6, 6}, {"RLIMIT_NOFILE", 5, 7, 7, 7},
		{"RLIMIT_MEMLOCK", 9, 8, 8, 8}, {"RLIMIT_AS", 6, 9, 9, 9}, {"RLIMIT_LOCKS", 10, 10, 10, 10},
		{"RLIMIT_SIGPENDING", 11, 11, 11, 11}, {"RLIMIT_MSGQUEUE", 12, 12, 12, 12}, {"RLIMIT_NICE", 13, 13, 13, 13},
		{"RLIMIT_RTPRIO", 14, 14, 14, 14}, {"RLIMIT_RTTIME", 15, 15, 15, 15}}},
	// waitflags are the options of wait4 and waitid.
	{Name: "waitflags", Flags: true, Other: Keep, Headers: []string{"linux/wait.h"}, Values: same(
		one("WNOHANG", 1), one("WUNTRACED", 2), one("WEXITED", 4), one("WCONTINUED", 8), one("WNOWAIT", 0x1000000),
		one("__WNOTHREAD", 0x20000000), one("__WALL", 0x40000000), one("__WCLONE", 0x80000000))},
	// cloneflags have the same values everywhere; the low byte is a signal.
	{Name: "cloneflags", Flags: true, Field: 0xff, Other: Keep, Headers: []string{"linux/sched.h"}, Values: same(
		one("CLONE_VM", 0x100), one("CLONE_FS", 0x200), one("CLONE_FILES", 0x400), one("CLONE_SIGHAND", 0x800),
		one("CLONE_PIDFD", 0x1000), one("CLONE_PTRACE", 0x2000), one("CLONE_VFORK", 0x4000), one("CLONE_PARENT", 0x8000),
		one("CLONE_THREAD", 0x10000), one("CLONE_NEWNS", 0x20000), one("CLONE_SYSVSEM", 0x40000), one("CLONE_SETTLS", 0x80000),
		one("CLONE_PARENT_SETTID", 0x100000), one("CLONE_CHILD_CLEARTID", 0x200000), one("CLONE_DETACHED", 0x400000),
		one("CLONE_CHILD_SETTID", 0x1000000), one("CLONE_NEWPID", 0x20000000), one("CLONE_NEWNET", 0x40000000))},
	{Name: "sigbits", Flags: true, Other: Keep, Headers: []string{"asm/signal.h"}, Values: []Value{
		{"SA_NOCLDSTOP", 1, 1, 1, 1}, {"SA_NOCLDWAIT", 0x10000, 2, 2, 2}, {"SA_SIGINFO", 8, 4, 4, 4},
		{"SA_ONSTACK", 0x8000000, 0x8000000, 0x8000000, 0x8000000}, {"SA_RESTART", 0x10000000, 0x10000000, 0x10000000, 0x10000000},
		{"SA_NODEFER", 0x40000000, 0x40000000, 0x40000000, 0x40000000}, {"SA_RESETHAND", 0x80000000, 0x80000000, 0x80000000, 0x80000000},
		{"SA_RESTORER", None, 0x4000000, 0x4000000, 0x4000000}}},
	{Name: "sighow", Other: Refuse, Headers: []string{"asm/signal.h"}, Values: []Value{
		{"SIG_BLOCK", 1, 0, 0, 0}, {"SIG_UNBLOCK", 2, 1, 1, 1}, {"SIG_SETMASK", 3, 2, 2, 2}}},
	{Name: "pollbits", Flags: true, Other: Keep, Headers: []string{"asm/poll.h"}, Values: []Value{
		{"POLLIN", 1, 1, 1, 1}, {"POLLPRI", 2, 2, 2, 2}, {"POLLOUT", 4, 4, 4, 4}, {"POLLERR", 8, 8, 8, 8},
		{"POLLHUP", 16, 16, 16, 16}, {"POLLNVAL", 32, 32, 32, 32},
		{"POLLRDNORM", 0x40, 0x40, 0x40, 0x40}, {"POLLRDBAND", 0x80, 0x80, 0x80, 0x80},
		{"POLLWRNORM", 0x4, 0x100, 0x100, 0x100}, {"POLLWRBAND", 0x100, 0x200, 0x200, 0x200},
		{"POLLMSG", 0x400, 0x400, 0x400, 0x400}, {"POLLREMOVE", 0x1000, 0x1000, 0x1000, 0x1000},
		{"POLLRDHUP", 0x2000, 0x2000, 0x2000, 0x2000}}},
	{Name: "epollop", Other: Keep, Headers: []string{"linux/eventpoll.h"}, Values: same(
		one("EPOLL_CTL_ADD", 1), one("EPOLL_CTL_DEL", 2), one("EPOLL_CTL_MOD", 3))},
	{Name: "family", Other: Keep, Values: same(
		one("AF_UNSPEC", 0), one("AF_UNIX", 1), one("AF_INET", 2), one("AF_INET6", 10), one("AF_NETLINK", 16), one("AF_PACKET", 17),
		one("AF_ALG", 38), one("AF_VSOCK", 40))},
	{Name: "socktype", Flags: true, Field: 0, Other: Keep, Values: []Value{
		{"SOCK_NONBLOCK", 0x80, 0x800, 0x800, 0x800}, {"SOCK_CLOEXEC", 0x80000, 0x80000, 0x80000, 0x80000}}},
	// sockkind is the low part of the type of a socket.
	{Name: "sockkind", Other: Keep, Values: []Value{
		{"SOCK_STREAM", 2, 1, 1, 1}, {"SOCK_DGRAM", 1, 2, 2, 2}, {"SOCK_RAW", 3, 3, 3, 3}, {"SOCK_RDM", 4, 4, 4, 4},
		{"SOCK_SEQPACKET", 5, 5, 5, 5}, {"SOCK_DCCP", 6, 6, 6, 6}, {"SOCK_PACKET", 10, 10, 10, 10}}},
	{Name: "msgflags", Flags: true, Other: Keep, Headers: []string{"sys/socket.h"}, Values: same(
		one("MSG_OOB", 1), one("MSG_PEEK", 2), one("MSG_DONTROUTE", 4), one("MSG_CTRUNC", 8), one("MSG_TRUNC", 0x20),
		one("MSG_DONTWAIT", 0x40), one("MSG_EOR", 0x80), one("MSG_WAITALL", 0x100), one("MSG_CONFIRM", 0x800), one("MSG_ERRQUEUE", 0x2000),
		one("MSG_NOSIGNAL", 0x4000), one("MSG_MORE", 0x8000), one("MSG_WAITFORONE", 0x10000), one("MSG_CMSG_CLOEXEC", 0x40000000))},
	{Name: "sockopt", Other: Keep, Headers: []string{"asm/socket.h"}, Values: []Value{
		{"SO_DEBUG", 1, 1, 1, 1}, {"SO_REUSEADDR", 4, 2, 2, 2}, {"SO_REUSEPORT", 0x200, 15, 15, 15}, {"SO_TYPE", 0x1008, 3, 3, 3},
		{"SO_ERROR", 0x1007, 4, 4, 4}, {"SO_DONTROUTE", 0x10, 5, 5, 5}, {"SO_BROADCAST", 0x20, 6, 6, 6}, {"SO_SNDBUF", 0x1001, 7, 7, 7},
		{"SO_RCVBUF", 0x1002, 8, 8, 8}, {"SO_KEEPALIVE", 8, 9, 9, 9}, {"SO_OOBINLINE", 0x100, 10, 10, 10}, {"SO_LINGER", 0x80, 13, 13, 13},
		{"SO_PASSCRED", 17, 20, 16, 16}, {"SO_PEERCRED", 18, 21, 17, 17}, {"SO_RCVLOWAT", 0x1004, 16, 18, 18}, {"SO_SNDLOWAT", 0x1003, 17, 19, 19},
		{"SO_RCVTIMEO_OLD", 0x1006, 18, 20, 20}, {"SO_SNDTIMEO_OLD", 0x1005, 19, 21, 21}, {"SO_ACCEPTCONN", 0x1009, 30, 30, 30},
		{"SO_PROTOCOL", 0x1028, 38, 38, 38}, {"SO_DOMAIN", 0x1029, 39, 39, 39}, {"SO_NO_CHECK", 11, 11, 11, 11}, {"SO_PRIORITY", 12, 12, 12, 12},
		{"SO_BSDCOMPAT", 14, 14, 14, 14}, {"SO_BINDTODEVICE", 25, 25, 25, 25}, {"SO_ATTACH_FILTER", 26, 26, 26, 26}, {"SO_DETACH_FILTER", 27, 27, 27, 27},
		{"SO_PEERNAME", 28, 28, 28, 28}, {"SO_TIMESTAMP_OLD", 29, 29, 29, 29}, {"SO_PEERSEC", 30, 31, 31, 31}, {"SO_SNDBUFFORCE", 31, 32, 32, 32},
		{"SO_RCVBUFFORCE", 33, 33, 33, 33}, {"SO_PASSSEC", 34, 34, 34, 34}, {"SO_TIMESTAMPNS_OLD", 35, 35, 35, 35}, {"SO_MARK", 36, 36, 36, 36},
		{"SO_TIMESTAMPING_OLD", 37, 37, 37, 37}, {"SO_RXQ_OVFL", 40, 40, 40, 40}, {"SO_WIFI_STATUS", 41, 41, 41, 41}, {"SO_PEEK_OFF", 42, 42, 42, 42},
		{"SO_NOFCS", 43, 43, 43, 43}, {"SO_LOCK_FILTER", 44, 44, 44, 44}, {"SO_SELECT_ERR_QUEUE", 45, 45, 45, 45}, {"SO_BUSY_POLL", 46, 46, 46, 46},
		{"SO_MAX_PACING_RATE", 47, 47, 47, 47}, {"SO_BPF_EXTENSIONS", 48, 48, 48, 48}, {"SO_INCOMING_CPU", 49, 49, 49, 49},
		{"SO_MEMINFO", 55, 55, 55, 55}, {"SO_INCOMING_NAPI_ID", 56, 56, 56, 56}, {"SO_COOKIE", 57, 57, 57, 57}, {"SO_PEERGROUPS", 59, 59, 59, 59},
		{"SO_ZEROCOPY", 60, 60, 60, 60}, {"SO_BINDTOIFINDEX", 62, 62, 62, 62}, {"SO_TIMESTAMP_NEW", 63, 63, 63, 63}, {"SO_TIMESTAMPNS_NEW", 64, 64, 64, 64},
		{"SO_TIMESTAMPING_NEW", 65, 65, 65, 65}, {"SO_RCVTIMEO_NEW", 66, 66, 66, 66}, {"SO_SNDTIMEO_NEW", 67, 67, 67, 67}}},
	// sollevel is the level of a socket option, of which one is renumbered.
	{Name: "sollevel", Other: Keep, Values: []Value{{"SOL_SOCKET", 0xffff, 1, 1, 1}, {"SOL_IP", 0, 0, 0, 0}, {"SOL_TCP", 6, 6, 6, 6},
		{"SOL_UDP", 17, 17, 17, 17}, {"SOL_IPV6", 41, 41, 41, 41}, {"SOL_RAW", 255, 255, 255, 255}, {"SOL_PACKET", 263, 263, 263, 263}, {"SOL_NETLINK", 270, 270, 270, 270}}},
	{Name: "fcntlcmd", Other: Refuse, Headers: []string{"linux/fcntl.h"}, Values: []Value{
		{"F_DUPFD", 0, 0, 0, 0}, {"F_GETFD", 1, 1, 1, 1}, {"F_SETFD", 2, 2, 2, 2}, {"F_GETFL", 3, 3, 3, 3}, {"F_SETFL", 4, 4, 4, 4},
		{"F_GETLK", 14, 5, 5, 5}, {"F_SETLK", 6, 6, 6, 6}, {"F_SETLKW", 7, 7, 7, 7}, {"F_SETOWN", 24, 8, 8, 8}, {"F_GETOWN", 23, 9, 9, 9},
		{"F_SETSIG", 10, 10, 10, 10}, {"F_GETSIG", 11, 11, 11, 11}, {"F_SETOWN_EX", 15, 15, 15, 15}, {"F_GETOWN_EX", 16, 16, 16, 16},
		{"F_GETOWNER_UIDS", 17, 17, 17, 17}, {"F_OFD_GETLK", 36, 36, 36, 36}, {"F_OFD_SETLK", 37, 37, 37, 37}, {"F_OFD_SETLKW", 38, 38, 38, 38},
		{"F_SETLEASE", 1024, 1024, 1024, 1024}, {"F_GETLEASE", 1025, 1025, 1025, 1025}, {"F_NOTIFY", 1026, 1026, 1026, 1026},
		{"F_DUPFD_CLOEXEC", 1030, 1030, 1030, 1030}, {"F_SETPIPE_SZ", 1031, 1031, 1031, 1031}, {"F_GETPIPE_SZ", 1032, 1032, 1032, 1032},
		{"F_ADD_SEALS", 1033, 1033, 1033, 1033}, {"F_GET_SEALS", 1034, 1034, 1034, 1034}, {"F_GET_RW_HINT", 1035, 1035, 1035, 1035},
		{"F_SET_RW_HINT", 1036, 1036, 1036, 1036}, {"F_GET_FILE_RW_HINT", 1037, 1037, 1037, 1037}, {"F_SET_FILE_RW_HINT", 1038, 1038, 1038, 1038},
		{"F_CANCELLK", 1029, 1029, 1029, 1029}}},
	// fcntl64cmd are the commands 32-bit systems add for files beyond 2 GiB.
	{Name: "fcntl64cmd", Other: Keep, Headers: []string{"asm/fcntl.h"}, Values: []Value{
		{"F_GETLK64", 33, 12, 12, None}, {"F_SETLK64", 34, 13, 13, None}, {"F_SETLKW64", 35, 14, 14, None}}},
	{Name: "ccindex", Other: Drop, Headers: []string{"asm/termbits.h"}, Values: []Value{
		{"VINTR", 0, 0, 0, 0}, {"VQUIT", 1, 1, 1, 1}, {"VERASE", 2, 2, 2, 2}, {"VKILL", 3, 3, 3, 3}, {"VEOF", 16, 4, 4, 4}, {"VMIN", 4, 5, 6, 6},
		{"VEOL", 17, 6, 11, 11}, {"VTIME", 5, 7, 5, 5}, {"VEOL2", 6, 8, 16, 16}, {"VSWTC", 7, 9, 7, 7}, {"VSTART", 8, 13, 8, 8}, {"VSTOP", 9, 14, 9, 9},
		{"VSUSP", 10, 12, 10, 10}, {"VREPRINT", 12, 11, 12, 12}, {"VDISCARD", 13, 16, 13, 13}, {"VWERASE", 14, 10, 14, 14}, {"VLNEXT", 15, 15, 15, 15}}},
	{Name: "lflag", Flags: true, Other: Drop, Headers: []string{"asm/termbits.h"}, Values: []Value{
		{"ISIG", 1, 0x80, 1, 1}, {"ICANON", 2, 0x100, 2, 2}, {"XCASE", 4, 0x4000, 4, 4}, {"ECHO", 8, 8, 8, 8}, {"ECHOE", 0x10, 2, 0x10, 0x10},
		{"ECHOK", 0x20, 4, 0x20, 0x20}, {"ECHONL", 0x40, 0x10, 0x40, 0x40}, {"NOFLSH", 0x80, 0x80000000, 0x80, 0x80},
		{"TOSTOP", 0x8000, 0x400000, 0x100, 0x100}, {"ECHOCTL", 0x200, 0x40, 0x200, 0x200}, {"ECHOPRT", 0x400, 0x20, 0x400, 0x400},
		{"ECHOKE", 0x800, 1, 0x800, 0x800}, {"FLUSHO", 0x2000, 0x800000, 0x1000, 0x1000}, {"PENDIN", 0x4000, 0x20000000, 0x4000, 0x4000},
		{"IEXTEN", 0x100, 0x400, 0x8000, 0x8000}, {"EXTPROC", 0x10000, 0x10000000, 0x10000, 0x10000}}},
	{Name: "iflag", Flags: true, Other: Keep, Headers: []string{"asm/termbits.h"}, Values: []Value{
		{"IUCLC", 0x200, 0x1000, 0x200, 0x200}, {"IXON", 0x400, 0x200, 0x400, 0x400}, {"IXOFF", 0x1000, 0x400, 0x1000, 0x1000}}},
	{Name: "oflag", Flags: true, Other: Keep, Headers: []string{"asm/termbits.h"}, Values: []Value{
		{"OLCUC", 2, 4, 2, 2}, {"ONLCR", 4, 2, 4, 4}, {"TAB1", 0x800, 0x400, 0x800, 0x800}, {"TAB2", 0x1000, 0x800, 0x1000, 0x1000},
		{"CR1", 0x200, 0x1000, 0x200, 0x200}, {"CR2", 0x400, 0x2000, 0x400, 0x400}, {"FF1", 0x8000, 0x4000, 0x8000, 0x8000},
		{"BS1", 0x2000, 0x8000, 0x2000, 0x2000}, {"VT1", 0x4000, 0x10000, 0x4000, 0x4000}}},
	// cflag has the bits of CSIZE one by one, and not CBAUD.
	{Name: "cflag", Flags: true, Other: Keep, Headers: []string{"asm/termbits.h"}, Values: []Value{
		{"CS6", 0x10, 0x100, 0x10, 0x10}, {"CS7", 0x20, 0x200, 0x20, 0x20}, {"CSTOPB", 0x40, 0x400, 0x40, 0x40},
		{"CREAD", 0x80, 0x800, 0x80, 0x80}, {"PARENB", 0x100, 0x1000, 0x100, 0x100}, {"PARODD", 0x200, 0x2000, 0x200, 0x200},
		{"HUPCL", 0x400, 0x4000, 0x400, 0x400}, {"CLOCAL", 0x800, 0x8000, 0x800, 0x800}}},
	// msgipc are flags of msgget, semget and shmget beside the mode.
	{Name: "ipcflags", Flags: true, Field: 0777, Other: Keep, Headers: []string{"linux/ipc.h"}, Values: same(
		one("IPC_CREAT", 01000), one("IPC_EXCL", 02000), one("IPC_NOWAIT", 04000))},
	{Name: "futexop", Other: Keep, Headers: []string{"linux/futex.h"}, Values: same(
		one("FUTEX_WAIT", 0), one("FUTEX_WAKE", 1), one("FUTEX_FD", 2), one("FUTEX_REQUEUE", 3), one("FUTEX_CMP_REQUEUE", 4), one("FUTEX_WAKE_OP", 5),
		one("FUTEX_LOCK_PI", 6), one("FUTEX_UNLOCK_PI", 7), one("FUTEX_TRYLOCK_PI", 8), one("FUTEX_WAIT_BITSET", 9), one("FUTEX_WAKE_BITSET", 10),
		one("FUTEX_WAIT_REQUEUE_PI", 11), one("FUTEX_CMP_REQUEUE_PI", 12), one("FUTEX_LOCK_PI2", 13),
		one("FUTEX_WAIT_PRIVATE", 128), one("FUTEX_WAKE_PRIVATE", 129), one("FUTEX_REQUEUE_PRIVATE", 131), one("FUTEX_CMP_REQUEUE_PRIVATE", 132),
		one("FUTEX_WAKE_OP_PRIVATE", 133), one("FUTEX_WAIT_BITSET_PRIVATE", 137), one("FUTEX_WAKE_BITSET_PRIVATE", 138))},
	// sicode are the negative codes of siginfo, which MIPS numbers as IRIX does.
	{Name: "sicode", Other: Keep, Headers: []string{"asm/siginfo.h"}, Values: []Value{
		{"SI_QUEUE", -1, -1, -1, -1}, {"SI_TIMER", -3, -2, -2, -2}, {"SI_MESGQ", -4, -3, -3, -3}, {"SI_ASYNCIO", -2, -4, -4, -4},
		{"SI_SIGIO", -5, -5, -5, -5}, {"SI_TKILL", -6, -6, -6, -6}}},
	{Name: "sigev", Other: Keep, Headers: []string{"asm/siginfo.h"}, Values: same(
		one("SIGEV_SIGNAL", 0), one("SIGEV_NONE", 1), one("SIGEV_THREAD", 2), one("SIGEV_THREAD_ID", 4))},
	Signals, Errnos,
}

// MapNamed returns the map called name, or nil.
func MapNamed(name string) *Map {
	for _, m := range Maps {
		if m.Name == name {
			return m
		}
	}
	return nil
}
