package bolt

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// inspected inspects a file that nobody has open.
func inspected(t testing.TB, path string) *inspection {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	in, err := inspect(f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestWalkAgreesWithBolt walks a file of several levels, with large values
// and free pages, and finds what bbolt's own check finds: nothing. It
// accounts for every page, and a skim reads few of them.
func TestWalkAgreesWithBolt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "takt.db")
	j := open(t, path, Options{})
	for head := uint64(0); head < 20_000; head += 1000 {
		entries := make([]journal.Entry, 1000)
		for i := range entries {
			seq := head + uint64(i) + 1
			entries[i] = journal.Entry{Seq: seq, At: time.Now(), ID: fmt.Sprintf("%x", seq*0x9E3779B97F4A7C15), Data: event}
		}
		if err := j.Append(t.Context(), "board/large", head, entries); err != nil {
			t.Fatal(err)
		}
		if err := j.SaveSnapshot(t.Context(), "board/large", journal.Snapshot{Seq: head + 1000, Data: make([]byte, 50_000)}); err != nil {
			t.Fatal(err)
		}
	}
	j.Close()
	in := inspected(t, path)
	for _, skim := range []bool{false, true} {
		reads := &countingReader{file: in.file.r.(*os.File)}
		in.file.r = reads
		if problems := in.check(skim); len(problems) != 0 {
			t.Errorf("skim %v: %v", skim, problems)
		}
		in.file.r = reads.file
		if all := int(in.file.pages); !skim && reads.n < all*3/4 || skim && reads.n > all/30 {
			t.Errorf("skim %v: %d pages of %d read", skim, reads.n, all)
		}
	}
	db, err := bbolt.Open(path, 0, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	})
}

type countingReader struct {
	file *os.File
	n    int
}

func (r *countingReader) ReadAt(p []byte, at int64) (int, error) {
	r.n++
	return r.file.ReadAt(p, at)
}

// TestCircles bends the pointers of branch pages back to where they come
// from, on which bbolt would go round until the process dies.
func TestCircles(t *testing.T) {
	path := filled(t, 1024)
	in := inspected(t, path)
	noticed := 0
	for id := uint64(2); id < in.file.pages; id++ {
		p, err := in.file.read(id)
		if err != nil || p.flags != branchPage {
			continue
		}
		elems, err := p.elems()
		if err != nil {
			t.Fatal(err)
		}
		for i := range elems {
			if wantNoCircle(t, path, id, int64(id)*1024+pageHeader+int64(i)*elemSize+8) {
				noticed++
			}
		}
	}
	if noticed == 0 { // those on pages that are free do not matter
		t.Error("no circle was noticed")
	}
}

// wantNoCircle lets the pointer at a place in the file lead to page id, and
// reports whether a verification notices.
func wantNoCircle(t *testing.T, path string, id uint64, at int64) (noticed bool) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	old, bent := make([]byte, 8), make([]byte, 8)
	if _, err := f.ReadAt(old, at); err != nil {
		t.Fatal(err)
	}
	native.PutUint64(bent, id)
	if _, err := f.WriteAt(bent, at); err != nil {
		t.Fatal(err)
	}
	noticed = verifyErr(t, path) != nil
	for _, readOnly := range []bool{false, true} {
		j, err := Open(path, Options{ReadOnly: readOnly})
		if err != nil {
			continue
		}
		if _, err := list(t.Context(), j); err != nil && !noticed {
			t.Errorf("page %d: %v", id, err)
		}
		j.Close()
	}
	if _, err := f.WriteAt(old, at); err != nil {
		t.Fatal(err)
	}
	return noticed
}
