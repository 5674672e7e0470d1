package live_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"takt/server/journal"
	"takt/server/kanban"
	"takt/server/live"
)

// deeds are two years of a board: a card is added, and moved by somebody else.
func deeds() []live.Deed {
	begun := time.Date(2024, 11, 21, 8, 0, 0, 0, time.UTC)
	return []live.Deed{
		{At: begun, By: "ann", Command: kanban.CreateBoard{Name: "Old"}},
		{At: begun.AddDate(0, 0, 1), By: "ann", Command: kanban.AddCard{Card: "a", Lane: kanban.Sprint, Stage: "proposed", Title: "A"}},
		{At: begun.AddDate(2, 0, 0), By: "bo", Command: move("a", "running")},
	}
}

func TestABoardBeginsWithItsPast(t *testing.T) {
	h := newHouse(t)
	commits := len(h.commits)
	id, err := h.hub.Begin(t.Context(), deeds())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(h.commits) - commits; n != 1 {
		t.Errorf("%d commits", n)
	}
	before := h.wire(id)
	h.reopen()
	if after := h.wire(id); !bytes.Equal(before, after) || !bytes.Contains(after, []byte(`"in_place_on":"2026-11-21"`)) {
		t.Errorf("the board is\n%s\nand was\n%s", after, before)
	}
	var entries []journal.Entry
	for e, err := range h.journal.Read(t.Context(), "board/"+string(id), 0) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	if len(entries) != 4 || entries[0].At.Year() != 2024 || !strings.HasPrefix(entries[2].ID, "bo/") {
		t.Errorf("the journal holds %+v", entries)
	}
}

func (h *house) wire(id kanban.BoardID) []byte {
	h.Helper()
	room, err := h.hub.Room(context.Background(), id)
	if err != nil {
		h.Fatal(err)
	}
	view, err := room.View(context.Background())
	if err != nil {
		h.Fatal(err)
	}
	return view.JSON
}

func TestAPastThatCannotBeIsRefused(t *testing.T) {
	h := newHouse(t)
	boards := func() int {
		list, err := h.hub.Boards(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	begun := boards()
	for what, spoil := range map[string]func([]live.Deed) []live.Deed{
		"no deed":      func([]live.Deed) []live.Deed { return nil },
		"no beginning": func(d []live.Deed) []live.Deed { return d[1:] },
		"out of order": func(d []live.Deed) []live.Deed { return []live.Deed{d[0], d[2], d[1]} },
		"refused":      func(d []live.Deed) []live.Deed { d[2].Command = move("b", "running"); return d },
	} {
		if _, err := h.hub.Begin(t.Context(), spoil(deeds())); err == nil {
			t.Errorf("%s: a board begins", what)
		}
		if n := boards(); n != begun {
			t.Fatalf("%s: %d boards instead of %d", what, n, begun)
		}
	}
	if any, err := h.hub.Any(t.Context()); !any || err != nil {
		t.Errorf("there is a board: %v, %v", any, err)
	}
}

func TestAPastThatCannotBeSaved(t *testing.T) {
	h := newHouse(t)
	w := h.weaken()
	for _, failure := range []error{errDisk, journal.ErrFull} {
		w.fail.Store(&failure)
		if _, err := h.hub.Begin(t.Context(), deeds()); err == nil {
			t.Errorf("a board begins although %v", failure)
		}
	}
}
