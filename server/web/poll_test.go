package web

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"testing"
	"time"

	"takt/server/kanban"
)

// polled asks for events in the background.
func (tr *trial) polled(path string) chan answer {
	answers := make(chan answer, 1)
	go func() { answers <- tr.ask("GET", path, "") }()
	return answers
}

func seqs(t *testing.T, a answer) []uint64 {
	t.Helper()
	var list []uint64
	for _, e := range read[[]struct{ Seq uint64 }](t, a) {
		list = append(list, e.Seq)
	}
	return list
}

// held waits until n requests wait for events.
func (tr *trial) held(n int) {
	tr.t.Helper()
	for deadline := time.Now().Add(patience); len(tr.app.waiting) != n; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			tr.t.Fatalf("%d requests wait, want %d", len(tr.app.waiting), n)
		}
	}
}

func TestEventsAreHeldUntilThereAreSome(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	first := tr.expect(200, "GET", path+"/events?after=0&wait=25s", "")
	if got := fmt.Sprint(seqs(t, first)); got != "[1]" || first.Header.Get("Takt-Seq") != "1" || first.Header.Get("Takt-Epoch") == "" {
		t.Fatalf("events %s, header %v", got, first.Header)
	}
	one, two := tr.polled(path+"/events?after=1&wait=25s"), tr.polled(path+"/events?after=1&wait=25s")
	tr.held(2)
	start := time.Now()
	tr.expect(200, "POST", path+"/commands", `{"id":"k1","cmd":"board.rename","name":"Nordvik"}`)
	for _, answers := range []chan answer{one, two} {
		a := <-answers
		if got := fmt.Sprint(seqs(t, a)); got != "[2]" || a.Header.Get("Takt-Seq") != "2" {
			t.Errorf("events %s, header %v", got, a.Header)
		}
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("answered %v after the event", took)
	}
	tr.held(0)
}

func TestEventsAreHeldForAWhileOnly(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	start := time.Now()
	a := tr.expect(200, "GET", path+"/events?after=1&wait=150ms", "")
	if took := time.Since(start); len(seqs(t, a)) != 0 || took < 150*time.Millisecond || took > 5*time.Second {
		t.Errorf("%s after %v", a.body, took)
	}
	for _, wait := range []string{"soon", "-1s", "25"} {
		tr.refused(400, kanban.BadField, "GET", path+"/events?after=1&wait="+wait, "")
	}
	tr.refused(404, kanban.NotFound, "GET", "/api/boards/nowhere/events?wait=25s", "")
}

func TestHoldingEventsIsBounded(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for range maxWaiting {
		tr.app.waiting <- struct{}{}
	}
	if a := tr.expect(200, "GET", path+"/events?after=1&wait=25s", ""); len(seqs(t, a)) != 0 {
		t.Errorf("events %s", a.body)
	}
}

func TestHeldEventsAreAnsweredWhenTheServerEnds(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	answers := tr.polled(path + "/events?after=1&wait=55s")
	tr.held(1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	start := time.Now()
	if err := tr.app.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if a := <-answers; a.StatusCode != 200 || string(a.body) != "[]" || time.Since(start) > 5*time.Second {
		t.Errorf("%d %s after %v", a.StatusCode, a.body, time.Since(start))
	}
}

// TestPollingMissesNothing reads on while others write.
func TestPollingMissesNothing(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	const n = 60
	done := make(chan error, 1)
	go func() {
		for i := range n {
			a := tr.ask("POST", path+"/commands", fmt.Sprintf(`{"id":"k%d","cmd":"board.rename","name":"N%d"}`, i, i))
			if a.StatusCode != 200 {
				done <- fmt.Errorf("%s", a.body)
				return
			}
		}
		done <- nil
	}()
	var got []json.RawMessage
	for after := 1; after < n+1; after = 1 + len(got) {
		a := tr.expect(200, "GET", path+"/events?wait=25s&limit=7&after="+strconv.Itoa(after), "")
		got = append(got, read[[]json.RawMessage](t, a)...)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for i, raw := range got {
		var e struct{ Seq int }
		if err := json.Unmarshal(raw, &e); err != nil || e.Seq != i+2 {
			t.Fatalf("event %d is %s", i, raw)
		}
	}
}
