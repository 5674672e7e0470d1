package journaltest

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"takt/server/journal"
)

func snapshotAt(seq uint64) journal.Snapshot {
	return journal.Snapshot{Seq: seq, Data: fmt.Appendf(nil, "state after %d", seq)}
}

func save(t *testing.T, j journal.Journal, stream string, seqs ...uint64) {
	t.Helper()
	for _, seq := range seqs {
		if err := j.SaveSnapshot(t.Context(), stream, snapshotAt(seq)); err != nil {
			t.Fatalf("snapshot of %s at %d: %v", stream, seq, err)
		}
	}
}

// wantSnapshot checks which snapshot is the newest with Seq <= atMost; 0 is
// none.
func wantSnapshot(t *testing.T, j journal.Journal, stream string, atMost, want uint64) {
	t.Helper()
	s, ok, err := j.Snapshot(t.Context(), stream, atMost)
	if err != nil {
		t.Errorf("snapshot of %s up to %d: %v", stream, atMost, err)
	}
	if ok != (want != 0) || s.Seq != want || ok && !bytes.Equal(s.Data, snapshotAt(want).Data) {
		t.Errorf("snapshot of %s up to %d: %d %q, want %d", stream, atMost, s.Seq, s.Data, want)
	}
}

func snapshots(t *testing.T, p Place) {
	j := p.Open(t)
	add(t, j, "s", 0, 100)
	add(t, j, "other", 0, 1)
	wantSnapshot(t, j, "s", 100, 0)
	save(t, j, "s", 10, 40, 90)
	check := func(j journal.Journal) {
		for atMost, want := range map[uint64]uint64{0: 0, 9: 0, 10: 10, 39: 10, 40: 40, 89: 40, 90: 90, 100: 90, math.MaxUint64: 90} {
			wantSnapshot(t, j, "s", atMost, want)
		}
		wantSnapshot(t, j, "other", 100, 0)
	}
	check(j)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = p.Open(t)
	check(j)
	big := journal.Snapshot{Seq: 100, Data: bytes.Repeat([]byte("state "), 100_000)}
	if err := j.SaveSnapshot(t.Context(), "s", big); err != nil {
		t.Fatal(err)
	}
	if s, ok, err := j.Snapshot(t.Context(), "s", 100); err != nil || !ok || !bytes.Equal(s.Data, big.Data) {
		t.Errorf("a large snapshot: %d bytes, %v, %v", len(s.Data), ok, err)
	}
}

// thinning saves a snapshot every ten entries and expects that few stay,
// that the newest is always there, and that there is an old one within
// reach of every entry: no farther back than it lies behind the newest,
// times four.
func thinning(t *testing.T, p Place) {
	j := p.Open(t)
	const total = 600
	add(t, j, "s", 0, total)
	for seq := uint64(10); seq <= total; seq += 10 {
		save(t, j, "s", seq)
		wantSnapshot(t, j, "s", math.MaxUint64, seq)
	}
	found := map[uint64]bool{}
	for seq := uint64(10); seq <= total; seq++ {
		s, ok, err := j.Snapshot(t.Context(), "s", seq)
		if err != nil {
			t.Fatal(err)
		}
		found[s.Seq] = true
		if reach := 4 * (total - seq + 10); ok && seq-s.Seq > reach || !ok && seq > reach {
			t.Errorf("for entry %d the snapshot is at %d", seq, s.Seq)
		}
	}
	if len(found) > 12 {
		t.Errorf("%d snapshots of 60 are kept", len(found))
	}
}

func snapshotsInvalid(t *testing.T, p Place) {
	j := p.Open(t)
	add(t, j, "s", 0, 5)
	wantErr(t, j.SaveSnapshot(t.Context(), "s", snapshotAt(6)), journal.ErrInvalid)
	wantErr(t, j.SaveSnapshot(t.Context(), "s", snapshotAt(0)), journal.ErrInvalid)
	wantErr(t, j.SaveSnapshot(t.Context(), "none", snapshotAt(1)), journal.ErrInvalid)
	wantErr(t, j.SaveSnapshot(t.Context(), "", snapshotAt(1)), journal.ErrInvalid)
	wantSnapshot(t, j, "s", 10, 0)
}

func dropSnapshots(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "s", 0, 50)
	other := add(t, j, "other", 0, 5)
	save(t, j, "s", 10, 20, 50)
	save(t, j, "other", 5)
	if err := j.DropSnapshots(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	wantSnapshot(t, j, "s", 50, 0)
	wantSnapshot(t, j, "other", 5, 5)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = p.Open(t)
	wantEntries(t, j, "s", 0, all)
	wantEntries(t, j, "other", 0, other)
	if seq, ok, err := j.Find(t.Context(), "s", "s#33", journal.Latest); seq != 33 || !ok || err != nil {
		t.Errorf("find: %d, %v, %v", seq, ok, err)
	}
	add(t, j, "s", 50, 1)
	save(t, j, "s", 51)
	wantSnapshot(t, j, "s", 51, 51)
}
