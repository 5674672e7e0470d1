package pace

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

// Why a card waits for a decision.
const (
	Pending  = "pending"  // it has been put to the body
	Deferred = "deferred" // the body put it off
	Passed   = "passed"   // it went past the gate before anybody decided
	Ahead    = "ahead"    // it is the next gate on the card's way
)

// whys says which reason comes first.
var whys = []string{Pending, Deferred, Passed, Ahead}

// A Waiting is a card that waits for a decision at a gate.
type Waiting struct {
	Card kanban.CardID `json:"card"`
	Gate kanban.GateID `json:"gate"`
	Why  string        `json:"why"`
}

// An Agenda is what waits for a body, and when it meets next.
type Agenda struct {
	Body       kanban.BodyID  `json:"body"`        // "" for gates that no body is named for
	Meeting    kanban.Meeting `json:"meeting"`     // the next one; its on is "" when none is planned
	PapersOver bool           `json:"papers_over"` // the last day for papers has passed
	Cards      []Waiting      `json:"cards"`       // pending, deferred, passed, ahead; each in the board's order
}

// Agendas returns what waits for each body on a day, as registered, then what
// waits at gates without body; bodies nothing waits for are left out.
func (b *Board) Agendas(on kanban.Date) []Agenda {
	agendas, at := []Agenda{}, map[kanban.BodyID]int{}
	for _, body := range append(slices.Clone(b.Bodies), kanban.Body{}) {
		if !body.Removed {
			at[body.ID] = len(agendas)
			agendas = append(agendas, agenda(body, on))
		}
	}
	gates := b.standing()
	for _, c := range b.Cards {
		for _, w := range b.waiting(c, gates) {
			i, ok := at[w.body]
			if !ok {
				i = at[""]
			}
			agendas[i].Cards = append(agendas[i].Cards, w.Waiting)
		}
	}
	for _, a := range agendas {
		slices.SortStableFunc(a.Cards, func(x, y Waiting) int {
			return cmp.Compare(slices.Index(whys, x.Why), slices.Index(whys, y.Why))
		})
	}
	return slices.DeleteFunc(agendas, func(a Agenda) bool { return len(a.Cards) == 0 })
}

func agenda(body kanban.Body, on kanban.Date) Agenda {
	a := Agenda{Body: body.ID, Cards: []Waiting{}}
	for _, m := range body.Meetings {
		if m.On >= on && (a.Meeting.On == "" || m.On < a.Meeting.On) {
			a.Meeting = m
		}
	}
	a.PapersOver = a.Meeting.PapersBy != "" && a.Meeting.PapersBy < on
	return a
}

// standing returns the gates of a lane that are not removed, from left to
// right, those before one stage as they are registered.
func (b *Board) standing() map[kanban.LaneKey][]kanban.Gate {
	gates := map[kanban.LaneKey][]kanban.Gate{}
	for _, g := range b.Gates {
		if _, there := b.places[kanban.Place{Lane: g.Lane, Stage: g.Stage}]; there && !g.Removed {
			gates[g.Lane] = append(gates[g.Lane], g)
		}
	}
	for _, of := range gates {
		slices.SortStableFunc(of, func(x, y kanban.Gate) int { return cmp.Compare(b.order(x), b.order(y)) })
	}
	return gates
}

func (b *Board) order(g kanban.Gate) int {
	return b.places[kanban.Place{Lane: g.Lane, Stage: g.Stage}].order
}

// An awaited decision is one a body is to make.
type awaited struct {
	Waiting
	body kanban.BodyID
}

// waiting returns the gates a card waits at: those pending or deferred, those
// it went past with a reason on record, the one before the stage it is in, and
// the next ahead of it. It waits at none behind the one that stopped it.
func (b *Board) waiting(c *kanban.Card, gates map[kanban.LaneKey][]kanban.Gate) []awaited {
	var list []awaited
	if b.done(c) {
		return nil
	}
	here, ahead := b.places[c.Place()].order, false
	for _, g := range gates[c.Lane] {
		verdict := c.GateState(g.ID)
		if verdict.Opens() || b.skips(c, g) {
			continue
		}
		if verdict.Outcome == "stopped" {
			return list
		}
		why := ""
		switch there := b.order(g); {
		case verdict.Outcome == Pending || verdict.Outcome == Deferred:
			why = verdict.Outcome
		case there == here, there < here && passed(c, g.ID):
			why = Passed
		case there > here && !ahead:
			why = Ahead
		}
		ahead = ahead || b.order(g) > here
		if why != "" {
			list = append(list, awaited{Waiting{c.ID, g.ID, why}, cmp.Or(verdict.Body, g.Body)})
		}
	}
	return list
}

// skips reports whether a gate means nothing to a card that buys nothing.
func (b *Board) skips(c *kanban.Card, g kanban.Gate) bool {
	key := b.places[kanban.Place{Lane: g.Lane, Stage: g.Stage}].key
	return g.Lane == kanban.Marathon && c.Procurement == "not_required" && slices.Contains([]string{"tender", "evaluation", "standstill"}, key)
}

// passed reports whether somebody gave a reason for going past a gate.
func passed(c *kanban.Card, gate kanban.GateID) bool {
	return slices.ContainsFunc(c.Passes, func(p kanban.Pass) bool { return slices.Contains(p.Gates, gate) })
}
