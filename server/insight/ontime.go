package insight

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

// OnTime is which pilots were in place within the quarter they were promised
// for: by its last working day. A pilot that was carried counts in each
// quarter it was promised for; one that was extended, in the quarter it was
// first to be in place in.
type OnTime struct {
	Quarters []OnTimeQuarter `json:"quarters"`
	Pilots   []OnTimePilot   `json:"pilots"` // by quarter
}

// An OnTimeQuarter is one quarter's numbers. Share is that of the pilots on
// time in all that were on time, late or missing, to three decimals; it is
// absent when there is none.
type OnTimeQuarter struct {
	Quarter  kanban.Quarter `json:"quarter"`
	Deadline kanban.Date    `json:"deadline"`
	OnTime   int            `json:"on_time"`
	Late     int            `json:"late"`    // in place after the deadline
	Missing  int            `json:"missing"` // not in place though the deadline has passed
	Open     int            `json:"open"`    // not in place, and there is time left
	Dropped  int            `json:"dropped"` // ended before they were in place
	Share    *float64       `json:"share,omitempty"`
}

// An OnTimePilot is one pilot in one quarter. State is the name of the number
// it is counted in.
type OnTimePilot struct {
	CardName
	Quarter   kanban.Quarter `json:"quarter"`
	InPlaceOn kanban.Date    `json:"in_place_on,omitzero"`
	State     string         `json:"state"`
}

// only refuses a query about the other lane.
func (fr *frame) only(lane kanban.LaneKey) error {
	if fr.lane != "" && fr.lane != lane {
		return wrong("lane", "this figure is about the lane %s", string(lane))
	}
	return nil
}

func (fr *frame) onTime() (*OnTime, error) {
	if err := fr.only(kanban.Sprint); err != nil {
		return nil, err
	}
	o := &OnTime{[]OnTimeQuarter{}, []OnTimePilot{}}
	at := map[kanban.Quarter]int{}
	for _, s := range cut(fr.from, fr.to, "quarter") {
		q := kanban.Quarter(s.name)
		at[q] = len(o.Quarters)
		o.Quarters = append(o.Quarters, OnTimeQuarter{Quarter: q, Deadline: deadline(q, fr.fold.Settings.Country).Date()})
	}
	for _, j := range fr.journeys() {
		if j.scope.Key != kanban.Sprint {
			continue
		}
		for _, q := range j.promised() {
			i, asked := at[q]
			if !asked {
				continue
			}
			p := OnTimePilot{j.cardName(), q, j.inPlaceOn(fr.to), ""}
			p.State = o.Quarters[i].count(p.InPlaceOn, j.dropped != 0, fr.to)
			o.Pilots = append(o.Pilots, p)
		}
	}
	for i := range o.Quarters {
		o.Quarters[i].setShare()
	}
	slices.SortStableFunc(o.Pilots, func(a, b OnTimePilot) int { return cmp.Compare(a.Quarter, b.Quarter) })
	return o, nil
}

// promised returns the quarters a pilot was to be in place in.
func (c *Card) promised() []kanban.Quarter {
	quarters, last := []kanban.Quarter{}, c.Quarter
	carried := c.Carried
	if len(c.Extended) > 0 {
		last = c.Extended[0].From
		carried = slices.DeleteFunc(slices.Clone(carried), func(k kanban.Carry) bool { return k.At.After(c.Extended[0].At) })
	}
	for _, k := range carried {
		quarters = append(quarters, k.From)
	}
	quarters = append(quarters, last)
	slices.Sort(quarters)
	return slices.DeleteFunc(slices.Compact(quarters), func(q kanban.Quarter) bool { return q == "" })
}

// inPlaceOn returns when a pilot was in place, if it was by a day. Going
// straight to the last stage is not being in place.
func (j *journey) inPlaceOn(by Day) kanban.Date {
	on, ok := ParseDay(j.InPlaceOn)
	if !ok || on > by || j.dropped != 0 && on == dayOf(j.dropped) {
		return ""
	}
	return j.InPlaceOn
}

// count counts a pilot and returns what it is counted as.
func (q *OnTimeQuarter) count(inPlaceOn kanban.Date, dropped bool, today Day) string {
	switch {
	case inPlaceOn != "" && inPlaceOn <= q.Deadline:
		q.OnTime++
		return "on_time"
	case inPlaceOn != "":
		q.Late++
		return "late"
	case dropped:
		q.Dropped++
		return "dropped"
	case today.Date() > q.Deadline:
		q.Missing++
		return "missing"
	}
	q.Open++
	return "open"
}

func (q *OnTimeQuarter) setShare() {
	if all := q.OnTime + q.Late + q.Missing; all > 0 {
		share := round(float64(q.OnTime)/float64(all), 3)
		q.Share = &share
	}
}

// Table has a row for each pilot and quarter.
func (o *OnTime) Table() Table {
	t := Table{Columns: []string{"quarter", "card", "title", "unit", "in_place_on", "state"}}
	for _, p := range o.Pilots {
		t.row(p.Quarter, p.Card, p.Title, p.Unit, p.InPlaceOn, p.State)
	}
	return t
}
