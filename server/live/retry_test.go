package live_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"takt/server/kanban"
	"takt/server/live"
)

func TestRetryGetsTheFirstAnswer(t *testing.T) {
	h := newHouse(t)
	batch := kanban.Batch{Commands: []kanban.Command{move("a", "ready"), move("b", "ready"), move("c", "ready")}}
	first := h.do("k1", batch)
	if first.Seq != made+3 {
		t.Fatalf("answer %v", first)
	}
	h.do("k2", move("a", "setup"))
	check := func(when string) {
		t.Helper()
		if again := h.do("k1", batch); again != first {
			t.Errorf("%s: answer %v, first %v", when, again, first)
		}
		_, err := h.room().Do(t.Context(), "ann", "k1", move("a", "running"))
		if codeOf(err) != live.IDReused {
			t.Errorf("%s: another command under the same id: %v", when, err)
		}
		if stage := h.stageOf(h.view(), "a"); stage != "setup" {
			t.Errorf("%s: the card lies in %q", when, stage)
		}
	}
	check("at once")
	h.shuffle(1200) // more than a room keeps at hand
	check("long after")
	h.reopen()
	check("after reopening")
	if _, err := h.room().Do(t.Context(), "bob", "k1", move("b", "setup")); err != nil {
		t.Errorf("the same id of another person: %v", err)
	}
}

func TestRetryOfCreate(t *testing.T) {
	h := newHouse(t)
	cmd := kanban.CreateBoard{Name: "Second"}
	id, first, err := h.hub.Create(t.Context(), "ann", "new", cmd)
	if err != nil {
		t.Fatal(err)
	}
	h.reopen()
	again, answer, err := h.hub.Create(t.Context(), "ann", "new", cmd)
	if err != nil || again != id || answer != first {
		t.Errorf("again %v %v %v, first %v %v", again, answer, err, id, first)
	}
	_, _, err = h.hub.Create(t.Context(), "ann", "new", kanban.CreateBoard{Name: "Third"})
	if codeOf(err) != live.IDReused {
		t.Errorf("another board under the same id: %v", err)
	}
	other, _, err := h.hub.Create(t.Context(), "bob", "new", cmd)
	if err != nil || other == id {
		t.Errorf("the same id of another person: %v, %v", other, err)
	}
	_, _, err = h.hub.Create(t.Context(), "ann", "", kanban.CreateBoard{ID: board, Name: "Again"})
	if codeOf(err) != kanban.Exists {
		t.Errorf("a board that exists: %v", err)
	}
}

func TestRetryWhileTheFirstIsPending(t *testing.T) {
	h := newHouse(t)
	w := h.weaken()
	room, s := h.room(), h.join("ann", 0)
	w.hold.Lock()
	for _, message := range [][]byte{
		moveMessage("k0", "b", "ready"), // keeps the room busy
		moveMessage("k1", "a", "ready"),
		moveMessage("k1", "a", "ready"),
		moveMessage("k1", "a", "setup"),
	} {
		if err := room.Submit(t.Context(), s, message); err != nil {
			t.Fatal(err)
		}
	}
	answers := make([]live.Answer, 32)
	var asking sync.WaitGroup
	for i := range answers {
		asking.Go(func() {
			var err error
			if _, answers[i], err = room.DoJSON(t.Context(), "ann", moveMessage("k1", "a", "ready")); err != nil {
				t.Error(err)
			}
		})
	}
	w.hold.Unlock()
	asking.Wait()
	for _, a := range answers {
		if a != answers[0] || a.Seq != made+2 {
			t.Errorf("answer %v", a)
		}
	}
	if n := len(h.entries()); n != made+2 {
		t.Errorf("%d entries, want %d", n, made+2)
	}
	for refused := false; !refused; {
		f, err := s.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		refused = slices.ContainsFunc(notes(t, f), func(n note) bool {
			return n.Refused != nil && n.Refused.ID == "k1" && n.Refused.Code == string(live.IDReused)
		})
	}
}

func TestRetryWithMintedIDs(t *testing.T) {
	h := newHouse(t)
	const message = `{"id":"k1","cmd":"card.add","lane":"sprint","stage":"ready","title":"New","set":{"effort":1.5}}`
	const spaced = `{ "id":"k1", "cmd":"card.add", "lane":"sprint", "stage":"ready", "title":"New", "set":{ "effort": 1.5 } }`
	const other = `{"id":"k1","cmd":"card.add","lane":"sprint","stage":"ready","title":"Newer"}`
	id, first, err := h.room().DoJSON(t.Context(), "ann", []byte(message))
	if err != nil || id != "k1" {
		t.Fatal(id, err)
	}
	h.reopen()
	for _, m := range []string{message, spaced} {
		if _, again, err := h.room().DoJSON(t.Context(), "ann", []byte(m)); err != nil || again != first {
			t.Errorf("%s: %v, %v", m, again, err)
		}
	}
	if id, _, err := h.room().DoJSON(t.Context(), "ann", []byte(other)); codeOf(err) != live.IDReused || id != "k1" {
		t.Errorf("another command under the same id: %v, %v", id, err)
	}
}

func TestRetryOnTheSocketGetsTheFirstEventsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer h.close()
		ann, bob := h.join("ann", 0), h.join("bob", 0)
		send := func(s *live.Session, message string) {
			t.Helper()
			if err := h.room().Submit(t.Context(), s, []byte(message)); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		batch := `{"id":"k1","cmd":"batch","commands":[{"cmd":"card.move","card":"a","stage":"ready"},{"cmd":"card.move","card":"b","stage":"ready"}]}`
		send(ann, batch)
		send(ann, batch)
		want := []uint64{made + 1, made + 2, made + 1, made + 2}
		if got := seqs(must(waiting(t, ann))); !slices.Equal(got, want) {
			t.Errorf("ann saw %v, want %v", got, want)
		}
		if got := seqs(must(waiting(t, bob))); !slices.Equal(got, want[:2]) {
			t.Errorf("bob saw %v, want %v", got, want[:2])
		}
		h.close()
		h.open()
		ann = h.join("ann", made+2)
		send(ann, batch)
		if got := seqs(must(waiting(t, ann))); !slices.Equal(got, want[:2]) {
			t.Errorf("after reopening ann saw %v, want %v", got, want[:2])
		}
	})
}

func TestRequestIDsAreChecked(t *testing.T) {
	h := newHouse(t)
	for _, id := range []string{"with space", "å", string(make([]byte, 65)), "\n"} {
		if _, err := h.room().Do(t.Context(), "ann", id, move("a", "ready")); codeOf(err) != kanban.BadField {
			t.Errorf("%q: %v", id, err)
		}
		if _, _, err := h.hub.Create(t.Context(), "ann", id, kanban.CreateBoard{Name: "x"}); codeOf(err) != kanban.BadField {
			t.Errorf("%q: %v", id, err)
		}
	}
}
