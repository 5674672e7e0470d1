package server_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"takt/server/journal/bolt"
	"takt/server/kanban"
)

// TestExampleHasAPast opens the data file of a first start and reads what it
// says happened before.
func TestExampleHasAPast(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := start(t, data, withExample)
	var list []listed
	s.expect(200, "GET", "/api/boards", "", &list)
	s.stop()

	j, err := bolt.Open(filepath.Join(data, "takt.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if report, err := j.Verify(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("the data is not whole: %+v, %v", report.Problems, err)
	}
	b := new(kanban.Board)
	var first, last time.Time
	for e, err := range j.Read(t.Context(), "board/"+list[0].ID, 0) {
		if err != nil {
			t.Fatal(err)
		}
		event, err := kanban.DecodeEvent(e.Data)
		if err != nil {
			t.Fatal(err)
		}
		if first.IsZero() {
			first = e.At
		}
		last = e.At
		b.Apply(event)
	}
	if time.Since(first) < 3*365*24*time.Hour || time.Since(last) < time.Hour || b.Seq < 1200 || b.Seq != list[0].Seq {
		t.Errorf("%d events from %s to %s, and the list says %d", b.Seq, first, last, list[0].Seq)
	}
}

// TestTemplateHasNoPast makes a board of the example: all that lies on it, and a
// history that begins with whoever made it.
func TestTemplateHasNoPast(t *testing.T) {
	s := start(t, t.TempDir(), withExample)
	var list []listed
	s.expect(200, "GET", "/api/boards", "", &list)
	var made board
	s.expect(201, "POST", "/api/boards", `{"language":"sv","template":"example"}`, &made)
	example, again := s.board(list[0].ID), s.board(made.ID)
	if len(again.Cards) != len(example.Cards) || again.Name != example.Name || again.Seq >= example.Seq/10 {
		t.Errorf("the copy has %d cards after %d events, the example %d", len(again.Cards), again.Seq, len(example.Cards))
	}
	if fmt.Sprint(again.Cards[0]) != fmt.Sprint(example.Cards[0]) {
		t.Errorf("the first card is %+v and not %+v", again.Cards[0], example.Cards[0])
	}
}
