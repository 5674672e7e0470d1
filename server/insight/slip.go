package insight

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

// Slip is how far marathons have moved from their baseline, in days; fewer
// than 0 when they are to end earlier. A card that is finished ended then, any
// other as it is planned. Cards that were dropped, or finished before the
// period, are left out.
type Slip struct {
	Cards []SlipCard `json:"cards"` // the latest first
	Steps []SlipStep `json:"steps"`
}

// A SlipCard is one card's slip, and the re-plans that led to it.
type SlipCard struct {
	CardName
	Baseline kanban.Date  `json:"baseline"`
	End      kanban.Date  `json:"end"` // planned, or as it was when Finished
	Finished bool         `json:"finished,omitzero"`
	Days     int          `json:"days"`
	Replans  []SlipReplan `json:"replans"`
}

// A SlipReplan is one change of the planned end. Days is the slip after it.
type SlipReplan struct {
	On     kanban.Date `json:"on"`
	From   kanban.Date `json:"from,omitzero"`
	To     kanban.Date `json:"to,omitzero"`
	Reason string      `json:"reason"`
	Days   int         `json:"days"`
}

// A SlipStep is the slip at the end of a step, of the cards that were not
// finished then, as it was planned at the time.
type SlipStep struct {
	SpanName
	Days Percentiles `json:"days"`
}

func (fr *frame) slip() (*Slip, error) {
	if err := fr.only(kanban.Marathon); err != nil {
		return nil, err
	}
	spans := fr.spans()
	samples := fr.samples(spans)
	s := &Slip{Cards: []SlipCard{}, Steps: []SlipStep{}}
	slips := make([][]float64, len(spans))
	for _, j := range fr.journeys() {
		baseline, ok := ParseDay(j.BaselineEnd)
		if !ok || j.scope.Key != kanban.Marathon {
			continue
		}
		for i, at := range samples {
			if planned, ok := j.plannedAt(at); ok && j.began() < at && !over(j.done, at) && !over(j.dropped, at) {
				slips[i] = append(slips[i], float64(planned-baseline))
			}
		}
		if j.dropped == 0 && (j.done == 0 || fr.within(j.done)) {
			if card, ok := fr.slipOf(&j, baseline); ok {
				s.Cards = append(s.Cards, card)
			}
		}
	}
	for i := range spans {
		s.Steps = append(s.Steps, SlipStep{fr.spanName(spans[i]), percentilesOf(slips[i])})
	}
	slices.SortStableFunc(s.Cards, func(a, b SlipCard) int { return cmp.Compare(b.Days, a.Days) })
	return s, nil
}

// over reports whether something had happened before a moment.
func over(happened, at moment) bool { return happened != 0 && happened < at }

// plannedAt returns what end was planned just before a moment.
func (c *Card) plannedAt(at moment) (Day, bool) {
	end := c.End
	if len(c.Replans) > 0 {
		end = c.Replans[0].From
	}
	for _, r := range c.Replans {
		if momentOf(r.At) < at {
			end = r.To
		}
	}
	return ParseDay(end)
}

// slipOf is a card's slip at the end of the period.
func (fr *frame) slipOf(j *journey, baseline Day) (SlipCard, bool) {
	end, ok := j.plannedAt(fr.end)
	if j.done != 0 {
		end, ok = dayOf(j.done), true
	}
	if !ok {
		return SlipCard{}, false
	}
	card := SlipCard{j.cardName(), baseline.Date(), end.Date(), j.done != 0, int(end - baseline), []SlipReplan{}}
	for _, r := range j.Replans {
		if to, ok := ParseDay(r.To); ok && momentOf(r.At) < fr.end {
			card.Replans = append(card.Replans, SlipReplan{DayOf(r.At).Date(), r.From, r.To, r.Reason, int(to - baseline)})
		}
	}
	return card, true
}

// Table has a row for each card.
func (s *Slip) Table() Table {
	t := Table{Columns: []string{"card", "title", "unit", "baseline", "end", "finished", "slip_days", "replans"}}
	for _, c := range s.Cards {
		t.row(c.Card, c.Title, c.Unit, c.Baseline, c.End, c.Finished, c.Days, len(c.Replans))
	}
	return t
}
