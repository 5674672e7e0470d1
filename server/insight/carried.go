package insight

import (
	"cmp"
	"slices"
	"time"

	"takt/server/kanban"
)

// Carried are the pilots that were taken into a later quarter in the period:
// carried, without a decision, or extended, by decision.
type Carried struct {
	Quarters []CarriedQuarter `json:"quarters"`
	Carries  []CarriedPilot   `json:"carries"` // by time
	Again    int              `json:"again"`   // pilots that have been carried more than once
}

// A CarriedQuarter is how many pilots were taken out of a quarter.
type CarriedQuarter struct {
	Quarter  kanban.Quarter `json:"quarter"`
	Carried  int            `json:"carried"`
	Extended int            `json:"extended"`
}

// A CarriedPilot is one pilot's way out of one quarter. Kind is "carried" or
// "extended".
type CarriedPilot struct {
	CardName
	Kind   string         `json:"kind"`
	From   kanban.Quarter `json:"from"`
	To     kanban.Quarter `json:"to"`
	Reason string         `json:"reason"`
	On     kanban.Date    `json:"on"`
	at     time.Time
}

func (fr *frame) carried() (*Carried, error) {
	if err := fr.only(kanban.Sprint); err != nil {
		return nil, err
	}
	c := &Carried{[]CarriedQuarter{}, []CarriedPilot{}, 0}
	for _, j := range fr.journeys() {
		before := len(c.Carries)
		c.add(fr, &j, "carried", j.Carried)
		if len(j.Carried) > 1 && len(c.Carries) > before {
			c.Again++
		}
		c.add(fr, &j, "extended", j.Extended)
	}
	slices.SortStableFunc(c.Carries, func(a, b CarriedPilot) int { return a.at.Compare(b.at) })
	c.count()
	return c, nil
}

func (c *Carried) add(fr *frame, j *journey, kind string, carries []kanban.Carry) {
	for _, k := range carries {
		if fr.within(momentOf(k.At)) {
			c.Carries = append(c.Carries, CarriedPilot{j.cardName(), kind, k.From, k.To, k.Reason, DayOf(k.At).Date(), k.At})
		}
	}
}

// count sums up by quarter.
func (c *Carried) count() {
	quarters := map[kanban.Quarter]*CarriedQuarter{}
	for _, p := range c.Carries {
		if quarters[p.From] == nil {
			quarters[p.From] = &CarriedQuarter{Quarter: p.From}
		}
		if p.Kind == "carried" {
			quarters[p.From].Carried++
		} else {
			quarters[p.From].Extended++
		}
	}
	for _, q := range quarters {
		c.Quarters = append(c.Quarters, *q)
	}
	slices.SortFunc(c.Quarters, func(a, b CarriedQuarter) int { return cmp.Compare(a.Quarter, b.Quarter) })
}

// Table has a row for each time a pilot was taken into a later quarter.
func (c *Carried) Table() Table {
	t := Table{Columns: []string{"on", "card", "title", "unit", "kind", "from", "to", "reason"}}
	for _, p := range c.Carries {
		t.row(p.On, p.Card, p.Title, p.Unit, p.Kind, p.From, p.To, p.Reason)
	}
	return t
}
