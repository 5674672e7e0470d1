package live_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"takt/server/kanban"
	"takt/server/live"
)

func TestMoveReachesEveryoneInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann, bob := h.join("ann", 0), h.join("bob", 0)
		for i, stage := range []kanban.StageID{"ready", "proposed", "setup"} {
			if a := h.do(fmt.Sprint(i), move("a", stage)); a.Seq != uint64(made+i+1) || a.Epoch != h.journal.Epoch() {
				t.Errorf("answer %v", a)
			}
		}
		for _, s := range []*live.Session{ann, bob} {
			got, err := waiting(t, s)
			if err != nil {
				t.Error(err)
			}
			if w := got[0].Welcome; w == nil || w.Seq != made || w.Board == nil || w.Epoch != h.journal.Epoch() || w.You != string(s.By()) || w.Session != s.ID() {
				t.Errorf("welcome %+v", w)
			}
			if want := upTo(made+1, made+3); !slices.Equal(seqs(got), want) {
				t.Errorf("%s saw %v, want %v", s.By(), seqs(got), want)
			}
		}
		if stage := h.stageOf(h.view(), "a"); stage != "setup" {
			t.Errorf("the card lies in %q", stage)
		}
	})
}

func TestSubmitAnswersOnTheSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann, bob := h.join("ann", 0), h.join("bob", 0)
		for _, message := range []string{
			string(moveMessage("k1", "a", "ready")),
			string(moveMessage("k2", "a", "nowhere")),
			`{"id":"k3","cmd":"card.move","card":"a","colour":"red"}`,
			string(moveMessage("k4", "b", "ready")),
		} {
			if err := h.room().Submit(t.Context(), ann, []byte(message)); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		got, _ := waiting(t, ann)
		var refused []string
		for _, n := range got {
			if n.Refused != nil {
				refused = append(refused, n.Refused.ID+" "+n.Refused.Code)
			}
		}
		slices.Sort(refused)
		if want := []string{"k2 not_found", "k3 bad_field"}; !slices.Equal(refused, want) {
			t.Errorf("refused %q, want %q", refused, want)
		}
		if want := upTo(made+1, made+2); !slices.Equal(seqs(got), want) {
			t.Errorf("ann saw %v, want %v", seqs(got), want)
		}
		for _, n := range must(waiting(t, bob)) {
			if n.Refused != nil {
				t.Errorf("bob was told %+v", n.Refused)
			}
		}
	})
}

func must(list []note, _ error) []note { return list }

func TestSubmitBeforeJoinIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		s := h.hub.NewSession("ann", "")
		if err := h.room().Submit(t.Context(), s, moveMessage("k1", "a", "ready")); err != nil {
			t.Fatal(err)
		}
		if got, _ := waiting(t, s); len(got) != 1 || got[0].Refused == nil || got[0].Refused.Code != "bad_message" {
			t.Errorf("got %+v", got)
		}
		if n := len(h.entries()); n != made {
			t.Errorf("%d entries, want %d", n, made)
		}
	})
}

func TestSlowReaderIsDroppedAndHarmsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		slow, ann := h.join("bob", 0), h.join("ann", 0)
		const moves = 400 // more than a queue holds
		var got []note
		for i := range moves {
			h.do(fmt.Sprint(i), move("a", []kanban.StageID{"ready", "setup"}[i%2]))
			list, err := waiting(t, ann)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, list...)
		}
		if want := upTo(made+1, made+moves); !slices.Equal(seqs(got), want) {
			t.Errorf("ann saw %d events, want %d", len(seqs(got)), len(want))
		}
		if list, err := waiting(t, slow); err != live.TooSlow || len(list) > 0 {
			t.Errorf("slow reader got %d messages and %v", len(list), err)
		}
		gone := slices.ContainsFunc(append(got, must(waiting(t, ann))...), func(n note) bool {
			return n.Presence != nil && n.Presence.Session == slow.ID() && n.Presence.Gone
		})
		if !gone {
			t.Error("nobody was told that the slow reader is gone")
		}
		back := h.join("bob", made+10)
		if want := upTo(made+11, made+moves); !slices.Equal(seqs(must(waiting(t, back))), want) {
			t.Error("coming back was not exact")
		}
	})
}

func TestManyMovers(t *testing.T) {
	h := newHouse(t)
	const movers, each = 64, 20
	watcher := h.join("watcher", 0)
	var seen []uint64
	var watching sync.WaitGroup
	watching.Go(func() {
		for len(seen) < movers*each {
			f, err := watcher.Next(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			seen = append(seen, seqs(notes(t, f))...)
		}
	})
	answered := make([][]uint64, movers)
	var moving sync.WaitGroup
	room := h.room()
	for m := range movers {
		moving.Go(func() {
			by := kanban.UserID(fmt.Sprint("mover", m))
			for i := range each {
				card := []kanban.CardID{"a", "b", "c", "d"}[(m+i)%4]
				a, err := room.Do(t.Context(), by, fmt.Sprint(i), move(card, []kanban.StageID{"ready", "setup", "proposed"}[i%3]))
				if err != nil {
					t.Error(err)
					return
				}
				answered[m] = append(answered[m], a.Seq)
			}
		})
	}
	moving.Wait()
	watching.Wait()
	all := slices.Concat(answered...)
	slices.Sort(all)
	want := upTo(made+1, made+movers*each)
	if !slices.Equal(all, want) {
		t.Error("the answers are not dense")
	}
	if !slices.Equal(seen, want) {
		t.Error("the watcher did not see every event once and in order")
	}
	if entries := h.entries(); len(entries) != made+movers*each {
		t.Errorf("%d entries in the journal", len(entries))
	}
}

func TestTimeNeverRunsBackwards(t *testing.T) {
	clock := time.Date(2026, 11, 21, 8, 0, 0, 123456789, time.UTC)
	h := newHouse(t, func(c *live.Config) { c.Now = func() time.Time { return clock } })
	clock = clock.Add(-time.Hour)
	h.do("1", move("a", "ready"))
	h.reopen()
	h.do("2", move("a", "setup"))
	clock = clock.Add(2 * time.Hour)
	h.do("3", move("a", "proposed"))
	start := time.Date(2026, 11, 21, 8, 0, 0, 123000000, time.UTC)
	for _, e := range h.entries() {
		want := start
		if e.Seq == made+3 {
			want = start.Add(time.Hour)
		}
		if !e.At.Equal(want) {
			t.Errorf("entry %d is of %v, want %v", e.Seq, e.At, want)
		}
	}
}

func TestRoomClosesWhenNobodyVisits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		visitor := h.join("ann", 0)
		room := h.room()
		time.Sleep(time.Hour)
		synctest.Wait()
		if h.room() != room {
			t.Fatal("the room closed on a visitor")
		}
		room.Leave(visitor)
		time.Sleep(11 * time.Minute)
		synctest.Wait()
		if _, ok, err := h.journal.Snapshot(t.Context(), stream, made); err != nil || !ok {
			t.Errorf("no snapshot was saved: %v", err)
		}
		if h.room() == room {
			t.Error("the room is still open")
		}
		if _, err := room.Do(t.Context(), "ann", "1", move("a", "ready")); err != nil {
			t.Errorf("a command to the old room: %v", err)
		}
		if v, err := room.View(t.Context()); err != nil || v.Seq != made+1 {
			t.Errorf("the view of the old room: %v, %v", v, err)
		}
		if err := room.Join(t.Context(), visitor, 0, ""); err != live.Restarting {
			t.Errorf("joining the old room: %v", err)
		}
	})
}

func TestCloseWhileBusy(t *testing.T) {
	h := newHouse(t)
	room, watcher := h.room(), h.join("watcher", 0)
	answered := make(chan uint64, 10000)
	var moving sync.WaitGroup
	for m := range 16 {
		moving.Go(func() {
			for i := 0; ; i++ {
				a, err := room.Do(t.Context(), kanban.UserID(fmt.Sprint("mover", m)), fmt.Sprint(i), move("a", []kanban.StageID{"ready", "setup"}[i%2]))
				if err != nil {
					if codeOf(err) != live.Unavailable {
						t.Error(err)
					}
					return
				}
				answered <- a.Seq
			}
		})
	}
	for range 100 {
		<-answered
	}
	if err := h.hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	moving.Wait()
	var last uint64
	for {
		f, err := watcher.Next(t.Context())
		if err != nil {
			if err != live.Restarting {
				t.Error(err)
			}
			break
		}
		if got := seqs(notes(t, f)); len(got) > 0 {
			last = got[len(got)-1]
		}
	}
	close(answered)
	for seq := range answered {
		if seq > last {
			t.Errorf("event %d was answered, but the watcher saw only %d", seq, last)
		}
	}
	if entries := h.entries(); uint64(len(entries)) != last {
		t.Errorf("%d entries in the journal, %d seen", len(entries), last)
	}
	if s, ok, err := h.journal.Snapshot(t.Context(), stream, last); err != nil || !ok || s.Seq != last {
		t.Errorf("snapshot at %d, %v, %v, want one at %d", s.Seq, ok, err, last)
	}
	if _, err := h.hub.Room(t.Context(), board); codeOf(err) != live.Unavailable {
		t.Errorf("a room after Close: %v", err)
	}
}

func TestDoHonoursItsContext(t *testing.T) {
	h := newHouse(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.room().Do(ctx, "ann", "1", move("a", "ready")); !errors.Is(err, context.Canceled) && codeOf(err) != live.UnknownOutcome {
		t.Errorf("err = %v", err)
	}
}

// faulty makes the board's code panic when it is decided.
type faulty struct{ asked *int }

func (f faulty) Kind() string {
	if *f.asked++; *f.asked == 2 { // the first asks for the digest
		panic("faulty")
	}
	return "test.faulty"
}

func TestPanicHarmsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann := h.join("ann", 0)
		_, err := h.room().Do(t.Context(), "bob", "1", faulty{new(int)})
		if err == nil || codeOf(err) != "" {
			t.Errorf("err = %v, want an internal one", err)
		}
		h.do("2", move("a", "ready"))
		got, err := waiting(t, ann)
		if err != nil || !slices.Equal(seqs(got), upTo(made+1, made+1)) {
			t.Errorf("ann saw %v and %v", seqs(got), err)
		}
		if _, err := h.room().Do(t.Context(), "ann", "3", kanban.Batch{}); err == nil {
			t.Error("a command without events was accepted")
		}
	})
}
