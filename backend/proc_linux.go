package backend

import "syscall"

// dieWithParent makes the kernel end a tool when translate dies, however.
var dieWithParent = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
