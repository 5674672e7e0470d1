package journaltest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"takt/server/journal"
)

// slowReader appends between one entry and the next of a long reading: the
// reader must not stand in the way, nor see what came later.
func slowReader(t *testing.T, p Place) {
	j := p.Open(t)
	add(t, j, "s", 0, 1000)
	seen := uint64(0)
	for e, err := range j.Read(t.Context(), "s", 0) {
		if err != nil {
			t.Fatal(err)
		}
		seen++
		if e.Seq%100 == 0 {
			add(t, j, "s", 1000+e.Seq/100-1, 1)
			wantEntries(t, j, "s", 1000+e.Seq/100-1, entries("s", 1000+e.Seq/100-1, 1))
		}
	}
	if seen != 1000 {
		t.Errorf("%d entries, want the 1000 that were there at first", seen)
	}
}

// readBound stops in the middle, and reads on from there.
func readBound(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "s", 0, 700)
	var last uint64
	for e, err := range j.Read(t.Context(), "s", 0) {
		if err != nil {
			t.Fatal(err)
		}
		if last = e.Seq; last == 333 {
			break
		}
	}
	wantEntries(t, j, "s", last, all[333:])
}

// concurrent lets many append to streams of their own while others read.
func concurrent(t *testing.T, p Place) {
	j := p.Open(t)
	const writers, rounds = 16, 30
	var wg sync.WaitGroup
	for w := range writers {
		stream := fmt.Sprintf("board/%d", w)
		wg.Go(func() {
			for i := range uint64(rounds) {
				if err := j.Append(t.Context(), stream, 2*i, entries(stream, 2*i, 2)); err != nil {
					t.Errorf("%s after %d: %v", stream, 2*i, err)
					return
				}
			}
		})
		wg.Go(func() {
			for range rounds {
				n := uint64(0)
				for e, err := range j.Read(t.Context(), stream, 0) {
					if n++; err != nil || e.Seq != n {
						t.Errorf("%s: entry %d, want %d: %v", stream, e.Seq, n, err)
						return
					}
				}
				if n%2 != 0 {
					t.Errorf("%s: half of an append was seen, %d entries", stream, n)
				}
			}
		})
	}
	wg.Wait()
	for w := range writers {
		stream := fmt.Sprintf("board/%d", w)
		wantEntries(t, j, stream, 0, entries(stream, 0, 2*rounds))
	}
}

// rivals append to one stream after the same head.
func rivals(t *testing.T, p Place) {
	j := p.Open(t)
	const rivals, rounds = 8, 20
	for round := range uint64(rounds) {
		results := make(chan error, rivals)
		for r := range rivals {
			go func() {
				results <- j.Append(t.Context(), "s", round, entries(fmt.Sprintf("rival%d", r), round, 1))
			}()
		}
		won := 0
		for range rivals {
			if err := <-results; err == nil {
				won++
			} else if !errors.Is(err, journal.ErrConflict) {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if won != 1 {
			t.Fatalf("round %d: %d won", round, won)
		}
	}
	if got, err := read(t, j, "s", 0); err != nil || len(got) != rounds {
		t.Errorf("%d entries, %v", len(got), err)
	}
}

// closeWhileAppending closes under load: what was acknowledged is there
// afterwards, what was refused is not.
func closeWhileAppending(t *testing.T, p Place) {
	j := p.Open(t)
	const writers = 8
	acked := make([]uint64, writers)
	begun := make(chan struct{}, writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			stream := fmt.Sprintf("s%d", w)
			for {
				err := j.Append(context.Background(), stream, acked[w], entries(stream, acked[w], 1))
				if err != nil {
					wantErr(t, err, journal.ErrClosed)
					return
				}
				if acked[w]++; acked[w] == 5 {
					begun <- struct{}{}
				}
			}
		})
	}
	for range writers {
		<-begun
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	j = p.Open(t)
	for w := range writers {
		stream := fmt.Sprintf("s%d", w)
		wantEntries(t, j, stream, 0, entries(stream, 0, int(acked[w])))
	}
}

func closed(t *testing.T, p Place) {
	j := p.Open(t)
	add(t, j, "s", 0, 5)
	for range 2 {
		if err := j.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	wantErr(t, j.Append(t.Context(), "s", 5, entries("s", 5, 1)), journal.ErrClosed)
	wantErr(t, j.SaveSnapshot(t.Context(), "s", snapshotAt(5)), journal.ErrClosed)
	wantErr(t, j.DropSnapshots(t.Context(), "s"), journal.ErrClosed)
	_, err := read(t, j, "s", 0)
	wantErr(t, err, journal.ErrClosed)
	_, _, err = j.Find(t.Context(), "s", "s#1", journal.Latest)
	wantErr(t, err, journal.ErrClosed)
	_, err = j.SeqAt(t.Context(), "s", start)
	wantErr(t, err, journal.ErrClosed)
	_, err = j.Streams(t.Context(), "")
	wantErr(t, err, journal.ErrClosed)
	_, _, err = j.Snapshot(t.Context(), "s", 5)
	wantErr(t, err, journal.ErrClosed)
}

func cancelled(t *testing.T, p Place) {
	j := p.Open(t)
	all := add(t, j, "s", 0, 600)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range j.Read(ctx, "s", 0) {
		if last = err; err == nil {
			n++
		}
		cancel()
	}
	wantErr(t, last, context.Canceled)
	if n >= len(all) {
		t.Error("a reading went on to the end without its context")
	}
	err := j.Append(ctx, "s", 600, entries("s", 600, 1))
	wantErr(t, err, context.Canceled)
	if journal.Undecided(err) {
		t.Errorf("%v is undecided", err)
	}
	wantErr(t, j.SaveSnapshot(ctx, "s", snapshotAt(5)), context.Canceled)
	_, _, err = j.Find(ctx, "s", "s#1", journal.Latest)
	wantErr(t, err, context.Canceled)
	_, err = j.Streams(ctx, "")
	wantErr(t, err, context.Canceled)
	wantEntries(t, j, "s", 0, all)
	wantSnapshot(t, j, "s", 600, 0)
}

func epoch(t *testing.T, p Place) {
	j := p.Open(t)
	first := j.Epoch()
	if first == "" {
		t.Error("no epoch")
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if again := p.Open(t).Epoch(); again != first {
		t.Errorf("epoch %q was %q", again, first)
	}
}
