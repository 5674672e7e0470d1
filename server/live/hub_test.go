package live_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"takt/server/journal"
	"takt/server/kanban"
	"takt/server/live"
)

func TestNoBoard(t *testing.T) {
	h := newHouse(t)
	for range 3 {
		if _, err := h.hub.Room(t.Context(), "nowhere"); !errors.Is(err, live.ErrNoBoard) {
			t.Errorf("err = %v", err)
		}
	}
	if _, _, err := h.hub.Create(t.Context(), "ann", "", kanban.CreateBoard{ID: "nowhere"}); codeOf(err) != kanban.BadField {
		t.Errorf("a board without a name: %v", err)
	}
	if _, err := h.hub.Room(t.Context(), "nowhere"); !errors.Is(err, live.ErrNoBoard) {
		t.Errorf("after a refused creation: %v", err)
	}
}

func TestCreateAmongVisitorsInVain(t *testing.T) {
	h := newHouse(t)
	var visiting sync.WaitGroup
	for range 8 {
		visiting.Go(func() {
			for range 50 {
				if _, err := h.hub.Room(t.Context(), "new"); err != nil && !errors.Is(err, live.ErrNoBoard) {
					t.Error(err)
				}
			}
		})
	}
	if id, _, err := h.hub.Create(t.Context(), "ann", "", kanban.CreateBoard{ID: "new", Name: "New"}); err != nil || id != "new" {
		t.Errorf("%q, %v", id, err)
	}
	visiting.Wait()
	if _, err := h.hub.Room(t.Context(), "new"); err != nil {
		t.Error(err)
	}
}

func TestBoards(t *testing.T) {
	h := newHouse(t)
	if _, _, err := h.hub.Create(t.Context(), "ann", "", kanban.CreateBoard{ID: "z", Name: "Archive"}); err != nil {
		t.Fatal(err)
	}
	check := func(want ...live.BoardInfo) {
		t.Helper()
		got, err := h.hub.Boards(t.Context())
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("boards %v, %v, want %v", got, err, want)
		}
	}
	epoch := h.journal.Epoch()
	check(live.BoardInfo{ID: "z", Name: "Archive", Seq: 1, Epoch: epoch}, live.BoardInfo{ID: board, Name: "Portfolio", Seq: made, Epoch: epoch, Cards: 4})
	h.do("", kanban.ArchiveCard{Card: "a"})
	h.do("", kanban.RenameBoard{Name: "Alpha"})
	h.do("", kanban.ArchiveBoard{})
	check(live.BoardInfo{ID: board, Name: "Alpha", Seq: made + 3, Epoch: epoch, Archived: true, Cards: 3}, live.BoardInfo{ID: "z", Name: "Archive", Seq: 1, Epoch: epoch})
}

func TestReady(t *testing.T) {
	h := newHouse(t)
	if err := h.hub.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	if err := h.hub.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if err := h.hub.Ready(t.Context()); err == nil {
		t.Error("ready after Close")
	}
}

func TestNewID(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		id := live.NewID()
		if len(id) != 12 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz234567") != "" || seen[id] {
			t.Fatalf("id %q", id)
		}
		seen[id] = true
	}
}

func TestMetrics(t *testing.T) {
	registry := prometheus.NewRegistry()
	h := newHouse(t, func(c *live.Config) { c.Registerer = prometheus.NewRegistry() })
	if err := h.hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.config.Registerer = registry
	h.hub = live.NewHub(h.config)
	s := h.join("ann", 0)
	h.do("1", move("a", "ready"))
	h.do("1", move("a", "ready"))
	if _, err := h.room().Do(t.Context(), "ann", "2", move("x", "ready")); codeOf(err) != kanban.NotFound {
		t.Fatal(err)
	}
	for seen := 0; seen < 1; {
		f, err := s.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		seen += len(seqs(notes(t, f)))
	}
	if err := h.room().Join(t.Context(), h.hub.NewSession("bob", ""), 7, "another"); err != nil {
		t.Fatal(err)
	}
	s.Drop(live.TooMany)
	s.Drop(live.Left)
	const want = `
# HELP takt_commands_total Commands answered, by kind and outcome: accepted, repeated, failed, or the code of the refusal.
# TYPE takt_commands_total counter
takt_commands_total{kind="card.move",outcome="accepted"} 1
takt_commands_total{kind="card.move",outcome="not_found"} 1
takt_commands_total{kind="card.move",outcome="repeated"} 1
# HELP takt_commits_total Appends to the journal that became durable.
# TYPE takt_commits_total counter
takt_commits_total 1
# HELP takt_drops_total Sessions that ended, by cause.
# TYPE takt_drops_total counter
takt_drops_total{cause="too_many"} 1
# HELP takt_resyncs_total Joins answered with a resync.
# TYPE takt_resyncs_total counter
takt_resyncs_total 1
# HELP takt_rooms Boards open in memory.
# TYPE takt_rooms gauge
takt_rooms 1
# HELP takt_sessions Sessions that watch a board.
# TYPE takt_sessions gauge
takt_sessions 1
`
	err := testutil.GatherAndCompare(registry, strings.NewReader(want),
		"takt_commands_total", "takt_commits_total", "takt_drops_total", "takt_resyncs_total", "takt_rooms", "takt_sessions")
	if err != nil {
		t.Error(err)
	}
	for name, samples := range map[string]int{"takt_ack_seconds": 1, "takt_commit_events": 1, "takt_fanout_seconds": 1, "takt_frame_events": 1} {
		if n, err := testutil.GatherAndCount(registry, name); err != nil || n != samples {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
}

func TestDamagedBoardHarmsNoOther(t *testing.T) {
	h := newHouse(t)
	entry := journal.Entry{Seq: 1, At: time.Now(), Data: []byte(`{"seq":1,"kind":"board.painted"}`)}
	if err := h.journal.Append(t.Context(), "board/damaged", 0, []journal.Entry{entry}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := h.hub.Room(t.Context(), "damaged"); err == nil || errors.Is(err, live.ErrNoBoard) || codeOf(err) != "" {
			t.Errorf("err = %v, want an internal one", err)
		}
	}
	h.do("", move("a", "ready"))
	infos, err := h.hub.Boards(t.Context())
	if err != nil || len(infos) != 2 || infos[1].Name != "damaged" || infos[1].Seq != 1 {
		t.Errorf("boards %v, %v", infos, err)
	}
}

func TestRoomContainsItsPanics(t *testing.T) {
	var faulty atomic.Bool
	h := newHouse(t, func(c *live.Config) {
		c.Names = func(id kanban.UserID) string {
			if id == "bob" && faulty.Load() {
				panic("faulty")
			}
			return ""
		}
	})
	ann, bob := h.join("ann", 0), h.hub.NewSession("bob", "")
	faulty.Store(true)
	if err := h.room().Join(t.Context(), bob, 0, ""); err != nil && err != live.Restarting {
		t.Errorf("err = %v", err)
	}
	var err error
	for err == nil {
		_, err = ann.Next(t.Context())
	}
	if err != live.Restarting {
		t.Errorf("ann was sent away with %v", err)
	}
	faulty.Store(false)
	h.do("", move("a", "ready"))
}

func TestCloseGivesUpWithItsContext(t *testing.T) {
	h := newHouse(t)
	w := h.weaken()
	s := h.join("ann", 0)
	w.hold.Lock()
	if err := h.room().Submit(t.Context(), s, moveMessage("1", "a", "ready")); err != nil {
		t.Fatal(err)
	}
	for w.appends.Load() == 0 {
		runtime.Gosched()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.hub.Close(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	w.hold.Unlock()
	h.close()
	h.open()
	if n := len(h.entries()); n != made+1 {
		t.Errorf("%d entries, want %d", n, made+1)
	}
}
