package kanban

import (
	"maps"
	"slices"
)

// Lacking is what a card lacks for a place: fields that are not filled in, by
// name, and gates that nobody has approved. Rules advise: a card moves all the
// same, and why is put on record.
type Lacking struct {
	Needs []string `json:"needs"`
	Gates []GateID `json:"gates"`
}

// Empty reports whether nothing is lacking.
func (l Lacking) Empty() bool { return len(l.Needs) == 0 && len(l.Gates) == 0 }

// Needs returns, sorted, the names of all that a gate can ask for: every field
// of a card, and parts of some.
func Needs() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for name := range maps.Keys(fields) {
			if !fields[name].record && !yield(name) {
				return
			}
		}
		for name := range maps.Keys(partNeeds) {
			if !yield(name) {
				return
			}
		}
	})
}

// partNeeds are needs that look into a field.
var partNeeds = map[string]func(*Fields) bool{
	"anchor.now":        func(f *Fields) bool { return f.Anchor.Now != "" },
	"anchor.should_be":  func(f *Fields) bool { return f.Anchor.ShouldBe != "" },
	"anchor.for_whom":   func(f *Fields) bool { return f.Anchor.ForWhom != "" },
	"measures.baseline": func(f *Fields) bool { return allMeasures(f, func(m Measure) bool { return m.Baseline != nil }) },
	"measures.measured": func(f *Fields) bool { return allMeasures(f, func(m Measure) bool { return m.Measured != nil }) },
	"learning.learned":  func(f *Fields) bool { return f.Learning.Learned != "" },
	"award.notified_on": func(f *Fields) bool { return f.Award.NotifiedOn != "" },
	"contract.signed":   func(f *Fields) bool { return f.Contract.Signed != "" },
	"contract.end":      func(f *Fields) bool { return f.Contract.End != "" },
}

func allMeasures(f *Fields, has func(Measure) bool) bool {
	return len(f.Measures) > 0 && !slices.ContainsFunc(f.Measures, func(m Measure) bool { return !has(m) })
}

// stageNeeds is what a card should have to enter a stage, by lane and the
// stage's key.
var stageNeeds = map[LaneKey]map[string][]string{
	Sprint: {
		"proposed":   {"anchor.now", "anchor.for_whom"},
		"ready":      {"owner", "hypothesis", "measures.baseline", "stop_criteria", "who_stops", "quarter"},
		"evaluation": {"measures.measured"},
		"decided":    {"outcome", "learning.learned"},
	},
	Marathon: {
		"closed": {"final_status"},
	},
}

// Lacks returns what a card lacks for moving to a place: what the stages and
// gates between ask for, and the gates that are undecided. Going back, or to
// another place in the same stage, asks for nothing.
func (b *Board) Lacks(c *Card, to Place) Lacking {
	var l Lacking
	lane := b.lane(to.Lane)
	if lane == nil {
		return l
	}
	from, last := -1, lane.index(to.Stage)
	if c.Lane == to.Lane {
		from = lane.index(c.Stage)
	}
	for i := from + 1; i <= last; i++ {
		stage := lane.Stages[i]
		if c.skips(to.Lane, stage) {
			continue
		}
		l.add(c, stageNeeds[to.Lane][stage.Key])
		b.lacksGates(c, Place{to.Lane, stage.ID}, &l)
	}
	return l
}

// lacksGates adds what the gates before a stage ask for.
func (b *Board) lacksGates(c *Card, at Place, l *Lacking) {
	for _, g := range b.gates {
		if g.Removed || (Place{g.Lane, g.Stage}) != at {
			continue
		}
		l.add(c, g.Needs)
		if !c.GateState(g.ID).Opens() {
			l.Gates = append(l.Gates, g.ID)
		}
	}
}

func (l *Lacking) add(c *Card, needs []string) {
	for _, need := range needs {
		if !c.Fields.has(need) && !slices.Contains(l.Needs, need) {
			l.Needs = append(l.Needs, need)
		}
	}
}

// skips reports whether a stage means nothing to a card: there is no tender
// where nothing is bought.
func (c *Card) skips(lane LaneKey, s Stage) bool {
	return lane == Marathon && c.Procurement == "not_required" && slices.Contains([]string{"tender", "evaluation", "standstill"}, s.Key)
}

// GateState returns the latest verdict on a card at a gate, the zero one when
// there is none.
func (c *Card) GateState(gate GateID) Verdict {
	var latest Verdict
	for _, v := range c.Decisions {
		if v.Gate == gate && (latest.Gate == "" || !v.At.Before(latest.At)) {
			latest = v
		}
	}
	return latest
}

// has reports whether a need is met.
func (f Fields) has(need string) bool {
	if part, ok := partNeeds[need]; ok {
		return part(&f)
	}
	field, known := fields[need]
	return !known || !empty(field.get(&f))
}
