package insight

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// TestTakeIsApply holds what is read of stored events against what they say.
func TestTakeIsApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		applied := new(Fold)
		for _, e := range w.events {
			applied.Apply(e)
		}
		if got, want := asJSON(w.fold(t)), asJSON(applied); got != want {
			t.Fatalf("taken   %s\napplied %s", got, want)
		}
	})
}

// TestTakeKnowsEveryForm takes events in every form ever stored.
func TestTakeKnowsEveryForm(t *testing.T) {
	stored, err := os.ReadFile("../kanban/testdata/events.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	taken, applied, n := new(Fold), new(Fold), 0
	for line := range bytes.Lines(stored) {
		e, err := kanban.DecodeEvent(line)
		if err != nil {
			t.Fatal(err)
		}
		if err := taken.Take(e.Seq, bytes.TrimSpace(line)); err != nil {
			t.Fatal(err)
		}
		applied.Apply(e)
		n++
	}
	if n < 10 || asJSON(taken) != asJSON(applied) {
		t.Errorf("of %d events\ntaken   %s\napplied %s", n, asJSON(taken), asJSON(applied))
	}
}

// TestFoldCanBeStored stores and opens a fold halfway.
func TestFoldCanBeStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		half := rapid.IntRange(1, len(w.events)).Draw(t, "half")
		f := new(Fold)
		for i, e := range w.events {
			if i == half {
				stored, err := f.Encode()
				if err != nil {
					t.Fatal(err)
				}
				if f, err = Open(stored); err != nil {
					t.Fatal(err)
				}
			}
			f.Apply(e)
		}
		if got, want := asJSON(f), asJSON(w.fold(t)); got != want {
			t.Fatalf("stored halfway %s\nwant %s", got, want)
		}
		for _, name := range []string{"flow", "times", "benefits"} {
			got, err := f.Ask(name, Query{Now: w.now})
			if err != nil {
				t.Fatal(err)
			}
			want, err := w.fold(t).Ask(name, Query{Now: w.now})
			if err != nil {
				t.Fatal(err)
			}
			if asJSON(got) != asJSON(want) {
				t.Fatalf("%s stored halfway\n%s\nwant\n%s", name, asJSON(got), asJSON(want))
			}
		}
	})
}

func TestOpenRefusesAnotherForm(t *testing.T) {
	for _, data := range []string{"", "{}", `{"form":0}`, `{"form":999,"fold":{}}`, `{"form":1,"fold":{}}`, fmt.Sprintf(`{"form":%d,"fold":7}`, form)} {
		if _, err := Open([]byte(data)); err == nil {
			t.Errorf("%q is opened", data)
		}
	}
}

func place(lane kanban.LaneKey, stage kanban.StageID) kanban.Place {
	return kanban.Place{Lane: lane, Stage: stage}
}

// TestUndoneDidNotHappen follows moves, archiving and adding that are undone.
func TestUndoneDidNotHappen(t *testing.T) {
	w := newWorld(t).on("2026-01-05")
	w.must(t, kanban.AddCard{Card: "c", Lane: kanban.Sprint, Stage: "ready", Title: "Pilot"})
	w.on("2026-01-10").must(t, kanban.MoveCard{Card: "c", Stage: "setup"})
	w.on("2026-02-10").must(t, kanban.Undo{})
	w.on("2026-02-11").must(t, kanban.ArchiveCard{Card: "c"})
	w.on("2026-03-11").must(t, kanban.Undo{})
	card := w.fold(t).Cards["c"]
	if len(card.Path) != 1 || card.Path[0].Place != place(kanban.Sprint, "ready") || len(card.Away) != 0 {
		t.Errorf("path %+v, away %+v", card.Path, card.Away)
	}
	w.on("2026-03-12").must(t, kanban.Redo{}, kanban.Undo{}, kanban.ArchiveCard{Card: "c"})
	w.on("2026-03-20").must(t, kanban.RestoreCard{Card: "c"})
	if away := w.fold(t).Cards["c"].Away; len(away) != 1 || dayOf(away[0].To)-dayOf(away[0].From) != 8 {
		t.Errorf("away %+v", away)
	}
	w.must(t, kanban.AddCard{Card: "d", Lane: kanban.Sprint, Stage: "ready", Title: "Slip of the hand"}, kanban.Undo{})
	if !w.fold(t).Cards["d"].Gone {
		t.Error("a card whose adding was undone is there")
	}
	w.must(t, kanban.Redo{})
	if w.fold(t).Cards["d"].Gone {
		t.Error("a card whose adding was redone is not there")
	}
}

// TestThereAndBackAtOnce moves a card away and back within one moment: it has
// not left.
func TestThereAndBackAtOnce(t *testing.T) {
	w := newWorld(t).on("2026-01-05")
	w.must(t, kanban.AddCard{Card: "c", Lane: kanban.Sprint, Stage: "ready", Title: "Pilot"})
	w.on("2026-01-10").must(t, kanban.MoveCard{Card: "c", Stage: "setup"}, kanban.MoveCard{Card: "c", Stage: "ready"})
	path := w.fold(t).Cards["c"].Path
	if len(path) != 1 || dayOf(path[0].At).Date() != "2026-01-05" {
		t.Errorf("path %+v", path)
	}
}

// TestRemovedStageKeepsItsPlace removes and moves stages.
func TestRemovedStageKeepsItsPlace(t *testing.T) {
	w := newWorld(t)
	order := func() string {
		var names []string
		for _, s := range w.fold(t).lane(kanban.Sprint).Stages {
			name := string(s.ID)
			if s.Removed {
				name = "(" + name + ")"
			}
			names = append(names, name)
		}
		return strings.Join(names, " ")
	}
	w.must(t, kanban.AddStage{Lane: kanban.Sprint, Stage: "hold", Name: "On hold", Before: "evaluation"},
		kanban.RemoveStage{Lane: kanban.Sprint, Stage: "hold"}, kanban.RemoveStage{Lane: kanban.Sprint, Stage: "proposed"})
	if got := order(); got != "(proposed) ready setup running (hold) evaluation decided" {
		t.Error(got)
	}
	w.must(t, kanban.MoveStage{Lane: kanban.Sprint, Stage: "running", Before: "setup"})
	if got := order(); got != "(proposed) ready running (hold) setup evaluation decided" {
		t.Error(got)
	}
	w.must(t, kanban.AddStage{Lane: kanban.Sprint, Stage: "proposed", Key: "proposed", Before: "ready"})
	if got := order(); got != "proposed ready running (hold) setup evaluation decided" {
		t.Error(got)
	}
}

// TestWorkStartsAtAStageThatIsThere removes the stages before the third, the
// one at which work starts among them.
func TestWorkStartsAtAStageThatIsThere(t *testing.T) {
	w := newWorld(t).on("2026-01-05")
	w.must(t, kanban.AddCard{Card: "c", Lane: kanban.Marathon, Stage: "need", Title: "Programme"})
	w.on("2026-02-05").must(t, kanban.MoveCard{Card: "c", Stage: "tender"},
		kanban.RemoveStage{Lane: kanban.Marathon, Stage: "concept"}, kanban.RemoveStage{Lane: kanban.Marathon, Stage: "need"})
	w.on("2026-02-20")
	b := ask[*Balance](t, w, "balance", Query{From: "2026-01-10", To: "2026-02-10", Step: "month"})
	if before, after := b.Steps[0].Marathon.Cards, b.Steps[1].Marathon.Cards; before != 0 || after != 1 {
		t.Errorf("%d cards in progress before it moved, %d after", before, after)
	}
}

func TestDays(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	for at := time.Date(2019, 12, 20, 0, 0, 0, 0, time.UTC); at.Year() < 2032; at = at.Add(3*time.Hour + 7*time.Minute) {
		want := at.In(oslo).Format(time.DateOnly)
		day := DayOf(at)
		if got := string(day.Date()); got != want {
			t.Fatalf("%v is %s, want %s", at, got, want)
		}
		if begin := time.UnixMilli(day.begin()).In(oslo).Format(time.DateTime); begin != want+" 00:00:00" {
			t.Fatalf("%s begins at %s", want, begin)
		}
	}
	if name, first, next := around(DayOf(time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)), "week"); name != "2026-W01" || first.Date() != "2025-12-29" || next.Date() != "2026-01-05" {
		t.Error(name, first.Date(), next.Date())
	}
	if got := deadline("2026-Q4", "SE").Date(); got != "2026-12-30" {
		t.Error(got)
	}
	if got := deadline("2026-Q4", "NO").Date(); got != "2026-12-31" {
		t.Error(got)
	}
}

// TestQueriesAreChecked asks what cannot be answered.
func TestQueriesAreChecked(t *testing.T) {
	w := newWorld(t).on("2026-11-21")
	f := w.fold(t)
	for _, c := range []struct {
		figure, field string
		q             Query
	}{
		{"weather", "figure", Query{}},
		{"flow", "from", Query{From: "yesterday"}},
		{"flow", "to", Query{To: "2026-13-01"}},
		{"flow", "from", Query{From: "2027-01-01"}},
		{"flow", "from", Query{From: "1950-01-01"}},
		{"flow", "step", Query{Step: "hour"}},
		{"flow", "step", Query{From: "2000-01-01", Step: "day"}},
		{"flow", "lane", Query{Lane: "walk"}},
		{"flow", "unit", Query{Unit: "nobody"}},
		{"times", "lane", Query{Finish: "decided"}},
		{"times", "finish", Query{Lane: kanban.Sprint, Finish: "tender"}},
		{"times", "start", Query{Lane: kanban.Sprint, Start: "tender"}},
		{"times", "start", Query{Lane: kanban.Sprint, Start: "evaluation", Finish: "setup"}},
		{"slip", "lane", Query{Lane: kanban.Sprint}},
		{"on-time", "lane", Query{Lane: kanban.Marathon}},
		{"balance", "lane", Query{Lane: kanban.Marathon}},
	} {
		c.q.Now = w.now
		_, err := f.Ask(c.figure, c.q)
		if r, ok := err.(*kanban.Refusal); !ok || !slices.Equal(r.Missing, []string{c.field}) {
			t.Errorf("%s %+v: %v", c.figure, c.q, err)
		}
	}
	for _, name := range Names() {
		a, err := f.Ask(name, Query{Now: w.now})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if a.From != "2025-11-21" || a.To != "2026-11-21" || a.Seq != 1 {
			t.Errorf("%s is about %+v", name, a)
		}
		if data, err := json.Marshal(a.Data); err != nil || bytes.Contains(data, []byte("null")) {
			t.Errorf("%s: %s %v", name, data, err)
		}
	}
}
