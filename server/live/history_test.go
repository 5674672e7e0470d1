package live_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"takt/server/kanban"
	"takt/server/live"
)

// eventful does a bit of everything and returns the view after each step.
func (h *house) eventful(steps int) map[uint64][]byte {
	h.Helper()
	views := map[uint64][]byte{}
	look := func() {
		v := h.view()
		views[v.Seq] = v.JSON
	}
	look()
	for i := range steps {
		card := kanban.CardID(fmt.Sprint("card", i))
		for _, cmd := range []kanban.Command{
			kanban.AddCard{Card: card, Lane: kanban.Marathon, Stage: "need", Title: "Title"},
			kanban.ChangeCard{Card: card, Set: kanban.Patch{"title": fmt.Sprint("Title ", i)}},
			kanban.AddComment{Card: card, Comment: kanban.CommentID(fmt.Sprint("comment", i)), Text: "Well done"},
			kanban.Batch{Commands: []kanban.Command{move("a", "ready"), move("b", "running")}},
			kanban.Undo{},
			kanban.Undo{},
			kanban.Redo{},
			kanban.ArchiveCard{Card: card},
		} {
			h.do("", cmd)
			look()
		}
	}
	return views
}

func TestSnapshotsAreOnlyACache(t *testing.T) {
	h := newHouse(t, func(c *live.Config) { c.SnapshotEvery = 20 })
	views := h.eventful(12)
	last := h.view()
	compare := func(when string) {
		t.Helper()
		if v := h.view(); v.Seq != last.Seq || v.Epoch != last.Epoch || !bytes.Equal(v.JSON, last.JSON) {
			t.Errorf("%s: the board at %d is not the one at %d:\n%s\n%s", when, v.Seq, last.Seq, v.JSON, last.JSON)
		}
		for seq, want := range views {
			if v, err := h.room().At(t.Context(), seq); err != nil || !bytes.Equal(v.JSON, want) {
				t.Errorf("%s: at %d: %v", when, seq, err)
			}
		}
	}
	compare("at once")
	h.reopen()
	if s, ok, err := h.journal.Snapshot(t.Context(), stream, last.Seq-1); err != nil || !ok {
		t.Errorf("no snapshot was saved on the way: %v, %v", s.Seq, err)
	}
	compare("from the snapshot at the end")
	if err := h.hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.journal.DropSnapshots(t.Context(), stream); err != nil {
		t.Fatal(err)
	}
	h.start()
	compare("without snapshots")
	h.do("", kanban.Undo{}) // steps, too, are what they were
	if v := h.view(); !bytes.Contains(v.JSON, []byte(`"archive":[{`)) {
		t.Errorf("after undoing the last archiving: %s", v.JSON)
	}
}

func TestDamagedSnapshotIsLeftAside(t *testing.T) {
	h := newHouse(t)
	h.shuffle(10)
	want := h.view()
	h.reopen()
	s, ok, err := h.journal.Snapshot(t.Context(), stream, want.Seq)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	s.Data = []byte(`{"form":99}`)
	if err := h.journal.SaveSnapshot(t.Context(), stream, s); err != nil {
		t.Fatal(err)
	}
	if got := h.view(); !bytes.Equal(got.JSON, want.JSON) {
		t.Errorf("got %s, want %s", got.JSON, want.JSON)
	}
}

func TestAt(t *testing.T) {
	clock := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	h := newHouse(t, func(c *live.Config) { c.Now = func() time.Time { return clock } })
	start := clock
	for _, stage := range []kanban.StageID{"ready", "proposed", "setup"} {
		clock = clock.Add(time.Hour)
		h.do("", move("a", stage))
	}
	for offset, want := range map[time.Duration]string{
		0: "proposed", 30 * time.Minute: "proposed", time.Hour: "ready", 100 * time.Minute: "ready", 24 * time.Hour: "setup",
	} {
		v, err := h.room().AtTime(t.Context(), start.Add(offset))
		if err != nil || h.stageOf(v, "a") != want {
			t.Errorf("%v later: %q, %v, want %q", offset, h.stageOf(v, "a"), err, want)
		}
	}
	if _, err := h.room().AtTime(t.Context(), start.Add(-time.Hour)); codeOf(err) != kanban.NotFound {
		t.Errorf("before the beginning: %v", err)
	}
	for _, seq := range []uint64{0, made + 4} {
		if _, err := h.room().At(t.Context(), seq); codeOf(err) != kanban.NotFound {
			t.Errorf("at %d: %v", seq, err)
		}
	}
}

func TestEvents(t *testing.T) {
	h := newHouse(t)
	h.shuffle(1200)
	const head = made + 1200
	for _, c := range []struct {
		after       uint64
		limit       int
		first, last uint64
	}{
		{0, 3, 1, 3}, {0, 0, 1, live.MaxEvents}, {0, 5000, 1, live.MaxEvents},
		{head - 2, 10, head - 1, head}, {head, 10, 1, 0}, {head + 5, 10, 1, 0},
	} {
		events, err := h.room().Events(t.Context(), c.after, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		if want := int(c.last - c.first + 1); len(events) != want {
			t.Errorf("after %d: %d events, want %d", c.after, len(events), want)
			continue
		}
		for i, data := range events {
			var e struct{ Seq uint64 }
			if err := json.Unmarshal(data, &e); err != nil || e.Seq != c.first+uint64(i) {
				t.Fatalf("after %d: event %d is %s, %v", c.after, i, data, err)
			}
		}
	}
}

func TestViewIsEncodedOnce(t *testing.T) {
	h := newHouse(t)
	first, again := h.view(), h.view()
	if first != again {
		t.Error("the board was encoded twice")
	}
	derived := 0
	for range 2 {
		first.Derived(func([]byte) any { derived++; return nil })
	}
	if derived != 1 {
		t.Errorf("derived %d times", derived)
	}
	h.do("", move("a", "ready"))
	if h.view().Seq != first.Seq+1 {
		t.Error("the view is old")
	}
}
