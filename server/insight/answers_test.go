package insight

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"takt/server/kanban"
)

var update = flag.Bool("update", false, "write the answers that are kept")

// year2026More is year2026 with something for every figure to say.
//
//	m2  in tender, with a baseline it is 89 days behind after two re-plans; of Care
//	m3  handed over 20 April, ten days before its baseline; of Care; two benefits, one of them checked in twice
//	p5  carried from Q4 of 2025 to Q1 and on to Q2, then extended to Q3
func year2026More(t *testing.T) *world {
	w := year2026(t).on("2026-01-05")
	benefits := []kanban.Benefit{
		{ID: "b1", Kind: "avoided_cost", Unit: "SEK", Measure: "Rent", Target: 1000, Due: "2026-06-30"},
		{ID: "b2", Kind: "time_saved", Unit: "h", Measure: "Hours of typing", Baseline: 10, Target: 4},
	}
	w.must(t,
		kanban.SetBoard{Settings: kanban.SettingsPatch{Balance: &kanban.Balance{People: 60, Money: 70, Cards: 40}}},
		add("m2", kanban.Marathon, "tender", kanban.Patch{"unit": kanban.UnitID("u2"), "end": kanban.Date("2026-09-01"), "baseline_end": kanban.Date("2026-09-01")}),
		add("m3", kanban.Marathon, "implementation", kanban.Patch{"unit": kanban.UnitID("u2"), "end": kanban.Date("2026-04-30"), "baseline_end": kanban.Date("2026-04-30"), "benefits": benefits}),
		add("p5", kanban.Sprint, "setup", kanban.Patch{"quarter": kanban.Quarter("2025-Q4")}),
		kanban.CarryCard{Card: "p5", Quarter: "2026-Q1", Reason: "supplier"})
	w.on("2026-02-20").must(t,
		kanban.ChangeCard{Card: "m2", Set: kanban.Patch{"end": kanban.Date("2026-10-01")}, Reason: "more questions"},
		kanban.SetEntry{Card: "m2", List: "recognitions", Entry: kanban.Recognition{ID: "r3", Kind: "stamina"}})
	w.on("2026-03-31").must(t, kanban.CarryCard{Card: "p5", Quarter: "2026-Q2", Reason: "staff"},
		kanban.SetEntry{Card: "m3", List: "check_ins", Entry: kanban.CheckIn{ID: "c1", Benefit: "b1", Quarter: "2026-Q1", Value: 200}})
	w.on("2026-04-20").must(t, move("m3", "benefits"),
		kanban.ChangeCard{Card: "m2", Set: kanban.Patch{"end": kanban.Date("2026-11-29")}, Reason: "appeal"},
		kanban.ExtendCard{Card: "p5", Quarter: "2026-Q3", Reason: "one more winter"},
		kanban.SetEntry{Card: "m3", List: "check_ins", Entry: kanban.CheckIn{ID: "c2", Benefit: "b1", Quarter: "2026-Q2", Value: 450}})
	return w.on("2026-05-04")
}

// TestAnswersAreThoseKept asks for every figure of a small board. The page's
// tests draw what is kept here.
func TestAnswersAreThoseKept(t *testing.T) {
	w := year2026More(t)
	f := w.fold(t)
	for _, name := range Names() {
		answer, err := f.Ask(name, Query{From: "2026-01-01", Now: w.now})
		if err != nil {
			t.Fatal(name, err)
		}
		keptAs(t, filepath.Join("testdata", "answers", name+".json"), answer)
	}
}

// keptAs compares what is told with what a file keeps, and writes it when asked to.
func keptAs(t *testing.T, file string, answer Answer) {
	t.Helper()
	told, err := json.MarshalIndent(answer, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	told = append(told, '\n')
	if *update {
		if err := os.WriteFile(file, told, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, told) {
		t.Errorf("%s does not have what is told; go test ./server/insight -update renews it", file)
	}
}
