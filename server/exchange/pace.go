package exchange

import (
	"slices"
	"time"

	"takt/server/kanban"
)

// longSprint is how many days a card of the sprint lane takes at most: a
// quarter to be in place, and some weeks to evaluate.
const longSprint = 150

// days returns how long a card takes, as far as its dates tell.
func (c *draftCard) days() (int, bool) {
	from, err1 := time.Parse(time.DateOnly, string(c.start))
	to, err2 := time.Parse(time.DateOnly, string(c.end))
	return int(to.Sub(from).Hours() / 24), err1 == nil && err2 == nil
}

// guessLane tells the pace of most of a table's cards: by how long they take,
// and where that is not known, by whether they have budgets.
func (d *draft) guessLane() {
	var days []int
	budgets := 0
	for i := range d.cards {
		c := &d.cards[i]
		if n, ok := c.days(); ok {
			days = append(days, n)
		} else if to, err := time.Parse(time.DateOnly, string(c.end)); err == nil && !c.created.IsZero() {
			days = append(days, int(to.Sub(c.created).Hours()/24))
		}
		if c.budget.Amount > 0 {
			budgets++
		}
	}
	slices.Sort(days)
	switch known := len(days)*4 >= len(d.cards); {
	case known && days[len(days)/2] > longSprint:
		d.lane = kanban.Marathon
	case known:
		d.lane = kanban.Sprint
	case budgets*2 >= len(d.cards):
		d.lane = kanban.Marathon
	}
}

// splitByPace sends cards whose dates speak for the other lane there. Lists
// whose names belong to one lane keep their cards together.
func (t *tableReader) splitByPace() {
	moved, open := 0, map[string]bool{}
	for _, l := range t.draft.lists {
		open[l.id] = l.inBothLanes()
	}
	for i := range t.cards {
		c := &t.cards[i]
		days, ok := c.days()
		pace := kanban.Marathon
		if days <= longSprint {
			pace = kanban.Sprint
		}
		if !ok || days < 0 || pace == t.lane || !open[c.list] {
			continue
		}
		c.list = t.listOfPace(t.draft.lists[t.lists[c.list]], pace)
		moved++
	}
	t.notes.tell(Assumed, "lane_by_duration", moved, "cards that take up to %d days go to the sprint, longer ones to the marathon", longSprint)
}

func (l draftList) inBothLanes() bool {
	meaning, _, ok := senseOf(l.name)
	return !ok || l.topic == "-" || meaning.marathon != "" && meaning.sprint != ""
}

// listOfPace returns the id of the list beside l that has the cards of the
// given pace.
func (t *tableReader) listOfPace(l draftList, pace kanban.LaneKey) string {
	id := string(pace) + "/" + l.name
	if _, ok := t.lists[id]; !ok {
		t.lists[id] = len(t.draft.lists)
		l.id, l.pace = id, pace
		t.draft.lists = append(t.draft.lists, l)
	}
	return id
}

// listsByDate makes lists for a table in which nothing says how far a card
// has come: its dates do.
func (t *tableReader) listsByDate() {
	today := kanban.Date(t.now.In(t.dates.zone).Format(time.DateOnly))
	dated := false
	for i := range t.cards {
		c := &t.cards[i]
		name, hint := "(no dates)", "backlog"
		switch {
		case c.end != "" && c.end < today:
			name, hint = "(its end has passed)", "done"
		case c.start != "" && c.start > today:
			name, hint = "(it has not begun)", "planned"
		case c.start != "" || c.end != "":
			name, hint = "(under way)", "doing"
		}
		dated = dated || hint != "backlog"
		c.list = t.list(name, c.lane)
		l := &t.draft.lists[t.lists[c.list]]
		l.hint, l.topic = hint, "-"
	}
	if dated {
		t.notes.tell(Assumed, "stage_by_date", len(t.cards), "no column says how far the cards have come; their dates decide the stage")
	} else {
		t.notes.tell(Assumed, "one_stage", len(t.cards), "no column says how far the cards have come; all go to one stage")
	}
}
