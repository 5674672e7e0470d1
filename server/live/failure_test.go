package live_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"takt/server/journal"
	"takt/server/live"
)

// A weak journal holds up and fails appends on demand.
type weak struct {
	journal.Journal
	hold    sync.RWMutex          // Append waits while it is locked
	appends atomic.Int64          // how many appends there have been
	fail    atomic.Pointer[error] // what Append returns instead of writing
	pretend atomic.Pointer[error] // what Append returns although it has written
}

func (w *weak) Append(ctx context.Context, stream string, head uint64, entries []journal.Entry) error {
	w.appends.Add(1)
	w.hold.RLock()
	defer w.hold.RUnlock()
	if err := w.fail.Load(); err != nil {
		return *err
	}
	err := w.Journal.Append(ctx, stream, head, entries)
	if pretended := w.pretend.Load(); pretended != nil {
		return *pretended
	}
	return err
}

// weaken puts a new hub on a weak journal in front of the real one.
func (h *house) weaken() *weak {
	h.Helper()
	if err := h.hub.Close(context.Background()); err != nil {
		h.Fatal(err)
	}
	w := &weak{Journal: h.journal}
	h.config.Journal = w
	h.start()
	return w
}

var errDisk = errors.New("input/output error")

func TestNobodySeesWhatIsNotDurable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		w := h.weaken()
		ann := h.join("ann", 0)
		waiting(t, ann)
		w.fail.Store(&errDisk)
		room := h.room()
		if _, err := room.Do(t.Context(), "bob", "1", move("a", "ready")); codeOf(err) != live.UnknownOutcome {
			t.Errorf("err = %v", err)
		}
		got, cause := waiting(t, ann)
		if len(got) > 0 || cause != live.Restarting {
			t.Errorf("ann got %+v, %v", got, cause)
		}
		if v := h.view(); v.Seq != made || h.stageOf(v, "a") != "proposed" {
			t.Errorf("the board shows what was not written: %s", v.JSON)
		}
		if s := h.join("ann", made); len(seqs(must(waiting(t, s)))) > 0 {
			t.Error("coming back showed what was not written")
		}
		w.fail.Store(nil)
		if a := h.do("1", move("a", "ready")); a.Seq != made+1 {
			t.Errorf("asking again: %v", a)
		}
	})
}

func TestAskingAgainAfterAnUnknownOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		w := h.weaken()
		w.pretend.Store(&errDisk)
		if _, err := h.room().Do(t.Context(), "ann", "1", move("a", "ready")); codeOf(err) != live.UnknownOutcome {
			t.Errorf("err = %v", err)
		}
		w.pretend.Store(nil)
		if a := h.do("1", move("a", "ready")); a.Seq != made+1 {
			t.Errorf("asking again: %v", a)
		}
		if n := len(h.entries()); n != made+1 {
			t.Errorf("%d entries, want %d", n, made+1)
		}
	})
}

func TestFullJournal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		w := h.weaken()
		ann := h.join("ann", 0)
		full := fmt.Errorf("disk: %w", journal.ErrFull)
		w.fail.Store(&full)
		for i := range 3 {
			if _, err := h.room().Do(t.Context(), "bob", fmt.Sprint(i), move("a", "ready")); codeOf(err) != live.Unavailable {
				t.Errorf("err = %v", err)
			}
		}
		if err := h.room().Submit(t.Context(), ann, moveMessage("k", "a", "setup")); err != nil {
			t.Fatal(err)
		}
		got, cause := waiting(t, ann)
		last := got[len(got)-1]
		if cause != nil || len(seqs(got)) > 0 || last.Refused == nil || last.Refused.Code != "unavailable" {
			t.Errorf("ann got %+v, %v", got, cause)
		}
		if v := h.view(); v.Seq != made || h.stageOf(v, "a") != "proposed" {
			t.Errorf("the board shows what was not written: %s", v.JSON)
		}
		w.fail.Store(nil)
		time.Sleep(2 * time.Second)
		h.do("0", move("a", "ready"))
		if got, cause := waiting(t, ann); cause != nil || !slices.Equal(seqs(got), upTo(made+1, made+1)) {
			t.Errorf("ann got %+v, %v", got, cause)
		}
	})
}

func TestSomebodyElseWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		other := live.NewHub(live.Config{Journal: h.journal})
		room, err := other.Room(t.Context(), board)
		if err != nil {
			t.Fatal(err)
		}
		h.do("1", move("a", "ready"))
		if _, err := room.Do(t.Context(), "bob", "1", move("b", "ready")); codeOf(err) != live.Unavailable {
			t.Errorf("err = %v", err)
		}
		if a, err := room.Do(t.Context(), "bob", "1", move("b", "ready")); err != nil || a.Seq != made+2 {
			t.Errorf("asking again: %v, %v", a, err)
		}
		if err := other.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestRefusalsWaitForWhatTheyRestOn(t *testing.T) {
	h := newHouse(t)
	w := h.weaken()
	room, ann := h.room(), h.join("ann", 0)
	if _, err := ann.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	submit := func(message string) {
		t.Helper()
		if err := room.Submit(t.Context(), ann, []byte(message)); err != nil {
			t.Fatal(err)
		}
	}
	w.hold.Lock()
	submit(string(moveMessage("0", "a", "ready"))) // keeps the room busy
	submit(`{"id":"1","cmd":"card.add","card":"new","lane":"sprint","stage":"ready","title":"New"}`)
	submit(`{"id":"2","cmd":"card.add","card":"new","lane":"sprint","stage":"ready","title":"Newer"}`)
	full := fmt.Errorf("disk: %w", journal.ErrFull)
	w.fail.Store(&full)
	w.hold.Unlock()
	refused := map[string]string{}
	for len(refused) < 3 {
		f, err := ann.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range notes(t, f) {
			if n.Refused != nil {
				refused[n.Refused.ID] = n.Refused.Code
			}
		}
	}
	for id, code := range refused {
		if code != string(live.Unavailable) {
			t.Errorf("command %s was refused with %s", id, code)
		}
	}
}
