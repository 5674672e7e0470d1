package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"takt/server/journal"
)

const (
	lockTimeout = 2 * time.Second // for the process before us to finish closing
	lockRetry   = 25 * time.Millisecond
)

// openLocked opens an existing file and locks it: shared for reading,
// otherwise for this process alone. bbolt locks as well, but only just
// before it starts writing to whatever it finds.
func openLocked(path string, readOnly bool) (*os.File, error) {
	mode, how := os.O_RDWR, syscall.LOCK_EX
	if readOnly {
		mode, how = os.O_RDONLY, syscall.LOCK_SH
	}
	for {
		f, err := os.OpenFile(path, mode, 0)
		if err != nil {
			return nil, fmt.Errorf("journal: %w", err)
		}
		if err := lock(f, how); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		same, err := stillAt(path, f)
		if same && err == nil {
			return f, nil
		}
		f.Close() // replaced by a restore or a compaction while we waited
		if err != nil {
			return nil, fmt.Errorf("journal: %w", err)
		}
	}
}

func lock(f *os.File, how int) error {
	for end := time.Now().Add(lockTimeout); ; time.Sleep(lockRetry) {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			return fmt.Errorf("journal: %s cannot be locked: %w", f.Name(), err)
		case time.Now().After(end):
			return fmt.Errorf("journal: %s is %w: stop the Takt that is running on it, or ask that one", f.Name(), journal.ErrLocked)
		}
	}
}

func stillAt(path string, f *os.File) (bool, error) {
	there, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	here, err := f.Stat()
	if err != nil {
		return false, err
	}
	if !here.Mode().IsRegular() {
		return false, &fs.PathError{Op: "open", Path: path, Err: errors.New("not a regular file")}
	}
	return os.SameFile(here, there), nil
}
