package live_test

import (
	"testing"
	"testing/synctest"
	"time"

	"takt/server/live"
)

// present returns the presence messages among notes.
func presences(list []note) (all []present) {
	for _, n := range list {
		if n.Presence != nil {
			all = append(all, *n.Presence)
		}
	}
	return all
}

func TestPresence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann := h.join("ann", 0)
		waiting(t, ann)
		time.Sleep(time.Second)
		bob := h.join("bob", 0)
		entered := presences(must(waiting(t, ann)))
		want := present{Session: bob.ID(), By: "bob", Name: "Name of bob"}
		if len(entered) != 1 || entered[0] != want {
			t.Errorf("ann was told %+v, want %+v", entered, want)
		}
		if w := must(waiting(t, bob))[0].Welcome; len(w.Present) != 2 || w.Name != "Name of bob" {
			t.Errorf("bob's welcome: %+v", w)
		}

		time.Sleep(time.Second)
		room := h.room()
		room.Present(bob, live.Presence{Card: "a"})
		synctest.Wait() // told at once
		for range 10 {
			room.Present(bob, live.Presence{Card: "b"})
			room.Present(bob, live.Presence{Card: "c", Holding: true})
			synctest.Wait() // told together, a little later
		}
		time.Sleep(time.Second)
		told := presences(must(waiting(t, ann)))
		want.Card = "a"
		last := want
		last.Card, last.Holding = "c", true
		if len(told) != 2 || told[0] != want || told[1] != last {
			t.Errorf("ann was told %+v, want %+v and %+v", told, want, last)
		}

		room.Leave(bob)
		room.Present(bob, live.Presence{Card: "a"}) // too late
		synctest.Wait()
		time.Sleep(time.Second)
		left := presences(must(waiting(t, ann)))
		want = present{Session: bob.ID(), By: "bob", Name: "Name of bob", Gone: true}
		if len(left) != 1 || left[0] != want {
			t.Errorf("ann was told %+v, want %+v", left, want)
		}
		if w := must(waiting(t, h.join("cid", 0)))[0].Welcome; len(w.Present) != 2 {
			t.Errorf("present: %+v", w.Present)
		}
	})
}

func TestPresenceIsChecked(t *testing.T) {
	long := string(make([]byte, 65))
	for _, p := range []live.Presence{{Editing: long}, {Card: "a", Editing: long}} {
		if p.Check() == nil {
			t.Errorf("%+v was let through", p)
		}
	}
	if r := (live.Presence{Card: "a", Editing: "title"}).Check(); r != nil {
		t.Error(r)
	}
}

func TestIntroduceAndSignOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann, bob := h.join("ann", 0), h.join("bob", 0)
		waiting(t, ann)
		waiting(t, bob)
		h.hub.Introduce("cid", "Cid")
		h.hub.SignOut("credential of bob")
		synctest.Wait()
		got, cause := waiting(t, ann)
		if cause != nil || len(got) == 0 || got[0].People["cid"] != "Cid" {
			t.Errorf("ann got %+v, %v", got, cause)
		}
		if _, cause := waiting(t, bob); cause != live.SignedOut {
			t.Errorf("bob was sent away with %v", cause)
		}
		time.Sleep(time.Second)
		if gone := presences(append(got, must(waiting(t, ann))...)); len(gone) != 1 || !gone[0].Gone {
			t.Errorf("ann was told %+v", gone)
		}
	})
}
