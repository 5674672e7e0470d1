package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"go.etcd.io/bbolt"
)

// ErrExists is returned by Restore when there is something it would
// replace and was not told to.
var ErrExists = errors.New("exists already")

// Restored says what Restore has done.
type Restored struct {
	Report        // of the restored journal, with its new epoch
	Kept   string // where the replaced file is now, "" if there was none
}

// Restore makes the backup at from the journal at to, with a new epoch so
// that browsers notice. A backup that is not whole is refused, as is a
// target in use. A file that exists at to, whatever it is, is replaced only
// if replace is set, and kept beside it under another name.
func Restore(ctx context.Context, from, to string, replace bool) (done Restored, err error) {
	if done, err = restore(ctx, from, to, replace); err != nil {
		return Restored{}, fmt.Errorf("journal: %s was not restored: %w", from, err)
	}
	return done, nil
}

func restore(ctx context.Context, from, to string, replace bool) (done Restored, err error) {
	if to, err = follow(to); err != nil {
		return done, err
	}
	if err := distinct(from, to); err != nil {
		return done, err
	}
	unlock, err := lockTarget(to, replace)
	if err != nil {
		return done, err
	}
	defer unlock()
	backup, err := Verify(ctx, from)
	if err == nil {
		err = backup.Err()
	}
	if err != nil {
		return done, err
	}
	temp, report, err := renewed(ctx, from, to)
	defer os.Remove(temp)
	if err != nil {
		return done, err
	}
	done.Report = report
	done.Kept, err = putAside(temp, to)
	return done, err
}

// lockTarget makes sure that nobody uses the file at path, if there is one,
// until unlock is called.
func lockTarget(path string, replace bool) (unlock func() error, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil
	}
	if !replace {
		return nil, fmt.Errorf("journal: %s %w: restore to another place, or ask for it to be replaced; it is then kept under another name", path, ErrExists)
	}
	f, err := openLocked(path, false)
	if err != nil {
		return nil, err
	}
	return f.Close, nil
}

// renewed makes a copy of the backup beside path, with a new epoch.
func renewed(ctx context.Context, from, path string) (temp string, r Report, err error) {
	j, err := Open(from, Options{ReadOnly: true})
	if err != nil {
		return "", r, err
	}
	defer j.Close()
	temp, r, err = j.copyTo(ctx, path)
	if err != nil {
		return temp, r, err
	}
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return temp, r, err
	}
	f := newFacts()
	f.Format = j.facts.Format
	r.Epoch, r.Created = f.Epoch, f.Created
	return temp, r, errors.Join(putFacts(db, f), db.Close())
}

// putAside puts temp in the place of the file at path, which keeps a name.
// If there was none, none that appeared meanwhile is replaced.
func putAside(temp, path string) (kept string, err error) {
	if err := giveOwner(temp, path); err != nil {
		return "", err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", putNew(temp, path)
	}
	if kept, err = setAside(path); err != nil {
		return "", err
	}
	return kept, put(temp, path)
}

// distinct returns an error if two paths lead to one file.
func distinct(a, b string) error {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	if errA == nil && errB == nil && os.SameFile(ia, ib) {
		return fmt.Errorf("%s and %s are the same file", a, b)
	}
	return nil
}
