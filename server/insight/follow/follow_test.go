package follow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"takt/server/insight"
	"takt/server/journal"
	"takt/server/journal/bolt"
	"takt/server/kanban"
	"takt/server/live"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const portfolio = kanban.BoardID("portfolio")

// A house is a data directory with a hub and a follower at work on it.
type house struct {
	testing.TB
	dir      string
	journal  *bolt.Journal
	hub      *live.Hub
	follower *Follower
}

func newHouse(t testing.TB) *house {
	h := &house{TB: t, dir: t.TempDir()}
	h.open()
	h.Cleanup(func() { h.close() })
	cmd := kanban.CreateBoard{ID: portfolio, Name: "Portfolio"}
	if _, _, err := h.hub.Create(h.Context(), "ann", "create", cmd); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) open() {
	h.Helper()
	wake := make(chan struct{}, 1)
	j, err := bolt.Open(filepath.Join(h.dir, "takt.db"), bolt.Options{Committed: func(bolt.Commit) {
		select {
		case wake <- struct{}{}:
		default:
		}
	}})
	if err != nil {
		h.Fatal(err)
	}
	h.journal, h.hub = j, live.NewHub(live.Config{Journal: j})
	h.follower = Open(Config{Journal: j, Dir: h.folds(), Wake: wake})
}

func (h *house) folds() string { return filepath.Join(h.dir, "insight") }

func (h *house) close() {
	h.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := errors.Join(h.hub.Close(ctx), h.follower.Close(ctx), h.journal.Close()); err != nil {
		h.Error(err)
	}
}

func (h *house) do(cmd kanban.Command) uint64 {
	h.Helper()
	room, err := h.hub.Room(h.Context(), portfolio)
	if err != nil {
		h.Fatal(err)
	}
	a, err := room.Do(h.Context(), "ann", live.NewID(), cmd)
	if err != nil {
		h.Fatal(err)
	}
	return a.Seq
}

// busy fills the board.
func (h *house) busy(from, to int) {
	h.Helper()
	for i := from; i < to; i++ {
		id := kanban.CardID(fmt.Sprint("c", i))
		h.do(kanban.AddCard{Card: id, Lane: kanban.Sprint, Stage: "setup", Title: "Pilot"})
		h.do(kanban.MoveCard{Card: id, Stage: "running"})
	}
}

// eventful fills the board with something for every figure to say.
func (h *house) eventful() {
	h.Helper()
	benefit := kanban.Benefit{ID: "b", Kind: "avoided_cost", Unit: "SEK", Measure: "Rent", Target: 1000, Due: "2026-06-30"}
	for _, cmd := range []kanban.Command{
		kanban.AddUnit{Unit: "care", Name: "Care"},
		kanban.AddCard{Card: "pilot", Lane: kanban.Sprint, Stage: "setup", Title: "Pilot", Set: kanban.Patch{"quarter": kanban.Quarter("2026-Q1"), "unit": kanban.UnitID("care"), "effort": 2.0}},
		kanban.CarryCard{Card: "pilot", Quarter: "2026-Q2", Reason: "staff"},
		kanban.SetEntry{Card: "pilot", List: "recognitions", Entry: kanban.Recognition{ID: "r", Kind: "pace"}},
		kanban.AddCard{Card: "programme", Lane: kanban.Marathon, Stage: "tender", Title: "Programme", Set: kanban.Patch{"baseline_end": kanban.Date("2027-01-01"), "end": kanban.Date("2027-01-01"), "benefits": []kanban.Benefit{benefit}, "budget": kanban.Money{Amount: 5, Currency: "SEK"}}},
		kanban.ChangeCard{Card: "programme", Set: kanban.Patch{"end": kanban.Date("2027-02-01")}, Reason: "appeal"},
		kanban.SetEntry{Card: "programme", List: "check_ins", Entry: kanban.CheckIn{ID: "c", Benefit: "b", Quarter: "2026-Q1", Value: 400}},
		kanban.MoveCard{Card: "programme", Stage: "implementation"},
		kanban.ArchiveCard{Card: "pilot"},
		kanban.Undo{},
	} {
		h.do(cmd)
	}
}

// figures asks for all figures.
func (h *house) figures(f *Follower, now time.Time) string {
	h.Helper()
	all := map[string]insight.Answer{}
	err := f.Look(h.Context(), portfolio, func(fold *insight.Fold) error {
		for _, name := range insight.Names() {
			a, err := fold.Ask(name, insight.Query{From: (insight.DayOf(now) - 20).Date(), Now: now})
			if err != nil {
				return err
			}
			all[name] = a
		}
		return nil
	})
	if err != nil {
		h.Fatal(err)
	}
	data, err := json.Marshal(all)
	if err != nil {
		h.Fatal(err)
	}
	return string(data)
}

// folded is how far the fold is, as it lies there.
func (h *house) folded() uint64 {
	b := h.follower.board(portfolio)
	if err := b.take(h.Context()); err != nil {
		h.Fatal(err)
	}
	defer b.give()
	if b.fold == nil {
		return 0
	}
	return b.fold.Seq
}

// TestUpdatesArriveWithinASecond looks a second after each of some events
// whether it is folded, though nobody has asked for figures.
func TestUpdatesArriveWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		for i := range 5 {
			seq := h.do(kanban.AddCard{Card: kanban.CardID(fmt.Sprint("c", i)), Lane: kanban.Sprint, Stage: "ready", Title: "Pilot"})
			time.Sleep(time.Second)
			synctest.Wait()
			if got := h.folded(); got != seq {
				t.Fatalf("folded up to %d, want %d", got, seq)
			}
		}
	})
}

// TestWhoAsksGetsEverything asks right after each command.
func TestWhoAsksGetsEverything(t *testing.T) {
	h := newHouse(t)
	for i := range 20 {
		seq := h.do(kanban.AddCard{Card: kanban.CardID(fmt.Sprint("c", i)), Lane: kanban.Sprint, Stage: "ready", Title: "Pilot"})
		if err := h.follower.Look(t.Context(), portfolio, func(f *insight.Fold) error {
			if f.Seq < seq || len(f.Cards) != i+1 {
				t.Errorf("at %d with %d cards, want %d with %d", f.Seq, len(f.Cards), seq, i+1)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []kanban.BoardID{"nowhere", "../portfolio", ""} {
		if err := h.follower.Look(t.Context(), id, func(*insight.Fold) error { return nil }); !errors.Is(err, ErrNoBoard) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// TestRoomNeverWaits holds a fold while commands are done, and gives up
// waiting for it.
func TestRoomNeverWaits(t *testing.T) {
	h := newHouse(t)
	err := h.follower.Look(t.Context(), portfolio, func(*insight.Fold) error {
		h.busy(0, 50)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := h.follower.Look(ctx, portfolio, func(*insight.Fold) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("two look at a fold at the same time: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestStoredFoldsGiveTheSameFigures stops and starts again with the stored
// folds kept, deleted, damaged, of another version and of another history.
func TestStoredFoldsGiveTheSameFigures(t *testing.T) {
	h := newHouse(t)
	h.busy(0, 20)
	h.eventful()
	now := time.Now()
	want := h.figures(h.follower, now)
	for _, told := range []string{`"staff"`, `"appeal"`, `"pace":1`, `"realised":400`, `"currency":"SEK"`, `"finished":20`} {
		if !strings.Contains(want, told) {
			t.Errorf("the figures do not tell %s", told)
		}
	}
	h.close()
	file := filepath.Join(h.folds(), "portfolio.fold")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte{}, whole...)
	flipped[len(flipped)/2] ^= 4
	of := func(epoch string, last []byte, fold string) []byte {
		return append(fmt.Appendf(nil, lineFormat, epoch, digest(last), digest([]byte(fold))), fold...)
	}
	epoch := h.journal.Epoch()
	for name, data := range map[string][]byte{
		"kept":            whole,
		"deleted":         nil,
		"cut short":       whole[:len(whole)/2],
		"empty":           {},
		"flipped":         flipped,
		"another version": of(epoch, nil, `{"form":999}`),
		"another epoch":   of("x", nil, `{"form":1,"fold":{"seq":3}}`),
		"another entry":   of(epoch, []byte("x"), `{"form":1,"fold":{"seq":3}}`),
		"from the future": of(epoch, nil, `{"form":1,"fold":{"seq":99999}}`),
		"from before":     of(epoch, nil, `{"form":1,"fold":{"seq":0}}`),
	} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if data == nil {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		h.open()
		if got := h.figures(h.follower, now); got != want {
			t.Errorf("%s:\n%.2000s\nwant\n%.2000s", name, got, want)
		}
		h.close()
	}
	h.open()
	h.busy(20, 25)
	anew := Open(Config{Journal: h.journal})
	if got, want := h.figures(h.follower, now), h.figures(anew, now); got != want {
		t.Errorf("from the stored fold:\n%.2000s\nanew\n%.2000s", got, want)
	}
	if err := anew.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestRestoredHistoryIsNoticed begins another history in the same directory.
func TestRestoredHistoryIsNoticed(t *testing.T) {
	h := newHouse(t)
	h.busy(0, 10)
	h.close()
	if err := os.Remove(filepath.Join(h.dir, "takt.db")); err != nil {
		t.Fatal(err)
	}
	h.open()
	if _, _, err := h.hub.Create(t.Context(), "ann", "create", kanban.CreateBoard{ID: portfolio, Name: "Another"}); err != nil {
		t.Fatal(err)
	}
	h.busy(100, 120)
	if err := h.follower.Look(t.Context(), portfolio, func(f *insight.Fold) error {
		if len(f.Cards) != 20 || f.Cards["c1"] != nil {
			t.Errorf("%d cards", len(f.Cards))
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestUnreadableBoard follows a stream that holds something else.
func TestUnreadableBoard(t *testing.T) {
	h := newHouse(t)
	for i, data := range []string{"no JSON", `{"seq":1,"at":"2026-01-01T00:00:00Z","by":"ann","id":"x","kind":"stage.removed","lane":"sprint","stage":"ready"}`} {
		entry := journal.Entry{Seq: 1, At: time.Now(), ID: "x", Data: []byte(data)}
		id := kanban.BoardID(fmt.Sprint("broken", i))
		if err := h.journal.Append(t.Context(), streamPrefix+string(id), 0, []journal.Entry{entry}); err != nil {
			t.Fatal(err)
		}
		if err := h.follower.Look(t.Context(), id, func(*insight.Fold) error { return nil }); err == nil || errors.Is(err, ErrNoBoard) {
			t.Errorf("%s is folded: %v", data, err)
		}
	}
	h.busy(0, 3)
	h.figures(h.follower, time.Now())
}
