package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
)

// A new file is made beside the place it is meant for, under a name of its
// own, and put there whole and on the disk, or not at all.

const tempMark = ".tmp-"

// tempFile creates a file beside path, for the owner's eyes only.
func tempFile(path string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(path), filepath.Base(path)+tempMark+"*")
}

// sweep removes what a process that died left beside the file at path,
// which the caller has locked.
func sweep(path string) {
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"+tempMark+"*"))
	ours := regexp.MustCompile("^" + regexp.QuoteMeta(filepath.Base(path)+tempMark) + "[0-9]+$")
	for _, name := range left {
		if ours.MatchString(filepath.Base(name)) {
			os.Remove(name)
		}
	}
}

// build makes a new bbolt file beside path and has it filled. The caller
// removes it, or puts it in its place.
func build(path string, fill func(*bbolt.DB) error) (temp string, err error) {
	f, err := tempFile(path)
	if err != nil {
		return "", err
	}
	temp = f.Name()
	if err := f.Close(); err != nil {
		return temp, err
	}
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return temp, err
	}
	return temp, errors.Join(fill(db), db.Close())
}

// create makes an empty journal at path, where there is no file.
func create(path string) error {
	temp, err := build(path, func(db *bbolt.DB) error { return putFacts(db, newFacts()) })
	defer os.Remove(temp)
	if err != nil {
		return err
	}
	err = putNew(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return nil // somebody else has just created it
	}
	return err
}

// putNew gives the file at temp a place where there is none. A link, unlike
// a rename, never takes the place of another file.
func putNew(temp, path string) error {
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := os.Link(temp, path); err != nil {
		return err
	}
	return syncDir(path)
}

// put gives the file at temp the place of the one at path, if there is any.
func put(temp, path string) error {
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncDir(path)
}

// giveOwner lets a file that root made for path belong to whoever owns what
// is there now, or the directory, so that the server can open it.
func giveOwner(temp, path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	like, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		like, err = os.Stat(filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	st, ok := like.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return os.Chown(temp, int(st.Uid), int(st.Gid))
}

// follow returns what path leads to if it is a symbolic link, so that the
// file is replaced and not the link.
func follow(path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	return target, err
}

// setAside gives the file at path a second name beside it and returns that.
func setAside(path string) (string, error) {
	stamp := time.Now().UTC().Format("20060102-150405")
	for n := 0; ; n++ {
		kept := fmt.Sprintf("%s.before-%s", path, stamp)
		if n > 0 {
			kept = fmt.Sprintf("%s-%d", kept, n)
		}
		err := os.Link(path, kept)
		if !errors.Is(err, fs.ErrExist) {
			return kept, err
		}
	}
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes the name of a file durable.
func syncDir(path string) error { return syncFile(filepath.Dir(path)) }
