package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// flip changes one bit of a file.
func flip(t testing.TB, path string, at int64, bit byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b [1]byte
	_, errRead := f.ReadAt(b[:], at)
	b[0] ^= bit
	_, errWrite := f.WriteAt(b[:], at)
	if err := errors.Join(errRead, errWrite, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// stride says how far apart the bytes are that a test tries, from a start
// that differs from run to run. TAKT_TEST_EVERY_BYTE=1 tries all of them,
// which takes a few minutes, and a short round an eighth of the usual ones.
func stride(n int64) int64 {
	switch {
	case os.Getenv("TAKT_TEST_EVERY_BYTE") != "":
		return 1
	case testing.Short():
		return 8 * n
	}
	return n
}

// TestFlippedBits flips single bits all over a small journal. Either a
// verification notices, or it made no difference. Whatever can still be
// read is what was written, and nothing ends the process.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	path := filled(t, 1024)
	want := listFile(t, path)
	size, step := fileSize(t, path), stride(11)
	noticed, refused := 0, 0
	for at := rand.N(step); at < size; at += step {
		bit := byte(1) << rand.N(8)
		flip(t, path, at, bit)
		err := verifyErr(t, path)
		if err != nil {
			noticed++
		}
		if opened := readDamaged(t, path, want, err != nil); !opened {
			refused++
		}
		if t.Failed() {
			t.Fatalf("bit %#x of byte %d of page %d", bit, at%1024, at/1024)
		}
		flip(t, path, at, bit)
	}
	t.Logf("of %d bits %d were noticed by a verification, %d enough to refuse opening", size/step, noticed, refused)
	if !listFile(t, path).equal(want) {
		t.Error("the file has changed")
	}
}

// TestDamagedPages replaces whole pages: by zeros, by noise, and by other
// pages, as when a disk loses a write or puts it in the wrong place.
func TestDamagedPages(t *testing.T) {
	t.Parallel()
	path := filled(t, 1024)
	want := listFile(t, path)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noise := make([]byte, 1024)
	for i := range noise {
		noise[i] = byte(rand.N(256))
	}
	pages := slices.Collect(slices.Chunk(whole, 1024))
	for id := range pages {
		for what, page := range map[string][]byte{
			"zeros": make([]byte, 1024), "noise": noise,
			"the next page": pages[(id+1)%len(pages)], "any page": pages[rand.N(len(pages))],
		} {
			changed := slices.Concat(whole[:id*1024], page, whole[(id+1)*1024:])
			if err := os.WriteFile(path, changed, 0o600); err != nil {
				t.Fatal(err)
			}
			readDamaged(t, path, want, verifyErr(t, path) != nil)
			if t.Failed() {
				t.Fatalf("%s instead of page %d", what, id)
			}
		}
	}
}

// TestAppendAfterFlippedBit appends to such files. That may fail; but it
// ends, and a file that was whole stays so.
func TestAppendAfterFlippedBit(t *testing.T) {
	t.Parallel()
	path := filled(t, 1024)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	appended, step := 0, stride(61)
	for at := rand.N(step); at < int64(len(whole)); at += step {
		bit := byte(1) << rand.N(8)
		flip(t, path, at, bit)
		noticed := verifyErr(t, path) != nil
		if j, err := Open(path, Options{}); err == nil {
			appended++
			for stream, head := range map[string]uint64{"account": 2, "board/helse": 40, "board/skole": 6} {
				err := j.Append(t.Context(), stream, head, []journal.Entry{{Seq: head + 1, At: time.Now(), ID: "next"}})
				if err != nil && !noticed {
					t.Errorf("nothing was noticed, and appending to %s fails: %v", stream, err)
				}
			}
			if r, err := j.Verify(t.Context()); !noticed && (err != nil || r.Err() != nil) {
				t.Errorf("nothing was noticed, and after appending there is %v, %v", err, r.Err())
			}
			j.Close()
		}
		if t.Failed() {
			t.Fatalf("bit %#x of byte %d of page %d", bit, at%1024, at/1024)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if appended == 0 {
		t.Error("no file could be opened")
	}
}

// verifyErr verifies a file and returns whatever there is to say about it.
func verifyErr(t *testing.T, path string) error {
	r, err := Verify(t.Context(), path)
	if err != nil {
		if !errors.Is(err, journal.ErrNotJournal) && !errors.Is(err, journal.ErrFormat) && !errors.Is(err, journal.ErrCorrupt) {
			t.Errorf("verify: %v", err)
		}
		return err
	}
	return r.Err()
}

// readDamaged opens a file with one bit flipped and compares all it serves.
func readDamaged(t *testing.T, path string, want listing, noticed bool) (opened bool) {
	j, err := Open(path, Options{})
	if err != nil {
		if !noticed {
			t.Errorf("open says %v, and a verification nothing", err)
		}
		if j, err = Open(path, Options{ReadOnly: true}); err != nil {
			return false
		}
	} else {
		opened = true
	}
	defer j.Close()
	got, err := list(t.Context(), j)
	if !noticed && (err != nil || !got.equal(want)) {
		t.Errorf("nothing was noticed, and it reads as %v, %v", got, err)
	}
	if err != nil && !errors.Is(err, journal.ErrCorrupt) {
		t.Errorf("reading: %v", err)
	}
	wantPart(t, got, want)
	return opened
}

// wantPart checks that what was read is part of what was written.
func wantPart(t *testing.T, got, want listing) {
	for stream, entries := range got.Streams {
		all := want.Streams[stream]
		if len(entries) > len(all) || !slices.EqualFunc(entries, all[:min(len(entries), len(all))], sameListed) {
			t.Errorf("%q reads as %v", stream, entries)
		}
	}
	for stream, snapshots := range got.Snapshots {
		for seq, data := range snapshots {
			if data != want.Snapshots[stream][seq] {
				t.Errorf("the snapshot of %q at %d reads as %q", stream, seq, data)
			}
		}
	}
}

func fileSize(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// TestFlippedEntry flips every bit of stored entries: a verification names
// the entry, and reading stops right before it.
func TestFlippedEntry(t *testing.T) {
	t.Parallel()
	path := filled(t, 1024)
	if _, err := Compact(t.Context(), path); err != nil { // no older copies of the pages
		t.Fatal(err)
	}
	want := listFile(t, path).Streams["board/helse"]
	for _, seq := range []uint64{1, 2, 23, 39, 40} {
		at, n := locate(t, path, "board/helse", seq)
		for i := range n {
			bit := byte(1) << (i % 8)
			flip(t, path, at+i, bit)
			wantDamagedAt(t, path, "board/helse", seq, want)
			flip(t, path, at+i, bit)
		}
	}
}

// locate returns where in the file the key and value of an entry are.
func locate(t *testing.T, path, stream string, seq uint64) (at, n int64) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.View(func(tx *bbolt.Tx) error {
		stored := append(seqKey(seq), tx.Bucket([]byte(stream+entriesSuffix)).Get(seqKey(seq))...)
		at, n = int64(bytes.Index(file, stored)), int64(len(stored))
		if at < 0 || bytes.Count(file, stored) != 1 {
			t.Fatalf("entry %d is there %d times", seq, bytes.Count(file, stored))
		}
		return nil
	})
	return at, n
}

func wantDamagedAt(t *testing.T, path, stream string, seq uint64, want []listedEntry) {
	t.Helper()
	r, err := Verify(t.Context(), path)
	named := slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Stream == stream && (p.Seq == seq || p.kind == pageDamage) })
	if err != nil || !named {
		t.Fatalf("verify does not name entry %d: %v, %v", seq, err, r.Problems)
	}
	j, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	n := uint64(0)
	for e, err := range j.Read(t.Context(), stream, 0) {
		if err != nil {
			var corrupt *journal.CorruptError
			if !errors.As(err, &corrupt) || corrupt.Stream != stream || n >= seq {
				t.Fatalf("after %d entries: %v", n, err)
			}
			return
		}
		if n++; n >= seq || !sameListed(listedEntry{e.At, e.ID, string(e.Data)}, want[n-1]) {
			t.Fatalf("entry %d was served", e.Seq)
		}
	}
	t.Fatalf("all was read, though entry %d is damaged", seq)
}

// TestDamageWhileOpen damages the file under a running journal.
func TestDamageWhileOpen(t *testing.T) {
	path := filled(t, 4096)
	if _, err := Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	last, _ := locate(t, path, "board/helse", 40)
	middle, _ := locate(t, path, "board/helse", 20)
	j := open(t, path, Options{})
	flip(t, path, middle+60, 4)
	var corrupt *journal.CorruptError
	_, err := j.SeqAt(t.Context(), "board/helse", time.Now())
	for _, err = range j.Read(t.Context(), "board/helse", 10) {
	}
	if !errors.As(err, &corrupt) || corrupt.Seq != 20 {
		t.Errorf("reading over a damaged entry: %v", err)
	}
	flip(t, path, last+60, 4)
	next := journal.Entry{Seq: 41, At: time.Now()}
	if err := j.Append(t.Context(), "board/helse", 40, []journal.Entry{next}); !errors.Is(err, journal.ErrCorrupt) {
		t.Errorf("appending to a damaged end: %v", err)
	}
	next.Seq = 7
	if err := j.Append(t.Context(), "board/skole", 6, []journal.Entry{next}); err != nil {
		t.Errorf("appending to another stream: %v", err)
	}
	if streams, err := j.Streams(t.Context(), ""); err != nil || len(streams) != 3 {
		t.Errorf("streams: %v, %v", streams, err)
	}
	if r, err := j.Verify(t.Context()); err != nil || !damagedAt(r, 20) || damagedAt(r, 21) || !damagedAt(r, 40) {
		t.Errorf("verify: %v, %v", err, r.Problems)
	}
	if _, err := j.Backup(t.Context(), &bytes.Buffer{}); !errors.Is(err, journal.ErrCorrupt) {
		t.Errorf("a damaged journal was backed up: %v", err)
	}
}

func damagedAt(r Report, seq uint64) bool {
	return slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Seq == seq })
}

// TestPageFaults cuts the file under a running journal, so that the memory
// it is mapped to is not there any more.
func TestPageFaults(t *testing.T) {
	path := filled(t, 4096)
	j, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := os.Truncate(path, 3*4096); err != nil {
		t.Fatal(err)
	}
	for _, err = range j.Read(t.Context(), "board/helse", 0) {
	}
	if !errors.Is(err, journal.ErrCorrupt) {
		t.Errorf("read: %v", err)
	}
	if _, err := j.Verify(t.Context()); err == nil {
		t.Error("verify says nothing")
	}
	next := journal.Entry{Seq: 41, At: time.Now()}
	if err := j.Append(t.Context(), "board/helse", 40, []journal.Entry{next}); err == nil {
		t.Error("append says nothing")
	}
}

// TestLostTail takes the last entries away, as a page would that was never
// written: whatever is left is sound in itself.
func TestLostTail(t *testing.T) {
	for name, cut := range map[string]func(b *bbolt.Bucket) error{
		"the last entry": func(b *bbolt.Bucket) error { return b.Delete(seqKey(40)) },
		"the last entry and the head": func(b *bbolt.Bucket) error {
			return errors.Join(b.Delete(seqKey(40)), b.Delete(headKey))
		},
		"with an older head": func(b *bbolt.Bucket) error {
			v := b.Get(seqKey(39))
			l, err := decodeEntry(39, v)
			older := head{seq: 39, latest: l.latest, hash: hashEntry(seqKey(39), v)}
			return errors.Join(err, b.Delete(seqKey(40)), b.Put(headKey, older.encode("board/helse")))
		},
		"one in the middle": func(b *bbolt.Bucket) error { return b.Delete(seqKey(20)) },
		"two changed places": func(b *bbolt.Bucket) error {
			v := slices.Clone(b.Get(seqKey(20)))
			return errors.Join(b.Put(seqKey(20), b.Get(seqKey(21))), b.Put(seqKey(21), v))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filled(t, 4096)
			edit(t, path, func(tx *bbolt.Tx) error { return cut(tx.Bucket([]byte("board/helse" + entriesSuffix))) })
			wantNoticed(t, path)
		})
	}
}

// TestGap: a verification goes on behind what is missing.
func TestGap(t *testing.T) {
	path := filled(t, 4096)
	edit(t, path, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("board/helse" + entriesSuffix))
		var err error
		for seq := uint64(10); seq < 15; seq++ {
			err = errors.Join(err, b.Delete(seqKey(seq)))
		}
		v := slices.Clone(b.Get(seqKey(15)))
		v[len(v)-1]++
		return errors.Join(err, b.Put(seqKey(15), v))
	})
	r, err := Verify(t.Context(), path)
	if err != nil || r.Entries != 42 || !damagedAt(r, 10) || !damagedAt(r, 15) || damagedAt(r, 16) {
		t.Errorf("%d entries, %v, %v", r.Entries, r.Problems, err)
	}
}

// TestForgedEntry rewrites an entry, with a checksum that is right: the
// entry after it, or the head, gives it away.
func TestForgedEntry(t *testing.T) {
	for _, seq := range []uint64{1, 20, 40} {
		path := filled(t, 4096)
		edit(t, path, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte("board/helse" + entriesSuffix))
			l, err := decodeEntry(seq, b.Get(seqKey(seq)))
			l.Data = append(l.Data, '!')
			return errors.Join(err, b.Put(seqKey(seq), l.encode()))
		})
		wantNoticed(t, path)
	}
	t.Run("a stream under another name", func(t *testing.T) {
		path := filled(t, 4096)
		edit(t, path, func(tx *bbolt.Tx) error {
			from, err := tx.CreateBucket([]byte("board/x" + entriesSuffix))
			to := tx.Bucket([]byte("account" + entriesSuffix))
			return errors.Join(err, to.ForEach(func(k, v []byte) error { return from.Put(k, v) }), from.SetSequence(to.Sequence()))
		})
		if verifyErr(t, path) == nil {
			t.Error("a verification does not notice")
		}
	})
}

// TestDamagedIndex changes the index of requests and the snapshots.
func TestDamagedIndex(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(ids *bbolt.Bucket) error{
		"a request too few":  func(ids *bbolt.Bucket) error { return ids.Delete([]byte("guest:req-04")) },
		"a request too many": func(ids *bbolt.Bucket) error { return ids.Put([]byte("guest:req-99"), seqKey(3)) },
		"a wrong entry":      func(ids *bbolt.Bucket) error { return ids.Put([]byte("guest:req-04"), seqKey(1)) },
		"no number":          func(ids *bbolt.Bucket) error { return ids.Put([]byte("guest:req-04"), []byte("4")) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filled(t, 4096)
			edit(t, path, func(tx *bbolt.Tx) error { return change(tx.Bucket([]byte("board/helse" + idsSuffix))) })
			if verifyErr(t, path) == nil {
				t.Error("a verification does not notice")
			}
			j := open(t, path, Options{ReadOnly: true})
			if seq, ok, err := j.Find(t.Context(), "board/helse", "guest:req-04", journal.Latest); ok && seq != 4 || err != nil && !errors.Is(err, journal.ErrCorrupt) {
				t.Errorf("find: %d, %v, %v", seq, ok, err)
			}
		})
	}
}

// TestDamagedSnapshot falls back to an older snapshot, and then to none.
func TestDamagedSnapshot(t *testing.T) {
	path := filled(t, 4096)
	for _, tt := range []struct{ damage, next uint64 }{{40, 30}, {30, 10}, {10, 0}} {
		edit(t, path, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte("board/helse" + snapshotsSuffix))
			v := slices.Clone(b.Get(seqKey(tt.damage)))
			v[len(v)/2]++
			return b.Put(seqKey(tt.damage), v)
		})
		if verifyErr(t, path) == nil {
			t.Error("a verification does not notice")
		}
		j := open(t, path, Options{ReadOnly: true})
		s, ok, err := j.Snapshot(t.Context(), "board/helse", 40)
		if s.Seq != tt.next || ok != (tt.next != 0) || err != nil {
			t.Errorf("without %d the newest is %d, %v, %v", tt.damage, s.Seq, ok, err)
		}
		j.Close()
	}
}

// TestDamagedHeader: nobody can tell whether the header that is left is the
// last one, so only reading goes on, until somebody decides.
func TestDamagedHeader(t *testing.T) {
	t.Parallel()
	for page := range int64(2) {
		t.Run(fmt.Sprint("page ", page), func(t *testing.T) {
			path := filled(t, 4096)
			want := listFile(t, path)
			flip(t, path, page*4096+pageHeader+20, 1)
			if _, err := Open(path, Options{}); !errors.Is(err, journal.ErrCorrupt) {
				t.Errorf("open: %v", err)
			}
			if !listFile(t, path).equal(want) { // a backup has the same in both
				t.Error("it reads as something else")
			}
			if _, err := Compact(t.Context(), path); err != nil {
				t.Errorf("compact: %v", err)
			}
			wantWhole(t, path)
			if !listFile(t, path).equal(want) {
				t.Error("it reads as something else after compaction")
			}
		})
	}
}

// edit changes a file behind the journal's back.
func edit(t *testing.T, path string, change func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// wantNoticed checks that damage to board/helse is noticed by whoever comes
// across it, and that nothing is served but what was written.
func wantNoticed(t *testing.T, path string) {
	t.Helper()
	if verifyErr(t, path) == nil {
		t.Error("a verification does not notice")
	}
	j := open(t, path, Options{})
	var last error
	for e, err := range j.Read(t.Context(), "board/helse", 0) {
		if last = err; err == nil && !bytes.Contains(e.Data, fmt.Appendf(nil, `{"seq":%d,`, e.Seq)) {
			t.Errorf("entry %d was served as %q", e.Seq, e.Data)
		}
	}
	if !errors.Is(last, journal.ErrCorrupt) {
		t.Errorf("reading it all: %v", last)
	}
}
