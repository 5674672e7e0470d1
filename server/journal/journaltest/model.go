package journaltest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"takt/server/journal"
)

// model lets anything happen in any order, and compares with slices. The
// sequences share one place; each has streams of its own.
func model(t *testing.T, p Place) {
	j := p.Open(t)
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		m := &machine{t: t, j: &j, place: p, prefix: fmt.Sprintf("round%d/", round), streams: map[string][]journal.Entry{}}
		rt.Repeat(map[string]func(*rapid.T){
			"append": m.append,
			"read":   m.read,
			"find":   m.find,
			"seq at": m.seqAt,
			"save":   m.save,
			"drop":   m.drop,
			"reopen": m.reopen,
			"":       m.check,
		})
	})
}

type machine struct {
	t       *testing.T
	j       *journal.Journal
	place   Place
	prefix  string
	streams map[string][]journal.Entry
}

func (m *machine) stream(rt *rapid.T) string {
	return m.prefix + rapid.SampledFrom([]string{"a", "b", "ab"}).Draw(rt, "stream")
}

func (m *machine) append(rt *rapid.T) {
	stream := m.stream(rt)
	old := m.streams[stream]
	head := uint64(max(0, len(old)+rapid.SampledFrom([]int{0, 0, 0, -1, 1}).Draw(rt, "off")))
	list := entries(stream, head, rapid.IntRange(1, 5).Draw(rt, "n"))
	for i := range list {
		list[i].ID = rapid.SampledFrom([]string{"", "x", "y", "z", "long-request-id"}).Draw(rt, "id")
		list[i].At = start.Add(time.Duration(rapid.IntRange(0, 50).Draw(rt, "at")) * time.Second)
		list[i].Data = rapid.SliceOfN(rapid.Byte(), 0, 900).Draw(rt, "data")
	}
	err := (*m.j).Append(m.t.Context(), stream, head, list)
	switch {
	case head == uint64(len(old)) && err != nil:
		rt.Fatalf("append to %s after %d: %v", stream, head, err)
	case head != uint64(len(old)) && !errors.Is(err, journal.ErrConflict):
		rt.Fatalf("append to %s after %d of %d: %v", stream, head, len(old), err)
	case err == nil:
		m.streams[stream] = append(slices.Clip(old), list...)
	}
}

func (m *machine) read(rt *rapid.T) {
	stream := m.stream(rt)
	want := m.streams[stream]
	after := rapid.IntRange(0, len(want)+1).Draw(rt, "after")
	want = want[min(after, len(want)):]
	got, err := read(m.t, *m.j, stream, uint64(after))
	if err != nil || !slices.EqualFunc(got, want, sameEntry) {
		rt.Fatalf("%s after %d: %v, %v, want %v", stream, after, got, err, want)
	}
}

func (m *machine) find(rt *rapid.T) {
	stream, id := m.stream(rt), rapid.SampledFrom([]string{"", "x", "y", "long-request-id", "never"}).Draw(rt, "id")
	want := uint64(0)
	if id != "" {
		want = uint64(1 + slices.IndexFunc(m.streams[stream], func(e journal.Entry) bool { return e.ID == id }))
	}
	seq, ok, err := (*m.j).Find(m.t.Context(), stream, id, journal.Latest)
	if err != nil || seq != want || ok != (want != 0) {
		rt.Fatalf("find %q in %s: %d, %v, %v, want %d", id, stream, seq, ok, err, want)
	}
}

func (m *machine) seqAt(rt *rapid.T) {
	stream, at := m.stream(rt), start.Add(time.Duration(rapid.IntRange(-1, 51).Draw(rt, "at"))*time.Second)
	all := m.streams[stream]
	want := slices.IndexFunc(all, func(e journal.Entry) bool { return e.At.After(at) })
	if want < 0 {
		want = len(all)
	}
	if seq, err := (*m.j).SeqAt(m.t.Context(), stream, at); err != nil || seq != uint64(want) {
		rt.Fatalf("%s at %v: %d, %v, want %d", stream, at, seq, err, want)
	}
}

func (m *machine) save(rt *rapid.T) {
	stream := m.stream(rt)
	n := len(m.streams[stream])
	seq := uint64(rapid.IntRange(0, n+1).Draw(rt, "seq"))
	err := (*m.j).SaveSnapshot(m.t.Context(), stream, snapshotAt(seq))
	if fits := seq > 0 && seq <= uint64(n); fits && err != nil || !fits && !errors.Is(err, journal.ErrInvalid) {
		rt.Fatalf("snapshot of %s at %d of %d: %v", stream, seq, n, err)
	}
	if s, ok, err := (*m.j).Snapshot(m.t.Context(), stream, seq); err != nil || ok && s.Seq > seq {
		rt.Fatalf("snapshot of %s up to %d: %d, %v", stream, seq, s.Seq, err)
	}
}

func (m *machine) drop(rt *rapid.T) {
	if err := (*m.j).DropSnapshots(m.t.Context(), m.stream(rt)); err != nil {
		rt.Fatal(err)
	}
}

func (m *machine) reopen(rt *rapid.T) {
	if err := (*m.j).Close(); err != nil {
		rt.Fatal(err)
	}
	*m.j = m.place.Open(m.t)
}

// check compares the list of streams after every step.
func (m *machine) check(rt *rapid.T) {
	var want []journal.StreamInfo
	for _, s := range []string{"a", "ab", "b"} {
		if n := len(m.streams[m.prefix+s]); n > 0 {
			want = append(want, journal.StreamInfo{Name: m.prefix + s, Head: uint64(n)})
		}
	}
	got, err := (*m.j).Streams(m.t.Context(), m.prefix)
	if err != nil || !slices.Equal(got, want) {
		rt.Fatalf("streams: %v, %v, want %v", got, err, want)
	}
}
