package insight

import (
	"cmp"
	"math"
	"slices"

	"takt/server/kanban"
)

// Benefits are what was promised and what has come of it. A benefit counts as
// the way from its baseline: planned to the target, realised to the last
// check-in, fewer than 0 when it went the other way. Left out are the benefits
// of cards that were stopped, came to nothing, were merged into another or
// were dropped.
type Benefits struct {
	Sums     []BenefitSum  `json:"sums"`     // by kind, then unit of measure
	Benefits []BenefitLine `json:"benefits"` // all of them
}

// A BenefitSum adds up the benefits of one kind that are measured in one unit.
type BenefitSum struct {
	Kind     string           `json:"kind"`
	Measured string           `json:"measured_in,omitzero"`
	Benefits int              `json:"benefits"`
	Checked  int              `json:"checked"` // those with a check-in
	Undated  int              `json:"undated"` // those without a due date, which no quarter has
	Planned  float64          `json:"planned"`
	Realised float64          `json:"realised"`
	Quarters []BenefitQuarter `json:"quarters"`
}

// A BenefitQuarter is what is to be realised by the end of a quarter and what
// was, together with all before. Realised is absent for quarters to come.
type BenefitQuarter struct {
	Quarter  kanban.Quarter `json:"quarter"`
	Planned  float64        `json:"planned"`
	Realised *float64       `json:"realised,omitempty"`
}

// A BenefitLine is one benefit of a card.
type BenefitLine struct {
	CardName
	Benefit  string         `json:"benefit"`
	Kind     string         `json:"kind"`
	Measure  string         `json:"measure"`
	Measured string         `json:"measured_in,omitzero"`
	Due      kanban.Date    `json:"due,omitzero"`
	Planned  float64        `json:"planned"`
	Realised *float64       `json:"realised,omitempty"` // absent without a check-in
	Checked  kanban.Quarter `json:"checked,omitzero"`   // the quarter of the last one

	checks map[kanban.Quarter]float64 // realised by quarter
}

// maxQuartersAhead bounds how far ahead what is planned is told.
const maxQuartersAhead = 40

func (fr *frame) benefits() (*Benefits, error) {
	b := &Benefits{[]BenefitSum{}, []BenefitLine{}}
	for _, j := range fr.journeys() {
		if j.givenUp() {
			continue
		}
		for _, benefit := range j.Benefits {
			b.Benefits = append(b.Benefits, fr.lineOf(&j, benefit))
		}
	}
	groups := map[[2]string][]BenefitLine{}
	for _, line := range b.Benefits {
		key := [2]string{line.Kind, line.Measured}
		groups[key] = append(groups[key], line)
	}
	for key, lines := range groups {
		b.Sums = append(b.Sums, fr.sumOf(key, lines))
	}
	slices.SortFunc(b.Sums, func(x, y BenefitSum) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Measured, y.Measured))
	})
	return b, nil
}

// givenUp reports whether nothing is promised any more.
func (j *journey) givenUp() bool {
	switch j.scope.Key {
	case kanban.Sprint:
		if j.Outcome == "stop" {
			return true
		}
	default:
		if j.FinalStatus == "cancelled" || j.FinalStatus == "unsuccessful" {
			return true
		}
	}
	return j.dropped != 0 || j.MergedInto != ""
}

func (fr *frame) lineOf(j *journey, b kanban.Benefit) BenefitLine {
	way := b.Target - b.Baseline
	line := BenefitLine{
		CardName: j.cardName(), Benefit: b.ID, Kind: b.Kind, Measure: b.Measure, Measured: b.Unit, Due: b.Due,
		Planned: math.Abs(way), checks: map[kanban.Quarter]float64{},
	}
	latest := map[kanban.Quarter]kanban.CheckIn{}
	for _, in := range j.CheckIns {
		known, again := latest[in.Quarter]
		if in.Benefit != b.ID || momentOf(in.At) >= fr.end || again && in.At.Before(known.At) {
			continue
		}
		latest[in.Quarter] = in
		come := in.Value - b.Baseline
		if way < 0 {
			come = b.Baseline - in.Value // and never -0
		}
		if line.checks[in.Quarter] = come; in.Quarter >= line.Checked {
			line.Checked, line.Realised = in.Quarter, &come
		}
	}
	return line
}

func (fr *frame) sumOf(key [2]string, lines []BenefitLine) BenefitSum {
	s := BenefitSum{Kind: key[0], Measured: key[1], Benefits: len(lines), Quarters: []BenefitQuarter{}}
	until := fr.to
	for _, l := range lines {
		s.Planned += l.Planned
		if l.Realised != nil {
			s.Checked++
			s.Realised += *l.Realised
		}
		if due, ok := ParseDay(l.Due); ok {
			until = min(max(until, due), fr.to+92*maxQuartersAhead)
		} else {
			s.Undated++
		}
	}
	for _, span := range cut(fr.from, until, "quarter") {
		s.Quarters = append(s.Quarters, fr.quarterOf(kanban.Quarter(span.name), lines))
	}
	return s
}

func (fr *frame) quarterOf(quarter kanban.Quarter, lines []BenefitLine) BenefitQuarter {
	q := BenefitQuarter{Quarter: quarter}
	realised := 0.0
	for _, l := range lines {
		if due, ok := ParseDay(l.Due); ok && quarterOf(due) <= quarter {
			q.Planned += l.Planned
		}
		realised += l.by(quarter)
	}
	if quarter <= quarterOf(fr.to) {
		q.Realised = &realised
	}
	return q
}

// by returns what the last check-in up to a quarter said.
func (l *BenefitLine) by(quarter kanban.Quarter) (realised float64) {
	last := kanban.Quarter("")
	for q, come := range l.checks {
		if q <= quarter && q > last {
			last, realised = q, come
		}
	}
	return realised
}

// Table has a row for each benefit.
func (b *Benefits) Table() Table {
	t := Table{Columns: []string{"card", "title", "lane", "unit", "kind", "measure", "measured_in", "due", "planned", "realised", "checked"}}
	for _, l := range b.Benefits {
		var realised any
		if l.Realised != nil {
			realised = *l.Realised
		}
		t.row(l.Card, l.Title, l.Lane, l.Unit, l.Kind, l.Measure, l.Measured, l.Due, l.Planned, realised, l.Checked)
	}
	return t
}
