package live_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"takt/server/kanban"
	"takt/server/live"
)

func TestNextGathersWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		s := h.join("ann", 0)
		h.shuffle(20)
		synctest.Wait()
		f, err := s.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		list := notes(t, f)
		if list[0].Welcome == nil || !slices.Equal(seqs(list), upTo(made+1, made+20)) {
			t.Errorf("the frame has %d messages, of %v", len(list), seqs(list))
		}
	})
}

func TestFramesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		s := h.join("ann", 0)
		waiting(t, s)
		sizes := []int{100, 19000, 10000, 4000, 100, 19000, 19000, 100}
		for _, size := range sizes {
			h.do("", kanban.ChangeCard{Card: "a", Set: kanban.Patch{"description": strings.Repeat("x", size)}})
		}
		var cmds []kanban.Command // one command of more than a frame
		for i := range 100 {
			cmds = append(cmds, kanban.ChangeCard{Card: "b", Set: kanban.Patch{"title": fmt.Sprint(i, strings.Repeat("y", 200))}})
		}
		h.do("", kanban.Batch{Commands: cmds})
		synctest.Wait()
		var all []uint64
		frames := 0
		for want := len(sizes) + len(cmds); len(all) < want; frames++ {
			f, err := s.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Data) > live.MaxFrame {
				t.Errorf("a frame of %d bytes", len(f.Data))
			}
			all = append(all, seqs(notes(t, f))...)
		}
		if !slices.Equal(all, upTo(made+1, made+uint64(len(all)))) {
			t.Errorf("saw %v", all)
		}
		if frames > 6 {
			t.Errorf("%d frames", frames)
		}
	})
}

func TestFramesAreShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann, bob := h.join("ann", 0), h.join("bob", 0)
		waiting(t, ann)
		waiting(t, bob)
		h.do("", move("a", "ready"))
		synctest.Wait()
		one, err := ann.Next(t.Context())
		other, err2 := bob.Next(t.Context())
		if err != nil || err2 != nil || one != other {
			t.Errorf("two frames for one event: %v %v", err, err2)
		}
		derived := 0
		for _, f := range []*live.Frame{one, other} {
			f.Derived(func([]byte) any { derived++; return nil })
		}
		if derived != 1 {
			t.Errorf("derived %d times", derived)
		}
	})
}

func TestDropLetsThroughWhatItsCauseSays(t *testing.T) {
	h := newHouse(t)
	refusal := &kanban.Refusal{Code: kanban.BadMessage, Message: "no"}
	for cause, kept := range map[live.Cause]bool{
		live.Left: false, live.Restarting: true, live.TooSlow: false, live.BadMessage: true,
		live.SignedOut: false, live.NoBoard: true, live.TooMany: true,
	} {
		s := h.hub.NewSession("ann", "")
		s.Refuse("1", refusal)
		s.Drop(cause)
		s.Drop(live.Left) // the first cause counts
		f, err := s.Next(t.Context())
		if kept != (f != nil) {
			t.Errorf("%v: frame %v", cause, f)
		}
		if kept {
			_, err = s.Next(t.Context())
		}
		if err != cause {
			t.Errorf("%v: err = %v", cause, err)
		}
	}
}

func TestCloseCodes(t *testing.T) {
	for cause, code := range map[live.Cause]int{
		live.Left: 1000, live.Restarting: 4000, live.TooSlow: 4001, live.BadMessage: 4002,
		live.SignedOut: 4003, live.NoBoard: 4004, live.TooMany: 4008,
	} {
		if cause.Code() != code || cause.Error() == "" || len(cause.Error()) > 123 {
			t.Errorf("%v: code %d, want %d", cause, cause.Code(), code)
		}
	}
}

func TestNextHonoursItsContext(t *testing.T) {
	h := newHouse(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.hub.NewSession("ann", "").Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
}

func TestMessagesAreRationed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, func(c *live.Config) { c.Rate, c.Burst = 10, 5 })
		defer h.close()
		s := h.hub.NewSession("ann", "")
		allowed := func() (n int) {
			for s.Allow() {
				n++
			}
			return n
		}
		if n := allowed(); n != 5 {
			t.Errorf("%d at once, want 5", n)
		}
		time.Sleep(300 * time.Millisecond)
		if n := allowed(); n != 3 {
			t.Errorf("%d after 300 ms, want 3", n)
		}
	})
	free := newHouse(t).hub.NewSession("ann", "")
	for range 100_000 {
		if !free.Allow() {
			t.Fatal("messages are rationed although no rate was given")
		}
	}
}

func TestIdleSessionIsSmall(t *testing.T) {
	h := newHouse(t)
	const n = 1000
	sessions := make([]*live.Session, n)
	before := heap()
	for i := range sessions {
		sessions[i] = h.hub.NewSession("ann", "credential")
	}
	if each := (heap() - before) / n; each > 3<<10 {
		t.Errorf("an idle session takes %d bytes", each)
	}
	runtime.KeepAlive(sessions)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
