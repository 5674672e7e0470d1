package seeds

import (
	"time"

	"takt/server/kanban"
)

// trying returns what becomes known of a sprint card, stage by stage.
func (c *telling) trying() []group {
	ready, people, setup, decided := kanban.Patch{}, kanban.Patch{}, kanban.Patch{}, kanban.Patch{}
	put(people, "sponsor", c.person(c.s.Sponsor))
	put(people, "champion", c.person(c.s.Champion))
	put(people, "quarter", c.quarter(c.firstQuarter()))
	put(people, "start", c.date(c.s.Start))
	put(people, "end", c.date(c.s.End))
	put(ready, "hypothesis", c.say(c.x.Hypothesis))
	put(ready, "learning_goals", c.say(c.x.Goals))
	putList(ready, "measures", c.measures())
	put(ready, "stop_criteria", c.say(c.x.Stop))
	put(ready, "who_stops", c.person(c.s.Stopper))
	if c.s.Case != "" {
		put(setup, "case_ref", c.caseRef(c.day(c.s.Case)))
	}
	put(setup, "effort", c.s.Effort)
	put(setup, "budget", c.money(c.s.Budget))
	put(setup, "sites", c.say(c.x.Sites))
	put(setup, "cost", c.money(c.s.Cost))
	put(setup, "supplier", c.x.Supplier)
	if c.x.Supplier != "" {
		put(setup, "purchase_basis", c.Basis)
	}
	putList(setup, "benefits", c.benefits())
	put(decided, "outcome", c.s.Outcome)
	put(decided, "learning", kanban.Learning{Tried: c.say(c.x.Tried), Result: c.s.Result, Learned: c.say(c.x.Learned)})
	return []group{{"ready", people}, {"ready", ready}, {"setup", setup}, {"decided", decided}}
}

// firstQuarter returns the quarter that was planned before any other.
func (c *telling) firstQuarter() string {
	for _, list := range [][]later{c.s.Carried, c.s.Extended} {
		if len(list) > 0 {
			return list[0].From
		}
	}
	return c.s.Quarter
}

func (c *telling) measures() (measures []kanban.Measure) {
	for i, m := range c.s.Measures {
		measures = append(measures, kanban.Measure{
			ID: part(c.s, "m", i), Name: c.say(c.x.Measures[i]), Unit: c.count(m.Unit),
			Baseline: c.measured(m.Unit, m.Baseline), Target: c.measured(m.Unit, m.Target),
		})
	}
	return measures
}

func (c *telling) measured(unit string, n *float64) *float64 {
	if n == nil {
		return nil
	}
	return new(c.amount(unit, *n))
}

// measure tells what was measured before the evaluation.
func (c *telling) measure(at time.Time, to kanban.StageID) {
	if to != "evaluation" || c.s.Lane != kanban.Sprint {
		return
	}
	for i, m := range c.measures() {
		if given := c.s.Measures[i]; given.Measured != nil {
			m.Measured = c.measured(given.Unit, given.Measured)
			c.entry(at, c.s.Owner, "measures", m)
		}
	}
}

// rhythm returns the path of a pilot that went all the way: in place near the
// end of its quarter, or some weeks after it, and decided early in the next. It
// was made ready for the quarter that was planned first.
func (c *telling) rhythm() []visit {
	if c.s.Quarter == "" || c.err != nil {
		return nil
	}
	end, planned, key := c.day(c.s.Quarter), c.day(c.firstQuarter()), c.s.Key
	created := c.around(planned, -125-chance(key+"a", 35), key+"a")
	if earliest := c.around(c.begin, 3+chance(key, 9), key); created.Before(earliest) {
		created = earliest
	}
	late, inPlace := 0, -9-chance(key+"d", 34)
	if c.s.Overdue {
		late, inPlace = 18, 3+chance(key+"d", 12)
	}
	return []visit{
		{"proposed", created},
		{"ready", c.around(planned, -88+chance(key+"b", 10), key+"b")},
		{"setup", c.around(planned, -74+chance(key+"c", 12), key+"c")},
		{"running", c.around(end, inPlace, key+"d")},
		{"evaluation", c.around(end, late+8+chance(key+"e", 12), key+"e")},
		{"decided", c.around(end, late+22+chance(key+"f", 26), key+"f")},
	}
}
