package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func init() { children["fill tmpfs"] = fillTmpfs }

// TestFullDisk fills a file system of 4 MiB, mounted for a process of its
// own; where that is not allowed, the process may only write small files.
func TestFullDisk(t *testing.T) {
	cmd := child(t, "fill tmpfs", t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	}
	err := cmd.Start()
	if errors.Is(err, syscall.EPERM) {
		t.Log("no mounting here, so the size of files is limited instead")
		cmd = child(t, "fill limited", t.TempDir())
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

func fillTmpfs(dir string) error {
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m")
	if errors.Is(err, syscall.EPERM) {
		return fillLimited(dir)
	}
	if err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		return err
	}
	return runFull(filepath.Join(dir, "takt.db"), Options{}, func() error { return os.Remove(ballast) })
}
