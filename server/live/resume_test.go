package live_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"takt/server/kanban"
)

// shuffle moves the last card n times, many moves to a commit.
func (h *house) shuffle(n int) {
	h.Helper()
	moves := make([]kanban.Command, n)
	for i := range moves {
		moves[i] = move("d", []kanban.StageID{"ready", "setup"}[i%2])
	}
	for some := range slices.Chunk(moves, kanban.MaxBatch) {
		h.do("", kanban.Batch{Commands: some})
	}
}

func TestResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		h.shuffle(20)
		const head = made + 20
		check := func(when string) {
			t.Helper()
			for _, after := range []uint64{1, made, head - 1, head} {
				got := must(waiting(t, h.join("ann", after)))
				if w := got[0].Welcome; w == nil || w.Board != nil || w.Seq != head {
					t.Errorf("%s: welcome %+v", when, w)
				}
				if want := upTo(after+1, head); !slices.Equal(seqs(got), want) {
					t.Errorf("%s: after %d got %v, want %v", when, after, seqs(got), want)
				}
			}
		}
		check("at once")
		h.reopen()
		check("after reopening") // a snapshot was saved, so the events come from the journal
		h.close()
	})
}

func TestResumeAfterMuchGetsTheBoard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		h.shuffle(1500)
		const head = made + 1500
		got := must(waiting(t, h.join("ann", made)))
		if w := got[0].Welcome; w == nil || w.Board == nil || w.Seq != head || len(seqs(got)) > 0 {
			t.Errorf("welcome %+v and %d events", w, len(seqs(got)))
		}
		got = must(waiting(t, h.join("bob", head-500)))
		if w := got[0].Welcome; w == nil || w.Board != nil || !slices.Equal(seqs(got), upTo(head-499, head)) {
			t.Errorf("welcome %+v and %d events", w, len(seqs(got)))
		}
	})
}

func TestResyncOnAnotherHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		for _, position := range []struct {
			after uint64
			epoch string
		}{
			{made, "another"}, {made, ""}, {made + 100, h.journal.Epoch()},
		} {
			name := fmt.Sprint(position)
			s := h.hub.NewSession("ann", "")
			if err := h.room().Join(t.Context(), s, position.after, position.epoch); err != nil {
				t.Fatal(err)
			}
			h.do("", move("a", "ready")) // not for a session that has not joined
			h.do("", kanban.Undo{})
			got, err := waiting(t, s)
			if err != nil || len(got) != 1 || got[0].Resync == nil || got[0].Resync.Reason == "" {
				t.Fatalf("%s: got %+v, %v", name, got, err)
			}
			if err := h.room().Join(t.Context(), s, 0, ""); err != nil {
				t.Fatal(err)
			}
			got = must(waiting(t, s))
			if got[0].Welcome == nil || got[0].Welcome.Board == nil {
				t.Errorf("%s: joining from 0 got %+v", name, got[0])
			}
			h.room().Leave(s)
		}
	})
}

func TestJoinAgainInPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		s := h.join("ann", 0)
		if err := h.room().Join(t.Context(), s, made, h.journal.Epoch()); err != nil {
			t.Fatal(err)
		}
		h.do("", move("a", "ready"))
		got := must(waiting(t, s))
		if want := upTo(made+1, made+1); !slices.Equal(seqs(got), want) {
			t.Errorf("saw %v, want %v", seqs(got), want)
		}
	})
}
