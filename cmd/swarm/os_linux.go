package main

import (
	"os"
	"syscall"
	"time"
)

// sleep is closer to the mark than time.Sleep, whose timers have a grain of a
// millisecond while the process is otherwise idle.
func sleep(d time.Duration) {
	left := syscall.NsecToTimespec(int64(d))
	for syscall.Nanosleep(&left, &left) == syscall.EINTR {
	}
}

func datasync(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
