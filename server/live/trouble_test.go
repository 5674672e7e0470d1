package live_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"takt/server/journal"
	"takt/server/kanban"
	"takt/server/live"
)

// TestThroughTrouble lets people move cards while the journal fails in every
// way it can, and others watch, leave and come back. In the end every command
// that was acknowledged is in the journal once, and every watcher has seen the
// whole history, each event once and in order.
func TestThroughTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		w := h.weaken()
		stop := make(chan struct{})
		var moving, watching, troubling sync.WaitGroup
		troubling.Go(func() { trouble(w, stop) })
		watchers := make([]*watcher, 6)
		for i := range watchers {
			watchers[i] = &watcher{house: h, by: kanban.UserID(fmt.Sprint("watcher", i)), rand: rand.New(rand.NewPCG(1, uint64(i)))}
			watching.Go(func() { watchers[i].watch(stop) })
		}
		movers := make([]*mover, 6)
		for i := range movers {
			movers[i] = &mover{house: h, by: kanban.UserID(fmt.Sprint("mover", i)), acknowledged: map[string]uint64{}, put: map[kanban.Code]int{}}
			moving.Go(func() { movers[i].move(100) })
		}
		moving.Wait()
		close(stop)
		troubling.Wait()
		watching.Wait()

		written := map[string]uint64{}
		for _, e := range h.entries() {
			if _, twice := written[e.ID]; twice && e.ID != "" {
				t.Errorf("%s was done twice", e.ID)
			}
			written[e.ID] = e.Seq
		}
		for _, m := range movers {
			for id, seq := range m.acknowledged {
				if written[id] != seq {
					t.Errorf("%s was acknowledged at %d and is at %d", id, seq, written[id])
				}
			}
			if m.put[live.Unavailable] == 0 || m.put[live.UnknownOutcome] == 0 {
				t.Errorf("%s has not met every trouble: %v", m.by, m.put)
			}
		}
		for _, w := range watchers {
			w.finish()
		}
	})
}

// trouble makes appends fail until stop is closed, then lets them succeed.
func trouble(w *weak, stop chan struct{}) {
	full := fmt.Errorf("disk: %w", journal.ErrFull)
	for i := 0; ; i++ {
		switch i % 6 {
		case 1:
			w.fail.Store(&errDisk)
		case 3:
			w.pretend.Store(&errDisk)
		case 5:
			w.fail.Store(&full)
		default:
			w.fail.Store(nil)
			w.pretend.Store(nil)
		}
		select {
		case <-stop:
			w.fail.Store(nil)
			w.pretend.Store(nil)
			return
		case <-time.After(150 * time.Millisecond):
		}
	}
}

// A mover asks again under the same id until it is done.
type mover struct {
	*house
	by           kanban.UserID
	acknowledged map[string]uint64   // by person and request id
	put          map[kanban.Code]int // how often it was put off, and why
}

func (m *mover) move(n int) {
	for i := range n {
		id := fmt.Sprint(i)
		cmd := move([]kanban.CardID{"a", "b", "c", "d"}[i%4], []kanban.StageID{"ready", "setup", "proposed"}[i%3])
		for done := false; !done; {
			time.Sleep(20 * time.Millisecond)
			a, err := m.room().Do(m.Context(), m.by, id, cmd)
			switch code := codeOf(err); {
			case err == nil:
				m.acknowledged[string(m.by)+"/"+id] = a.Seq
				done = true
			case code == live.Unavailable || code == live.UnknownOutcome:
				m.put[code]++
			default:
				m.Error(err)
				return
			}
		}
	}
}

// A watcher follows a board through all sessions it needs for that.
type watcher struct {
	*house
	by   kanban.UserID
	rand *rand.Rand
	seen uint64 // the last event
}

func (w *watcher) watch(stop chan struct{}) {
	for {
		s := w.hub.NewSession(w.by, "")
		room := w.room()
		err := room.Join(w.Context(), s, w.seen, w.journal.Epoch())
		if err == nil {
			w.follow(s, w.rand.IntN(30))
			room.Leave(s)
		} else if err != live.Restarting {
			w.Error(err)
		}
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(w.rand.IntN(100)) * time.Millisecond):
		}
	}
}

// follow takes at most n frames.
func (w *watcher) follow(s *live.Session, n int) {
	for range n {
		ctx, cancel := context.WithTimeout(w.Context(), time.Second)
		f, err := s.Next(ctx)
		cancel()
		if err != nil {
			var cause live.Cause
			if errors.As(err, &cause) && cause != live.Restarting {
				w.Error(err)
			}
			return
		}
		w.see(notes(w, f))
	}
}

func (w *watcher) see(list []note) {
	for _, n := range list {
		switch {
		case n.Resync != nil:
			w.Errorf("resync: %s", n.Resync.Reason)
		case n.Welcome != nil && n.Welcome.Board != nil:
			var b struct{ Seq uint64 }
			if err := json.Unmarshal(n.Welcome.Board, &b); err != nil || b.Seq != n.Welcome.Seq || b.Seq < w.seen {
				w.Errorf("a board at %d in a welcome at %d, after %d: %v", b.Seq, n.Welcome.Seq, w.seen, err)
			}
			w.seen = b.Seq
		case n.Event != nil:
			if n.Event.Seq != w.seen+1 {
				w.Errorf("%s saw event %d after %d", w.by, n.Event.Seq, w.seen)
			}
			w.seen = n.Event.Seq
		}
	}
}

// finish checks that nothing is missing in the end.
func (w *watcher) finish() {
	w.see(must(waiting(w, w.join(w.by, w.seen))))
	if last := w.view().Seq; w.seen != last {
		w.Errorf("%s saw %d of %d events", w.by, w.seen, last)
	}
}
