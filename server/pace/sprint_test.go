package pace

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// TestPilotsOnlyGetLater lets the days pass over a pilot nobody touches.
func TestPilotsOnlyGetLater(t *testing.T) {
	stages := []kanban.StageID{"proposed", "ready", "setup", "running", "evaluation"}
	rapid.Check(t, func(t *rapid.T) {
		b := &Board{Settings: kanban.DefaultSettings()}
		b.Settings.Country = string(drawCountry(t))
		b.Lanes = kanban.StandardLanes()
		b.arrange()
		c := &kanban.Card{ID: "c", Lane: kanban.Sprint, Stage: rapid.SampledFrom(stages).Draw(t, "stage")}
		day := drawDay(t, "day")
		c.Quarter = kanban.Quarter(QuarterOf(after(day, rapid.IntRange(0, 200).Draw(t, "ahead"))))
		course := []string{OnTrack, AtRisk, Late, Past}
		if b.reached(c, "running") {
			course = []string{InPlace, Past}
		}
		at := 0
		for range 40 {
			s := b.Pilot(c, day)
			next := slices.Index(course, s.State)
			if next < at {
				t.Fatalf("on %s: %s after %s", day, s.State, course[at])
			}
			if by := Quarter(c.Quarter).LastWorkingDay(b.Country()); s.State == Late && day <= by || s.State == Past && day <= by {
				t.Fatalf("on %s: %s, and it has until %s", day, s.State, by)
			}
			at, day = next, after(day, 10)
		}
		if course[at] != Past {
			t.Fatalf("never past: %s", course[at])
		}
	})
}

// TestClosingLeavesNobodyOut closes the last quarter there is: every pilot
// that is undecided must come up, and no other.
func TestClosingLeavesNobodyOut(t *testing.T) {
	file := read[scenarios](t, "sprint.json")
	for _, s := range file.Cases {
		b := open(t, file.Board, s.Board)
		closing := b.Closing("9999-Q4", s.On)
		for _, p := range b.Pilots(s.On) {
			undecided := p.State != Decided && (p.Quarter != "" || b.key(b.byID[p.Card]) != "proposed")
			if slices.Contains(closing, p) != undecided {
				t.Errorf("%s: %+v", s.Name, p)
			}
		}
	}
}
