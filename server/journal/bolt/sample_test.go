package bolt

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// writeSample makes TestStoredSample write testdata/vN.takt and its listing
// for the present format instead of reading them:
//
//	go test ./server/journal/bolt -run TestStoredSample -write-sample
//
// That is done once for every format, before the first release that has it,
// and never again: files of that format must open for ever.
var writeSample = flag.Bool("write-sample", false, "write the stored sample of the present format")

// A listing is all that a journal holds, in a form people can read.
type listing struct {
	Epoch   string
	Created time.Time
	Streams map[string][]listedEntry
	// Snapshots has the data of those there are, by stream and seq.
	Snapshots map[string]map[uint64]string
}

type listedEntry struct {
	At   time.Time
	ID   string `json:",omitempty"`
	Data string
}

// list reads all of a journal through its public face.
func list(ctx context.Context, j *Journal) (listing, error) {
	l := listing{Epoch: j.Epoch(), Created: j.Created(), Streams: map[string][]listedEntry{}, Snapshots: map[string]map[uint64]string{}}
	streams, err := j.Streams(ctx, "")
	if err != nil {
		return l, err
	}
	var damage []error
	for _, s := range streams {
		entries := []listedEntry{}
		for e, err := range j.Read(ctx, s.Name, 0) {
			if err != nil {
				damage = append(damage, err)
				break
			}
			if e.Seq != uint64(len(entries)+1) {
				damage = append(damage, fmt.Errorf("stream %s: entry %d after %d", s.Name, e.Seq, len(entries)))
			}
			entries = append(entries, listedEntry{e.At, e.ID, string(e.Data)})
		}
		l.Streams[s.Name] = entries
		l.Snapshots[s.Name] = map[uint64]string{}
		for at := s.Head; at > 0; at-- {
			snap, ok, err := j.Snapshot(ctx, s.Name, at)
			if err != nil || !ok {
				damage = append(damage, err)
				break
			}
			l.Snapshots[s.Name][snap.Seq], at = string(snap.Data), snap.Seq
		}
	}
	return l, errors.Join(damage...)
}

func (l listing) equal(o listing) bool {
	return l.Epoch == o.Epoch && l.Created.Equal(o.Created) &&
		maps.EqualFunc(l.Streams, o.Streams, func(a, b []listedEntry) bool { return slices.EqualFunc(a, b, sameListed) }) &&
		maps.EqualFunc(l.Snapshots, o.Snapshots, func(a, b map[uint64]string) bool { return maps.Equal(a, b) })
}

func sameListed(a, b listedEntry) bool {
	return a.At.Equal(b.At) && a.ID == b.ID && a.Data == b.Data
}

// fill writes a bit of everything: a stream of several pages and one that
// fits in its bucket's header, requests of several entries, snapshots large
// and small, and pages that have become free.
func fill(t testing.TB, j *Journal) {
	t.Helper()
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for _, s := range []struct {
		name string
		n    int
	}{{"account", 2}, {"board/helse", 40}, {"board/skole", 6}} {
		for head := 0; head < s.n; {
			var entries []journal.Entry
			for range min(1+head%3, s.n-head) { // one, two or three at a time
				seq := uint64(head + len(entries) + 1)
				e := journal.Entry{Seq: seq, At: start.Add(time.Duration(seq) * time.Minute), Data: fmt.Appendf(nil, `{"seq":%d,"kind":"card.moved","card":"kort-%d","stream":%q}`, seq, seq%7, s.name)}
				if len(entries) == 0 {
					e.ID = fmt.Sprintf("guest:req-%02d", seq)
				}
				entries = append(entries, e)
			}
			if err := j.Append(t.Context(), s.name, uint64(head), entries); err != nil {
				t.Fatal(err)
			}
			head += len(entries)
		}
	}
	for _, s := range []struct {
		stream string
		seq    uint64
		size   int
	}{{"board/skole", 3, 2000}, {"board/helse", 10, 100}, {"board/helse", 30, 3000}, {"board/helse", 40, 80}} {
		data := bytes.Repeat(fmt.Appendf(nil, "%s after %d;", s.stream, s.seq), s.size/20)
		if err := j.SaveSnapshot(t.Context(), s.stream, journal.Snapshot{Seq: s.seq, Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.DropSnapshots(t.Context(), "board/skole"); err != nil {
		t.Fatal(err)
	}
}

// filled returns the path of a closed journal with a bit of everything, of
// the given page size, cut down to the pages in use.
func filled(t testing.TB, pageSize int) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "filled.db")
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: pageSize})
	if err == nil {
		err = errors.Join(putFacts(db, newFacts()), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	j := open(t, path, Options{indexLag: 32}) // some are indexed, some wait
	fill(t, j)
	small := filepath.Join(dir, "takt.db")
	if _, err := j.BackupFile(t.Context(), small); err != nil {
		t.Fatal(err)
	}
	return small
}

func listFile(t testing.TB, path string) listing {
	t.Helper()
	j, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	l, err := list(t.Context(), j)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestStoredSample(t *testing.T) {
	samples, err := filepath.Glob("testdata/v*.takt")
	if err != nil {
		t.Fatal(err)
	}
	if *writeSample {
		store(t, fmt.Sprintf("testdata/v%d", format))
	} else if !slices.Contains(samples, fmt.Sprintf("testdata/v%d.takt", format)) {
		t.Errorf("there is no sample of format %d", format)
	}
	for _, sample := range samples {
		t.Run(filepath.Base(sample), func(t *testing.T) { checkSample(t, sample) })
	}
}

func store(t *testing.T, name string) {
	path := filled(t, 4096)
	data, err := json.MarshalIndent(listFile(t, path), "", "  ")
	if err == nil {
		err = os.WriteFile(name+".json", append(data, '\n'), 0o644)
	}
	file, errFile := os.ReadFile(path)
	if err = cmp.Or(err, errFile); err == nil {
		err = os.WriteFile(name+".takt", file, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// checkSample opens a copy of a stored file, compares it with its listing,
// and goes on writing to it.
func checkSample(t *testing.T, sample string) {
	var want listing
	data, err := os.ReadFile(sample[:len(sample)-len(filepath.Ext(sample))] + ".json")
	if err == nil {
		err = json.Unmarshal(data, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "takt.db")
	copyFile(t, sample, path)
	wantWhole(t, path)
	if got := listFile(t, path); !got.equal(want) {
		t.Errorf("it reads as\n%v, want\n%v", got, want)
	}
	j := open(t, path, Options{})
	for name, entries := range want.Streams {
		head := uint64(len(entries))
		if seq, ok, err := j.Find(t.Context(), name, entries[0].ID, journal.Latest); seq != 1 || !ok || err != nil {
			t.Errorf("%s: find %s: %d, %v, %v", name, entries[0].ID, seq, ok, err)
		}
		next := journal.Entry{Seq: head + 1, At: time.Now(), ID: "next", Data: []byte("next")}
		if err := j.Append(t.Context(), name, head, []journal.Entry{next}); err != nil {
			t.Error(err)
		}
	}
	if r, err := j.Verify(t.Context()); err != nil || r.Err() != nil {
		t.Errorf("after more appends: %v, %v", err, r.Problems)
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
