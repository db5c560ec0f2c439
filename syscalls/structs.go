package syscalls

// Short forms for the declarations below.
func u8(n string) Field                 { return Field{Name: n, Kind: U8} }
func u16(n string) Field                { return Field{Name: n, Kind: U16} }
func i16(n string) Field                { return Field{Name: n, Kind: I16} }
func u32(n string) Field                { return Field{Name: n, Kind: U32} }
func i32(n string) Field                { return Field{Name: n, Kind: I32} }
func u64(n string) Field                { return Field{Name: n, Kind: U64} }
func i64(n string) Field                { return Field{Name: n, Kind: I64} }
func long(n string) Field               { return Field{Name: n, Kind: Long} }
func ulong(n string) Field              { return Field{Name: n, Kind: ULong} }
func ptr(n string) Field                { return Field{Name: n, Kind: Pointer} }
func split64(n string) Field            { return Field{Name: n, Kind: U64Split} }
func nested(n string, of *Struct) Field { return Field{Name: n, Kind: Nested, Of: of} }
func array(f Field, n int) Field        { f.N = n; return f }
func low(f Field) Field                 { f.Low = true; return f }
func skip(f Field) Field                { f.Skip = true; return f }

// longs makes a member of kind long for each name.
func longs(names ...string) (f []Field) {
	for _, n := range names {
		f = append(f, long(n))
	}
	return f
}

func ulongs(names ...string) (f []Field) {
	for _, n := range names {
		f = append(f, ulong(n))
	}
	return f
}

func join(parts ...[]Field) (f []Field) {
	for _, p := range parts {
		f = append(f, p...)
	}
	return f
}

// Times. The *64 forms are those of the time64 calls of 32-bit systems; the
// kernel looks at the low half of their nanoseconds only.
var (
	Timespec = &Struct{Name: "timespec", C: "struct timespec", Headers: []string{"linux/time.h"},
		Fields: longs("tv_sec", "tv_nsec")}
	Timespec64 = &Struct{Name: "timespec64", C: "struct __kernel_timespec", Headers: []string{"linux/time_types.h"},
		Fields: []Field{i64("tv_sec"), low(i64("tv_nsec"))}}
	Timeval = &Struct{Name: "timeval", C: "struct timeval", Headers: []string{"linux/time.h"},
		Fields: longs("tv_sec", "tv_usec")}
	Timezone = &Struct{Name: "timezone", C: "struct timezone", Headers: []string{"linux/time.h"},
		Fields: []Field{i32("tz_minuteswest"), i32("tz_dsttime")}}
	Itimerval = &Struct{Name: "itimerval", C: "struct itimerval", Headers: []string{"linux/time.h"},
		Fields: []Field{nested("it_interval", Timeval), nested("it_value", Timeval)}}
	Itimerspec = &Struct{Name: "itimerspec", C: "struct itimerspec", Headers: []string{"linux/time.h"},
		Fields: []Field{nested("it_interval", Timespec), nested("it_value", Timespec)}}
	Itimerspec64 = &Struct{Name: "itimerspec64", C: "struct __kernel_itimerspec", Headers: []string{"linux/time_types.h"},
		Fields: []Field{nested("it_interval", Timespec64), nested("it_value", Timespec64)}}
	Utimbuf = &Struct{Name: "utimbuf", C: "struct utimbuf", Headers: []string{"linux/utime.h"},
		Fields: longs("actime", "modtime")}
	Tms = &Struct{Name: "tms", C: "struct tms", Headers: []string{"linux/times.h"},
		Fields: longs("tms_utime", "tms_stime", "tms_cutime", "tms_cstime")}
	Timex = &Struct{Name: "timex", C: "struct timex", Headers: []string{"linux/timex.h"},
		Fields: join([]Field{u32("modes")},
			longs("offset", "freq", "maxerror", "esterror"), []Field{i32("status")},
			longs("constant", "precision", "tolerance"), []Field{nested("time", Timeval)},
			longs("tick", "ppsfreq", "jitter"), []Field{i32("shift")},
			longs("stabil", "jitcnt", "calcnt", "errcnt", "stbcnt"), []Field{i32("tai"), skip(array(i32("pad"), 11))}),
		CName: map[string]string{"pad": ""}}
	Timex64 = &Struct{Name: "timex64", C: "struct __kernel_timex", Headers: []string{"linux/timex.h"},
		Fields: []Field{u32("modes"), skip(u32("pad1")), i64("offset"), i64("freq"), i64("maxerror"), i64("esterror"), i32("status"), skip(u32("pad2")),
			i64("constant"), i64("precision"), i64("tolerance"), i64("time_sec"), i64("time_usec"),
			i64("tick"), i64("ppsfreq"), i64("jitter"), i32("shift"), skip(u32("pad3")), i64("stabil"), i64("jitcnt"),
			i64("calcnt"), i64("errcnt"), i64("stbcnt"), i32("tai"), skip(array(i32("pad"), 11))},
		CName: map[string]string{"pad": "", "pad1": "", "pad2": "", "pad3": "", "time_sec": "time.tv_sec", "time_usec": "time.tv_usec"}}
)

// Files.
var (
	Iovec = &Struct{Name: "iovec", C: "struct iovec", Headers: []string{"linux/uio.h"}, Max: 1024,
		Fields: []Field{ptr("iov_base"), ulong("iov_len")}}
	hostStat = []Field{ulong("st_dev"), ulong("st_ino"), ulong("st_nlink"), u32("st_mode"), u32("st_uid"), u32("st_gid"),
		skip(u32("pad0")), ulong("st_rdev"), long("st_size"), long("st_blksize"), long("st_blocks"),
		long("st_atime"), ulong("st_atime_nsec"), long("st_mtime"), ulong("st_mtime_nsec"),
		long("st_ctime"), ulong("st_ctime_nsec"), skip(array(long("pad1"), 3))}
	padNames = map[string]string{"pad0": "", "pad1": "", "pad2": "", "pad3": "", "pad4": ""}
	Stat     = &Struct{Name: "stat", C: "struct stat", Headers: []string{"asm/stat.h"}, CName: padNames,
		Only: map[*ABI][]Field{
			AMD64: hostStat,
			MIPS: {u32("st_dev"), skip(array(long("pad0"), 3)), ulong("st_ino"), u32("st_mode"), u32("st_nlink"), u32("st_uid"),
				u32("st_gid"), u32("st_rdev"), skip(array(long("pad1"), 2)), long("st_size"), skip(long("pad2")),
				long("st_atime"), ulong("st_atime_nsec"), long("st_mtime"), ulong("st_mtime_nsec"),
				long("st_ctime"), ulong("st_ctime_nsec"), long("st_blksize"), long("st_blocks"), skip(array(long("pad3"), 14))},
			PPC: {ulong("st_dev"), ulong("st_ino"), u32("st_mode"), u16("st_nlink"), u32("st_uid"), u32("st_gid"),
				ulong("st_rdev"), long("st_size"), ulong("st_blksize"), ulong("st_blocks"),
				long("st_atime"), ulong("st_atime_nsec"), long("st_mtime"), ulong("st_mtime_nsec"),
				long("st_ctime"), ulong("st_ctime_nsec"), skip(array(ulong("pad0"), 2))},
			I386: {ulong("st_dev"), ulong("st_ino"), u16("st_mode"), u16("st_nlink"), u16("st_uid"), u16("st_gid"),
				ulong("st_rdev"), ulong("st_size"), ulong("st_blksize"), ulong("st_blocks"),
				ulong("st_atime"), ulong("st_atime_nsec"), ulong("st_mtime"), ulong("st_mtime_nsec"),
				ulong("st_ctime"), ulong("st_ctime_nsec"), skip(array(ulong("pad0"), 2))},
		}}
	Stat64 = &Struct{Name: "stat64", C: "struct stat64", Headers: []string{"asm/stat.h"}, CName: padNames,
		Only: map[*ABI][]Field{
			AMD64: hostStat,
			MIPS: {ulong("st_dev"), skip(array(ulong("pad0"), 3)), u64("st_ino"), u32("st_mode"), u32("st_nlink"), u32("st_uid"),
				u32("st_gid"), ulong("st_rdev"), skip(array(ulong("pad1"), 3)), i64("st_size"),
				long("st_atime"), ulong("st_atime_nsec"), long("st_mtime"), ulong("st_mtime_nsec"),
				long("st_ctime"), ulong("st_ctime_nsec"), ulong("st_blksize"), skip(ulong("pad2")), i64("st_blocks")},
			PPC: {u64("st_dev"), u64("st_ino"), u32("st_mode"), u32("st_nlink"), u32("st_uid"), u32("st_gid"), u64("st_rdev"),
				skip(u16("pad0")), i64("st_size"), i32("st_blksize"), i64("st_blocks"),
				i32("st_atime"), u32("st_atime_nsec"), i32("st_mtime"), u32("st_mtime_nsec"),
				i32("st_ctime"), u32("st_ctime_nsec"), skip(array(u32("pad1"), 2))},
			I386: {u64("st_dev"), skip(u32("pad0")), skip(u32("ino_low")), u32("st_mode"), u32("st_nlink"), ulong("st_uid"), ulong("st_gid"),
				u64("st_rdev"), skip(u32("pad1")), i64("st_size"), ulong("st_blksize"), u64("st_blocks"),
				ulong("st_atime"), ulong("st_atime_nsec"), ulong("st_mtime"), ulong("st_mtime_nsec"),
				ulong("st_ctime"), ulong("st_ctime_nsec"), u64("st_ino")},
		}}
	StatxTimestamp = &Struct{Name: "statx_timestamp", C: "struct statx_timestamp", Headers: []string{"linux/stat.h"},
		Fields: []Field{i64("tv_sec"), u32("tv_nsec"), skip(i32("pad0"))}, CName: padNames}
	Statx = &Struct{Name: "statx", C: "struct statx", Headers: []string{"linux/stat.h"}, CName: padNames,
		Fields: []Field{u32("stx_mask"), u32("stx_blksize"), u64("stx_attributes"), u32("stx_nlink"), u32("stx_uid"), u32("stx_gid"),
			u16("stx_mode"), skip(u16("pad0")), u64("stx_ino"), u64("stx_size"), u64("stx_blocks"), u64("stx_attributes_mask"),
			nested("stx_atime", StatxTimestamp), nested("stx_btime", StatxTimestamp), nested("stx_ctime", StatxTimestamp), nested("stx_mtime", StatxTimestamp),
			u32("stx_rdev_major"), u32("stx_rdev_minor"), u32("stx_dev_major"), u32("stx_dev_minor"),
			u64("stx_mnt_id"), u32("stx_dio_mem_align"), u32("stx_dio_offset_align"), skip(array(u64("pad1"), 12))}}
	hostStatfs = []Field{long("f_type"), long("f_bsize"), long("f_blocks"), long("f_bfree"), long("f_bavail"), long("f_files"), long("f_ffree"),
		array(i32("f_fsid"), 2), long("f_namelen"), long("f_frsize"), long("f_flags"), skip(array(long("pad0"), 4))}
	Statfs = &Struct{Name: "statfs", C: "struct statfs", Headers: []string{"asm/statfs.h"}, CName: padNames,
		Fields: hostStatfs,
		Only: map[*ABI][]Field{MIPS: {long("f_type"), long("f_bsize"), long("f_frsize"), long("f_blocks"), long("f_bfree"), long("f_files"), long("f_ffree"),
			long("f_bavail"), array(i32("f_fsid"), 2), long("f_namelen"), long("f_flags"), skip(array(long("pad0"), 5))}}}
	Statfs64 = &Struct{Name: "statfs64", C: "struct statfs64", Headers: []string{"asm/statfs.h"}, CName: padNames,
		Fields: []Field{u32("f_type"), u32("f_bsize"), u64("f_blocks"), u64("f_bfree"), u64("f_bavail"), u64("f_files"), u64("f_ffree"),
			array(i32("f_fsid"), 2), u32("f_namelen"), u32("f_frsize"), u32("f_flags"), skip(array(u32("pad0"), 4))},
		Only: map[*ABI][]Field{
			AMD64: hostStatfs,
			MIPS: {u32("f_type"), u32("f_bsize"), u32("f_frsize"), skip(u32("pad0")), u64("f_blocks"), u64("f_bfree"), u64("f_files"), u64("f_ffree"),
				u64("f_bavail"), array(i32("f_fsid"), 2), u32("f_namelen"), u32("f_flags"), skip(array(u32("pad1"), 5))}}}
	Ustat = &Struct{Name: "ustat", Why: "no header declares it any more",
		Fields: []Field{i32("f_tfree"), ulong("f_tinode"), array(u8("f_fname"), 6), array(u8("f_fpack"), 6)}}
	Flock = &Struct{Name: "flock", CName: map[string]string{"l_sysid": "", "pad0": ""},
		Why:    "the 6.1 header of MIPS has l_pid at 12, kernels and C libraries at 16",
		Fields: []Field{i16("l_type"), i16("l_whence"), long("l_start"), long("l_len"), i32("l_pid")},
		Only: map[*ABI][]Field{MIPS: {i16("l_type"), i16("l_whence"), long("l_start"), long("l_len"), skip(long("l_sysid")), i32("l_pid"),
			skip(array(long("pad0"), 4))}}}
	Flock64 = &Struct{Name: "flock64", C: "struct flock64", Headers: []string{"asm/fcntl.h"},
		Fields: []Field{i16("l_type"), i16("l_whence"), i64("l_start"), i64("l_len"), i32("l_pid")}}
	FOwnerEx = &Struct{Name: "f_owner_ex", C: "struct f_owner_ex", Headers: []string{"asm/fcntl.h"},
		Fields: []Field{i32("type"), i32("pid")}}
	OpenHow = &Struct{Name: "open_how", C: "struct open_how", Headers: []string{"linux/openat2.h"},
		Fields: []Field{u64("flags"), u64("mode"), u64("resolve")}}
	MountAttr = &Struct{Name: "mount_attr", C: "struct mount_attr", Headers: []string{"linux/mount.h"},
		Fields: []Field{u64("attr_set"), u64("attr_clr"), u64("propagation"), u64("userns_fd")}}
	FileCloneRange = &Struct{Name: "file_clone_range", C: "struct file_clone_range", Headers: []string{"linux/fs.h"},
		Fields: []Field{i64("src_fd"), u64("src_offset"), u64("src_length"), u64("dest_offset")}}
	Fsxattr = &Struct{Name: "fsxattr", C: "struct fsxattr", Headers: []string{"linux/fs.h"}, CName: padNames,
		Fields: []Field{u32("fsx_xflags"), u32("fsx_extsize"), u32("fsx_nextents"), u32("fsx_projid"), u32("fsx_cowextsize"), skip(array(u8("pad0"), 8))}}
	FstrimRange = &Struct{Name: "fstrim_range", C: "struct fstrim_range", Headers: []string{"linux/fs.h"},
		Fields: []Field{u64("start"), u64("len"), u64("minlen")}}
	Fiemap = &Struct{Name: "fiemap", C: "struct fiemap", Headers: []string{"linux/fiemap.h"}, CName: padNames,
		Fields: []Field{u64("fm_start"), u64("fm_length"), u32("fm_flags"), u32("fm_mapped_extents"), u32("fm_extent_count"), skip(u32("pad0"))}}
	FiemapExtent = &Struct{Name: "fiemap_extent", C: "struct fiemap_extent", Headers: []string{"linux/fiemap.h"}, CName: padNames,
		Fields: []Field{u64("fe_logical"), u64("fe_physical"), u64("fe_length"), skip(array(u64("pad0"), 2)), u32("fe_flags"), skip(array(u32("pad1"), 3))}}
)

// Polling.
var (
	EpollEvent = &Struct{Name: "epoll_event", C: "struct epoll_event", Headers: []string{"linux/eventpoll.h"}, Packed: AMD64,
		Fields: []Field{u32("events"), u64("data")}}
	Pollfd = &Struct{Name: "pollfd", C: "struct pollfd", Headers: []string{"asm/poll.h"},
		Fields: []Field{i32("fd"), i16("events"), i16("revents")}}
	InotifyEvent = &Struct{Name: "inotify_event", C: "struct inotify_event", Headers: []string{"linux/inotify.h"},
		Fields: []Field{i32("wd"), u32("mask"), u32("cookie"), u32("len")}}
	SignalfdSiginfo = &Struct{Name: "signalfd_siginfo", C: "struct signalfd_siginfo", Headers: []string{"linux/signalfd.h"}, CName: padNames,
		Fields: []Field{u32("ssi_signo"), i32("ssi_errno"), i32("ssi_code"), u32("ssi_pid"), u32("ssi_uid"), i32("ssi_fd"), u32("ssi_tid"),
			u32("ssi_band"), u32("ssi_overrun"), u32("ssi_trapno"), i32("ssi_status"), i32("ssi_int"), u64("ssi_ptr"), u64("ssi_utime"),
			u64("ssi_stime"), u64("ssi_addr"), u16("ssi_addr_lsb"), skip(u16("pad0")), i32("ssi_syscall"), u64("ssi_call_addr"),
			u32("ssi_arch"), skip(array(u8("pad1"), 28))}}
)

// Processes.
var (
	rusageLongs = []string{"ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
		"ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw"}
	Rusage = &Struct{Name: "rusage", C: "struct rusage", Headers: []string{"linux/time.h", "linux/resource.h"},
		Fields: join([]Field{nested("ru_utime", Timeval), nested("ru_stime", Timeval)}, longs(rusageLongs...))}
	Rlimit = &Struct{Name: "rlimit", C: "struct rlimit", Headers: []string{"linux/resource.h"},
		Fields: ulongs("rlim_cur", "rlim_max")}
	Rlimit64 = &Struct{Name: "rlimit64", C: "struct rlimit64", Headers: []string{"linux/resource.h"},
		Fields: []Field{u64("rlim_cur"), u64("rlim_max")}}
	Sysinfo = &Struct{Name: "sysinfo", C: "struct sysinfo", Headers: []string{"linux/sysinfo.h"}, CName: padNames,
		Fields: join([]Field{long("uptime"), array(ulong("loads"), 3)},
			ulongs("totalram", "freeram", "sharedram", "bufferram", "totalswap", "freeswap"),
			[]Field{u16("procs"), skip(u16("pad0")), ulong("totalhigh"), ulong("freehigh"), u32("mem_unit"), skip(array(u8("pad1"), 8))}),
		Only: map[*ABI][]Field{AMD64: join([]Field{long("uptime"), array(ulong("loads"), 3)},
			ulongs("totalram", "freeram", "sharedram", "bufferram", "totalswap", "freeswap"),
			[]Field{u16("procs"), skip(u16("pad0")), ulong("totalhigh"), ulong("freehigh"), u32("mem_unit")})}}
	Utsname = &Struct{Name: "utsname", C: "struct new_utsname", Headers: []string{"linux/utsname.h"},
		Fields: []Field{array(u8("sysname"), 65), array(u8("nodename"), 65), array(u8("release"), 65), array(u8("version"), 65),
			array(u8("machine"), 65), array(u8("domainname"), 65)}}
	SchedParam = &Struct{Name: "sched_param", Fields: []Field{i32("sched_priority")}, Why: "one int; no uapi header declares it"}
	SchedAttr  = &Struct{Name: "sched_attr", C: "struct sched_attr", Headers: []string{"linux/types.h", "linux/sched/types.h"},
		Fields: []Field{u32("size"), u32("sched_policy"), u64("sched_flags"), i32("sched_nice"), u32("sched_priority"),
			u64("sched_runtime"), u64("sched_deadline"), u64("sched_period"), u32("sched_util_min"), u32("sched_util_max")}}
	CapHeader = &Struct{Name: "cap_header", C: "struct __user_cap_header_struct", Headers: []string{"linux/capability.h"},
		Fields: []Field{u32("version"), i32("pid")}}
	CapData = &Struct{Name: "cap_data", C: "struct __user_cap_data_struct", Headers: []string{"linux/capability.h"},
		Fields: []Field{u32("effective"), u32("permitted"), u32("inheritable")}}
	LandlockRuleset = &Struct{Name: "landlock_ruleset_attr", C: "struct landlock_ruleset_attr", Headers: []string{"linux/landlock.h"},
		Fields: []Field{u64("handled_access_fs")}}
)

// Signals. The union of siginfo is converted by hand in siginfo.c.
var (
	StackT = &Struct{Name: "stack_t", C: "stack_t", Headers: []string{"asm/signal.h"},
		Fields: []Field{ptr("ss_sp"), i32("ss_flags"), ulong("ss_size")},
		Only:   map[*ABI][]Field{MIPS: {ptr("ss_sp"), ulong("ss_size"), i32("ss_flags")}}}
)

// Sockets.
var (
	Msghdr = &Struct{Name: "msghdr", C: "struct msghdr", Headers: []string{"sys/socket.h"},
		Fields: []Field{ptr("msg_name"), i32("msg_namelen"), ptr("msg_iov"), ulong("msg_iovlen"), ptr("msg_control"), ulong("msg_controllen"), u32("msg_flags")}}
	Mmsghdr = &Struct{Name: "mmsghdr", Fields: []Field{nested("msg_hdr", Msghdr), u32("msg_len")}, Why: "made of msghdr; declared for _GNU_SOURCE only"}
	Cmsghdr = &Struct{Name: "cmsghdr", C: "struct cmsghdr", Headers: []string{"sys/socket.h"},
		Fields: []Field{ulong("cmsg_len"), i32("cmsg_level"), i32("cmsg_type")}}
	Ucred     = &Struct{Name: "ucred", Fields: []Field{i32("pid"), u32("uid"), u32("gid")}, Why: "three ints; declared for _GNU_SOURCE only"}
	Linger    = &Struct{Name: "linger", C: "struct linger", Headers: []string{"sys/socket.h"}, Fields: []Field{i32("l_onoff"), i32("l_linger")}}
	InPktinfo = &Struct{Name: "in_pktinfo", C: "struct in_pktinfo", Headers: []string{"linux/in.h"},
		Fields: []Field{i32("ipi_ifindex"), array(u8("ipi_addrs"), 8)}, CName: map[string]string{"ipi_addrs": "ipi_spec_dst"}}
	In6Pktinfo = &Struct{Name: "in6_pktinfo", C: "struct in6_pktinfo", Headers: []string{"linux/in6.h", "linux/ipv6.h"},
		Fields: []Field{array(u8("ipi6_addr"), 16), i32("ipi6_ifindex")}}
	SockFprog = &Struct{Name: "sock_fprog", C: "struct sock_fprog", Headers: []string{"linux/filter.h"},
		Fields: []Field{u16("len"), ptr("filter")}}
	SockFilter = &Struct{Name: "sock_filter", C: "struct sock_filter", Headers: []string{"linux/filter.h"},
		Fields: []Field{u16("code"), u8("jt"), u8("jf"), u32("k")}}
	Ifconf = &Struct{Name: "ifconf", C: "struct ifconf", Headers: []string{"linux/socket.h", "linux/if.h"},
		Fields: []Field{i32("ifc_len"), ptr("ifc_buf")}, CName: map[string]string{"ifc_buf": "ifc_ifcu"}}
	Ifmap = &Struct{Name: "ifmap", C: "struct ifmap", Headers: []string{"linux/socket.h", "linux/if.h"},
		Fields: []Field{ulong("mem_start"), ulong("mem_end"), u16("base_addr"), u8("irq"), u8("dma"), u8("port"), skip(array(u8("pad0"), 3))}, CName: padNames}
	Rtentry = &Struct{Name: "rtentry", C: "struct rtentry", Headers: []string{"linux/socket.h", "linux/route.h"}, CName: padNames,
		Fields: []Field{skip(ulong("pad0")), array(u8("rt_dst"), 16), array(u8("rt_gateway"), 16), array(u8("rt_genmask"), 16), u16("rt_flags"),
			skip(i16("pad1")), skip(ulong("pad2")), skip(ptr("pad3")), i16("rt_metric"), ptr("rt_dev"), ulong("rt_mtu"), ulong("rt_window"), u16("rt_irtt")}}
)

// Terminals. The order of c_cc differs; sys_ioctl.c permutes it.
var (
	Termios = &Struct{Name: "termios", C: "struct termios", Headers: []string{"asm/termbits.h"},
		Fields: []Field{u32("c_iflag"), u32("c_oflag"), u32("c_cflag"), u32("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 19))},
		Only: map[*ABI][]Field{
			MIPS: {u32("c_iflag"), u32("c_oflag"), u32("c_cflag"), u32("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 23))},
			PPC: {u32("c_iflag"), u32("c_oflag"), u32("c_cflag"), u32("c_lflag"), skip(array(u8("c_cc"), 19)), u8("c_line"),
				u32("c_ispeed"), u32("c_ospeed")}}}
	Termios2 = &Struct{Name: "termios2", C: "struct termios2", Headers: []string{"asm/termbits.h"},
		Fields: []Field{u32("c_iflag"), u32("c_oflag"), u32("c_cflag"), u32("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 19)), u32("c_ispeed"), u32("c_ospeed")},
		Only: map[*ABI][]Field{
			MIPS: {u32("c_iflag"), u32("c_oflag"), u32("c_cflag"), u32("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 23)), u32("c_ispeed"), u32("c_ospeed")}}}
	Termio = &Struct{Name: "termio", C: "struct termio", Headers: []string{"asm/termios.h"},
		Fields: []Field{u16("c_iflag"), u16("c_oflag"), u16("c_cflag"), u16("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 8))},
		Only: map[*ABI][]Field{
			// MIPS has room for 23 characters in it.
			MIPS: {u16("c_iflag"), u16("c_oflag"), u16("c_cflag"), u16("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 23))},
			PPC:  {u16("c_iflag"), u16("c_oflag"), u16("c_cflag"), u16("c_lflag"), u8("c_line"), skip(array(u8("c_cc"), 10))}}}
	Winsize = &Struct{Name: "winsize", C: "struct winsize", Headers: []string{"asm/termios.h"},
		Fields: []Field{u16("ws_row"), u16("ws_col"), u16("ws_xpixel"), u16("ws_ypixel")}}
)

// System V IPC and message queues.
var (
	IpcPerm = &Struct{Name: "ipc_perm", C: "struct ipc64_perm", Headers: []string{"asm/ipcbuf.h"}, CName: padNames,
		Fields: []Field{i32("key"), u32("uid"), u32("gid"), u32("cuid"), u32("cgid"), u32("mode"), u16("seq"), skip(u16("pad0")),
			skip(array(ulong("pad1"), 2))},
		Only: map[*ABI][]Field{
			PPC:  {i32("key"), u32("uid"), u32("gid"), u32("cuid"), u32("cgid"), u32("mode"), u32("seq"), skip(u32("pad0")), skip(array(u64("pad1"), 2))},
			I386: {i32("key"), u32("uid"), u32("gid"), u32("cuid"), u32("cgid"), u16("mode"), skip(u16("pad0")), u16("seq"), skip(u16("pad1")), skip(array(ulong("pad2"), 2))},
		}}
	ShmidDs = &Struct{Name: "shmid_ds", C: "struct shmid64_ds", Headers: []string{"asm/shmbuf.h"}, CName: padNames,
		Fields: []Field{nested("shm_perm", IpcPerm), ulong("shm_segsz"), long("shm_atime"), long("shm_dtime"), long("shm_ctime"),
			i32("shm_cpid"), i32("shm_lpid"), ulong("shm_nattch"), skip(array(ulong("pad0"), 2))},
		Only: map[*ABI][]Field{
			MIPS: {nested("shm_perm", IpcPerm), ulong("shm_segsz"), ulong("shm_atime"), ulong("shm_dtime"), ulong("shm_ctime"),
				i32("shm_cpid"), i32("shm_lpid"), ulong("shm_nattch"), skip(u16("shm_atime_high")), skip(u16("shm_dtime_high")), skip(u16("shm_ctime_high")), skip(u16("pad0"))},
			PPC: {nested("shm_perm", IpcPerm), split64("shm_atime"), split64("shm_dtime"), split64("shm_ctime"), skip(u32("pad0")), ulong("shm_segsz"),
				i32("shm_cpid"), i32("shm_lpid"), ulong("shm_nattch"), skip(array(ulong("pad1"), 2))},
			I386: {nested("shm_perm", IpcPerm), ulong("shm_segsz"), ulong("shm_atime"), skip(ulong("shm_atime_high")), ulong("shm_dtime"), skip(ulong("shm_dtime_high")),
				ulong("shm_ctime"), skip(ulong("shm_ctime_high")), i32("shm_cpid"), i32("shm_lpid"), ulong("shm_nattch"), skip(array(ulong("pad0"), 2))}}}
	SemidDs = &Struct{Name: "semid_ds", C: "struct semid64_ds", Headers: []string{"asm/sembuf.h"}, CName: padNames,
		Fields: []Field{nested("sem_perm", IpcPerm), ulong("sem_otime"), skip(ulong("pad0")), ulong("sem_ctime"), skip(ulong("pad1")),
			ulong("sem_nsems"), skip(array(ulong("pad2"), 2))},
		Only: map[*ABI][]Field{
			MIPS: {nested("sem_perm", IpcPerm), ulong("sem_otime"), ulong("sem_ctime"), ulong("sem_nsems"), skip(ulong("sem_otime_high")), skip(ulong("sem_ctime_high"))},
			PPC:  {nested("sem_perm", IpcPerm), split64("sem_otime"), split64("sem_ctime"), ulong("sem_nsems"), skip(array(ulong("pad0"), 2))},
			I386: {nested("sem_perm", IpcPerm), ulong("sem_otime"), skip(ulong("sem_otime_high")), ulong("sem_ctime"), skip(ulong("sem_ctime_high")), ulong("sem_nsems"), skip(array(ulong("pad0"), 2))}}}
	// All 32-bit machines have the times of a queue as two words that form a
	// number in memory.
	splitMsqid = []Field{nested("msg_perm", IpcPerm), split64("msg_stime"), split64("msg_rtime"), split64("msg_ctime"), ulong("msg_cbytes"), ulong("msg_qnum"),
		ulong("msg_qbytes"), i32("msg_lspid"), i32("msg_lrpid"), skip(array(ulong("pad0"), 2))}
	MsqidDs = &Struct{Name: "msqid_ds", C: "struct msqid64_ds", Headers: []string{"asm/msgbuf.h"}, CName: map[string]string{"pad0": ""},
		Fields: []Field{nested("msg_perm", IpcPerm), long("msg_stime"), long("msg_rtime"), long("msg_ctime"), ulong("msg_cbytes"), ulong("msg_qnum"),
			ulong("msg_qbytes"), i32("msg_lspid"), i32("msg_lrpid"), skip(array(ulong("pad0"), 2))},
		Only: map[*ABI][]Field{
			MIPS: splitMsqid, PPC: splitMsqid, I386: splitMsqid}}
	Sembuf = &Struct{Name: "sembuf", C: "struct sembuf", Headers: []string{"linux/sem.h"}, Max: 500,
		Fields: []Field{u16("sem_num"), i16("sem_op"), i16("sem_flg")}}
	Seminfo = &Struct{Name: "seminfo", C: "struct seminfo", Headers: []string{"linux/sem.h"},
		Fields: []Field{i32("semmap"), i32("semmni"), i32("semmns"), i32("semmnu"), i32("semmsl"), i32("semopm"), i32("semume"), i32("semusz"), i32("semvmx"), i32("semaem")}}
	Msginfo = &Struct{Name: "msginfo", C: "struct msginfo", Headers: []string{"linux/msg.h"},
		Fields: []Field{i32("msgpool"), i32("msgmap"), i32("msgmax"), i32("msgmnb"), i32("msgmni"), i32("msgssz"), i32("msgtql"), u16("msgseg")}}
	Shminfo = &Struct{Name: "shminfo", C: "struct shminfo64", Headers: []string{"asm/shmbuf.h"}, CName: padNames,
		Fields: []Field{ulong("shmmax"), ulong("shmmin"), ulong("shmmni"), ulong("shmseg"), ulong("shmall"), skip(array(ulong("pad0"), 4))}}
	ShmInfo = &Struct{Name: "shm_info", C: "struct shm_info", Headers: []string{"linux/shm.h"},
		Fields: []Field{i32("used_ids"), ulong("shm_tot"), ulong("shm_rss"), ulong("shm_swp"), ulong("swap_attempts"), ulong("swap_successes")}}
	MqAttr = &Struct{Name: "mq_attr", C: "struct mq_attr", Headers: []string{"linux/mqueue.h"}, CName: padNames,
		Fields: []Field{long("mq_flags"), long("mq_maxmsg"), long("mq_msgsize"), long("mq_curmsgs"), skip(array(long("pad0"), 4))}}
)

// Structs lists every structure, those nested in others before them.
var Structs = []*Struct{
	Timespec, Timespec64, Timeval, Timezone, Itimerval, Itimerspec, Itimerspec64, Utimbuf, Tms, Timex, Timex64,
	Iovec, Stat, Stat64, StatxTimestamp, Statx, Statfs, Statfs64, Ustat, Flock, Flock64, FOwnerEx, OpenHow, MountAttr,
	FileCloneRange, Fsxattr, FstrimRange, Fiemap, FiemapExtent,
	EpollEvent, Pollfd, InotifyEvent, SignalfdSiginfo,
	Rusage, Rlimit, Rlimit64, Sysinfo, Utsname, SchedParam, SchedAttr, CapHeader, CapData, LandlockRuleset,
	StackT,
	Msghdr, Mmsghdr, Cmsghdr, Ucred, Linger, InPktinfo, In6Pktinfo, SockFprog, SockFilter, Ifconf, Ifmap, Rtentry,
	Termios, Termios2, Termio, Winsize,
	IpcPerm, ShmidDs, SemidDs, MsqidDs, Sembuf, Seminfo, Msginfo, Shminfo, ShmInfo, MqAttr,
}

// StructNamed returns the structure called name, or nil.
func StructNamed(name string) *Struct {
	for _, s := range Structs {
		if s.Name == name {
			return s
		}
	}
	return nil
}
