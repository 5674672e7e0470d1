package journaltest

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"takt/server/journal"
)

// start is when the first entry of every test happens.
var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// entries returns n entries after head, a second apart, with ids.
func entries(stream string, head uint64, n int) []journal.Entry {
	list := make([]journal.Entry, n)
	for i := range list {
		seq := head + uint64(i) + 1
		list[i] = journal.Entry{
			Seq:  seq,
			At:   start.Add(time.Duration(seq) * time.Second),
			ID:   fmt.Sprintf("%s#%d", stream, seq),
			Data: fmt.Appendf(nil, `{"seq":%d,"stream":%q}`, seq, stream),
		}
	}
	return list
}

// add appends n entries after head and returns them.
func add(t *testing.T, j journal.Journal, stream string, head uint64, n int) []journal.Entry {
	t.Helper()
	list := entries(stream, head, n)
	if err := j.Append(t.Context(), stream, head, list); err != nil {
		t.Fatalf("append %d to %s after %d: %v", n, stream, head, err)
	}
	return list
}

// read returns the entries after a place, and the error that ended them.
func read(t *testing.T, j journal.Journal, stream string, after uint64) (list []journal.Entry, err error) {
	t.Helper()
	for e, err := range j.Read(t.Context(), stream, after) {
		if err != nil {
			return list, err
		}
		list = append(list, e)
	}
	return list, nil
}

// wantEntries checks what a stream holds after a place.
func wantEntries(t *testing.T, j journal.Journal, stream string, after uint64, want []journal.Entry) {
	t.Helper()
	got, err := read(t, j, stream, after)
	if err != nil {
		t.Errorf("read %s after %d: %v", stream, after, err)
	}
	if !slices.EqualFunc(got, want, sameEntry) {
		t.Errorf("%s after %d:\n got %v\nwant %v", stream, after, got, want)
	}
}

func sameEntry(a, b journal.Entry) bool {
	return a.Seq == b.Seq && a.At.Equal(b.At) && a.ID == b.ID && bytes.Equal(a.Data, b.Data)
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("err = %v, want %v", err, want)
	}
}

func appendThenRead(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "board/a", 0, 3)
	wantEntries(t, j, "board/a", 0, all)
	all = append(all, add(t, j, "board/a", 3, 2)...)
	for after := range uint64(8) {
		wantEntries(t, j, "board/a", after, all[min(after, 5):])
	}
	wantEntries(t, j, "board/a", math.MaxUint64, nil)
}

func keepsEverything(t *testing.T, p Place) {
	j := p.Open(t)
	oslo := time.FixedZone("", 2*60*60)
	all := []journal.Entry{
		{Seq: 1, At: start, ID: strings.Repeat("i", journal.MaxID), Data: []byte{0, 255, '\n'}},
		{Seq: 2, At: start.Add(time.Nanosecond), Data: bytes.Repeat([]byte("long "), 20_000)},
		{Seq: 3, At: start.In(oslo).Add(time.Hour), ID: "!~"},
		{Seq: 4, At: time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), ID: "early"},
		{Seq: 5, At: time.Date(2261, 12, 31, 23, 59, 59, 999_999_999, time.UTC), ID: "late"},
	}
	if err := j.Append(t.Context(), "s", 0, all); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, j, "s", 0, all)
	for e := range j.Read(t.Context(), "s", 2) {
		if e.At.Location() != time.UTC {
			t.Errorf("the time of entry %d is in %v", e.Seq, e.At.Location())
		}
	}
}

func nothingThere(t *testing.T, p Place) {
	j := p.Open(t)
	wantEntries(t, j, "none", 0, nil)
	wantEntries(t, j, "none", 5, nil)
	if seq, ok, err := j.Find(t.Context(), "none", "x", journal.Latest); seq != 0 || ok || err != nil {
		t.Errorf("find: %d, %v, %v", seq, ok, err)
	}
	if seq, err := j.SeqAt(t.Context(), "none", start); seq != 0 || err != nil {
		t.Errorf("seq at: %d, %v", seq, err)
	}
	if list, err := j.Streams(t.Context(), ""); len(list) != 0 || err != nil {
		t.Errorf("streams: %v, %v", list, err)
	}
	if _, ok, err := j.Snapshot(t.Context(), "none", 5); ok || err != nil {
		t.Errorf("snapshot: %v, %v", ok, err)
	}
	if err := j.DropSnapshots(t.Context(), "none"); err != nil {
		t.Errorf("drop snapshots: %v", err)
	}
}

func conflict(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "s", 0, 3)
	for _, head := range []uint64{0, 2, 4} {
		err := j.Append(t.Context(), "s", head, entries("late", head, 2))
		wantErr(t, err, journal.ErrConflict)
		if journal.Undecided(err) {
			t.Errorf("after %d: %v is undecided", head, err)
		}
	}
	wantErr(t, j.Append(t.Context(), "other", 1, entries("other", 1, 1)), journal.ErrConflict)
	wantEntries(t, j, "s", 0, all)
	wantEntries(t, j, "other", 0, nil)
	if _, ok, _ := j.Find(t.Context(), "s", "late#3", journal.Latest); ok {
		t.Error("the request id of a refused append is known")
	}
	if list, err := j.Streams(t.Context(), ""); err != nil || len(list) != 1 {
		t.Errorf("streams: %v, %v", list, err)
	}
}

func dense(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "s", 0, 2)
	gap := entries("s", 2, 3)
	gap = append(gap[:1], gap[2])
	wantErr(t, j.Append(t.Context(), "s", 2, gap), journal.ErrInvalid)
	wantErr(t, j.Append(t.Context(), "s", 2, entries("s", 3, 1)), journal.ErrInvalid)
	wantErr(t, j.Append(t.Context(), "s", 2, entries("s", 1, 1)), journal.ErrInvalid)
	wantEntries(t, j, "s", 0, all)
}

func invalid(t *testing.T, p Place) {
	j := p.Open(t)
	for name, tt := range map[string]struct {
		stream string
		entry  journal.Entry
	}{
		"no name":       {"", journal.Entry{Seq: 1, At: start}},
		"a zero byte":   {"s\x00", journal.Entry{Seq: 1, At: start}},
		"no time":       {"s", journal.Entry{Seq: 1}},
		"space in id":   {"s", journal.Entry{Seq: 1, At: start, ID: "a b"}},
		"id too long":   {"s", journal.Entry{Seq: 1, At: start, ID: strings.Repeat("i", journal.MaxID+1)}},
		"name too long": {strings.Repeat("s", journal.MaxStream+1), journal.Entry{Seq: 1, At: start}},
	} {
		if err := j.Append(t.Context(), tt.stream, 0, []journal.Entry{tt.entry}); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := j.Append(t.Context(), "s", 0, nil); err != nil {
		t.Errorf("appending nothing: %v", err)
	}
	if list, err := j.Streams(t.Context(), ""); err != nil || len(list) != 0 {
		t.Errorf("streams: %v, %v", list, err)
	}
}

func streams(t *testing.T, p Place) {
	j := p.Open(t)
	kept := map[string][]journal.Entry{}
	for i, name := range []string{"board/b", "board/a", "account", "board/ab", strings.Repeat("z", journal.MaxStream)} {
		kept[name] = add(t, j, name, 0, i+1)
	}
	for name, all := range kept {
		wantEntries(t, j, name, 0, all)
	}
	list, err := j.Streams(t.Context(), "board/")
	want := []journal.StreamInfo{{Name: "board/a", Head: 2}, {Name: "board/ab", Head: 4}, {Name: "board/b", Head: 1}}
	if err != nil || !slices.Equal(list, want) {
		t.Errorf("streams: %v, %v", list, err)
	}
	if list, err := j.Streams(t.Context(), ""); err != nil || len(list) != 5 {
		t.Errorf("all streams: %v, %v", list, err)
	}
}

func reopen(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "s", 0, 300)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = p.Open(t)
	wantEntries(t, j, "s", 0, all)
	wantErr(t, j.Append(t.Context(), "s", 299, entries("s", 299, 1)), journal.ErrConflict)
	all = append(all, add(t, j, "s", 300, 1)...)
	wantEntries(t, j, "s", 0, all)
}

func find(t *testing.T, p Place) {
	j := p.Open(t)
	list := entries("s", 0, 6)
	list[1].ID, list[2].ID = "", "" // follow in the request of the first
	list[4].ID = "twice"
	list[5].ID = "twice"
	if err := j.Append(t.Context(), "s", 0, list); err != nil {
		t.Fatal(err)
	}
	again := entries("s", 6, 1)
	again[0].ID = "s#1"
	if err := j.Append(t.Context(), "s", 6, again); err != nil {
		t.Fatal(err)
	}
	check := func(j journal.Journal) {
		for id, want := range map[string]uint64{"s#1": 1, "s#2": 0, "s#4": 4, "twice": 5, "": 0, "s#": 0, "S#1": 0, "s#11": 0} {
			for _, upTo := range []uint64{journal.Latest, 7, max(want, 1)} {
				seq, ok, err := j.Find(t.Context(), "s", id, upTo)
				if seq != want || ok != (want != 0) || err != nil {
					t.Errorf("find %q up to %d: %d, %v, %v", id, upTo, seq, ok, err)
				}
			}
		}
	}
	check(j)
	if _, ok, err := j.Find(t.Context(), "other", "s#1", journal.Latest); ok || err != nil {
		t.Errorf("found in another stream: %v, %v", ok, err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	check(p.Open(t))
}

func seqAt(t *testing.T, p Place) {
	j := p.Open(t)
	list := entries("s", 0, 6)
	for i, second := range []int{10, 20, 20, 50, 30, 60} { // the clock was put back once
		list[i].At = start.Add(time.Duration(second) * time.Second)
	}
	for i, e := range list { // in parts, as rooms do
		if err := j.Append(t.Context(), "s", uint64(i), []journal.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	for second, want := range map[int]uint64{0: 0, 9: 0, 10: 1, 19: 1, 20: 3, 29: 3, 30: 3, 49: 3, 50: 5, 59: 5, 60: 6, 1000: 6} {
		seq, err := j.SeqAt(t.Context(), "s", start.Add(time.Duration(second)*time.Second))
		if seq != want || err != nil {
			t.Errorf("at %d s: %d, %v, want %d", second, seq, err, want)
		}
	}
}
