//go:build !linux

package main

import (
	"os"
	"time"
)

func sleep(d time.Duration) { time.Sleep(d) }

func datasync(f *os.File) error { return f.Sync() }
