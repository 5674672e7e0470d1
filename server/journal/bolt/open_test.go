package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// wantRefused checks that a file is refused by whatever could open it, with
// an error that names it and says what to do, and that it stays as it is.
func wantRefused(t *testing.T, path string, want error, advice string) {
	t.Helper()
	before := state(t, path)
	_, errOpen := Open(path, Options{})
	_, errRead := Open(path, Options{ReadOnly: true})
	_, errVerify := Verify(t.Context(), path)
	_, errCompact := Compact(t.Context(), path)
	_, errRestore := Restore(t.Context(), path, path+".restored", false)
	for what, err := range map[string]error{"open": errOpen, "open to read": errRead, "verify": errVerify, "compact": errCompact, "restore": errRestore} {
		if !errors.Is(err, want) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), advice) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if after := state(t, path); after != before {
		t.Error("the file or its directory has changed")
	}
}

// state is what a file holds, when it was written, and what is beside it.
func state(t *testing.T, path string) string {
	t.Helper()
	data, errData := os.ReadFile(path)
	info, errInfo := os.Stat(path)
	beside, errDir := os.ReadDir(filepath.Dir(path))
	if err := errors.Join(errData, errInfo, errDir); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(info.ModTime(), info.Mode(), beside, data)
}

func TestCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takt.db")
	j := open(t, path, Options{})
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if age := time.Since(j.Created()); age < 0 || age > time.Minute || len(j.Epoch()) != 16 {
		t.Errorf("created %v, epoch %q", j.Created(), j.Epoch())
	}
	if other := open(t, path+"2", Options{}); other.Epoch() == j.Epoch() {
		t.Error("two journals have the same epoch")
	}
	if names, err := os.ReadDir(filepath.Dir(path)); err != nil || len(names) != 2 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

func TestOpenWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "takt.db"), Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("to read: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "none", "takt.db"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a directory: %v", err)
	}
	if _, err := Open(dir, Options{ReadOnly: true}); err == nil {
		t.Error("a directory was opened")
	}
	if _, err := Verify(t.Context(), filepath.Join(dir, "takt.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("verify: %v", err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

func TestOpenSweeps(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "takt.db")
	kept := []string{"takt.db.before-1", "takt.db.tmp-mine", "other.db.tmp-12", "takt.db.tmp-12.gz"}
	for _, name := range append(kept, "takt.db.tmp-12", "takt.db.tmp-345") {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open(t, path, Options{})
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != len(kept)+1 {
		t.Errorf("there is %v, %v", names, err)
	}
}

func TestForeignFiles(t *testing.T) {
	for name, tt := range map[string]struct{ content, advice string }{
		"empty":           {"", "is empty (0 bytes)"},
		"a line of text":  {"hello\n", "does not begin like one"},
		"zeros":           {strings.Repeat("\x00", 40_000), "does not begin like one"},
		"an SQLite file":  {"SQLite format 3\x00" + strings.Repeat("\x10", 9000), "check the path"},
		"something large": {strings.Repeat("board,stage,title\n", 10_000), "check the path"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "takt.db")
			if err := os.WriteFile(path, []byte(tt.content), 0o640); err != nil {
				t.Fatal(err)
			}
			wantRefused(t, path, journal.ErrNotJournal, tt.advice)
		})
	}
}

// TestForeignBolt has bbolt files of others, among them one without a
// freelist, which bbolt would write to as soon as it opened it.
func TestForeignBolt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		opt  bbolt.Options
		fill func(tx *bbolt.Tx) error
	}{
		"empty": {fill: func(tx *bbolt.Tx) error { return nil }},
		"large, without freelist": {bbolt.Options{NoFreelistSync: true}, func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte("users"))
			for i := range uint64(500) {
				err = errors.Join(err, b.Put(seqKey(i), make([]byte, 300)))
			}
			return err
		}},
		"a bucket of our name": {fill: func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte(factsBucket))
			return errors.Join(err, b.Put([]byte("other"), []byte("value")))
		}},
		"a value of our name": {fill: func(tx *bbolt.Tx) error {
			value, err := facts{App: "something else", Format: 1}.encode()
			b, errBucket := tx.CreateBucket([]byte(factsBucket))
			return errors.Join(err, errBucket, b.Put([]byte(factsKey), value))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "takt.db")
			db, err := bbolt.Open(path, 0o600, &tt.opt)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(db.Update(tt.fill), db.Close()); err != nil {
				t.Fatal(err)
			}
			wantRefused(t, path, journal.ErrNotJournal, "another program")
		})
	}
}

func TestNewerFormat(t *testing.T) {
	path := filled(t, 4096)
	edit(t, path, func(tx *bbolt.Tx) error {
		f := newFacts()
		f.Format = format + 1
		value, err := f.encode()
		return errors.Join(err, tx.Bucket([]byte(factsBucket)).Put([]byte(factsKey), value))
	})
	wantRefused(t, path, journal.ErrFormat, "use that version or a later one")
}

// TestTruncated cuts a journal at many lengths. What is cut off what is in
// use is noticed; the rest is room that bbolt has reserved.
func TestTruncated(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "takt.db")
	j := open(t, path, Options{})
	fill(t, j)
	report, err := j.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	j.Close()
	want := listFile(t, path)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lengths := []int64{1, 79, 80, 511, 512, 4095, 4096, 4097, 8191, 8192, 8193, report.Size - 4096, report.Size - 1, report.Size, report.Size + 1, int64(len(whole)) - 1}
	for range 60 {
		lengths = append(lengths, 1+rand.N(report.Size-1))
	}
	for _, n := range lengths {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if n < report.Size {
			wantRefused(t, path, journal.ErrNotJournal, path)
		} else if wantWhole(t, path); !listFile(t, path).equal(want) {
			t.Error("it reads as something else")
		}
		if t.Failed() {
			t.Fatalf("cut to %d of %d bytes", n, report.Size)
		}
	}
}

// TestBothHeaders: with neither header there is no way in, but it was one.
func TestBothHeaders(t *testing.T) {
	path := filled(t, 4096)
	flip(t, path, pageHeader+60, 1)
	flip(t, path, 4096+pageHeader+60, 1)
	before := state(t, path)
	if _, err := Open(path, Options{}); !errors.Is(err, journal.ErrCorrupt) || !strings.Contains(err.Error(), "takt restore") {
		t.Errorf("open: %v", err)
	}
	if r, err := Verify(t.Context(), path); err != nil || len(r.Problems) != 1 {
		t.Errorf("verify: %v, %v", r.Problems, err)
	}
	if state(t, path) != before {
		t.Error("the file has changed")
	}
}

// TestReadOnly opens a journal twice for reading, and a file that may only
// be read.
func TestReadOnly(t *testing.T) {
	path := filled(t, 4096)
	want := listFile(t, path)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	before := state(t, path)
	first, second := open(t, path, Options{ReadOnly: true}), open(t, path, Options{ReadOnly: true})
	for _, j := range []*Journal{first, second} {
		if got, err := list(t.Context(), j); err != nil || !got.equal(want) {
			t.Errorf("it reads as %v, %v", got, err)
		}
		for _, err := range []error{
			j.Append(t.Context(), "account", 2, []journal.Entry{{Seq: 3, At: time.Now()}}),
			j.SaveSnapshot(t.Context(), "account", journal.Snapshot{Seq: 1}),
			j.DropSnapshots(t.Context(), "board/helse"),
		} {
			if !errors.Is(err, journal.ErrReadOnly) {
				t.Errorf("writing: %v", err)
			}
		}
	}
	if _, err := first.Backup(t.Context(), &bytes.Buffer{}); err != nil {
		t.Errorf("backup: %v", err)
	}
	if state(t, path) != before {
		t.Error("the file has changed")
	}
}

// TestReplacedWhileWaiting: a file that is replaced while one waits for its
// lock is not the journal any more.
func TestReplacedWhileWaiting(t *testing.T) {
	t.Parallel()
	path, next := filled(t, 4096), filled(t, 4096)
	f, err := openLocked(path, false)
	if err != nil {
		t.Fatal(err)
	}
	opened := make(chan *Journal, 1)
	go func() {
		j, err := Open(path, Options{})
		if err != nil {
			t.Error(err)
		}
		opened <- j
	}()
	want := listFile(t, next).Epoch
	if err := errors.Join(os.Rename(next, path), f.Close()); err != nil {
		t.Fatal(err)
	}
	if j := <-opened; j != nil {
		if j.Epoch() != want {
			t.Error("the file that was replaced has been opened")
		}
		j.Close()
	}
}
