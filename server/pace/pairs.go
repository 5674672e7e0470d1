package pace

import (
	"slices"

	"takt/server/kanban"
)

// Kinds of contradictions between paired cards.
const (
	TenderBeforeEvaluation = "tender_before_evaluation" // the tender starts before the pilot it builds on is evaluated
	BlockerEndsLater       = "blocker_ends_later"       // what blocks a card ends after the card
	BlockEachOther         = "block_each_other"
	GraduatesUnevaluated   = "graduates_unevaluated" // a pilot graduates without evaluation
	RenewalAfterEnd        = "renewal_after_end"     // the renewal begins after the contract it renews has ended
	CallOffAfterEnd        = "call_off_after_end"    // the call-off begins after its framework agreement has ended
)

// A Contradiction is a pair of cards that cannot both be as they are planned.
// From is the day of Card, To the day of Other that contradicts it; "" where
// the stage it lies in does.
type Contradiction struct {
	Kind  string        `json:"kind"`
	Card  kanban.CardID `json:"card"` // which has the pair
	Other kanban.CardID `json:"other"`
	Pair  string        `json:"pair"` // the kind of the pair
	From  kanban.Date   `json:"from"`
	To    kanban.Date   `json:"to"`
}

// Contradictions returns what the pairs of the board's cards contradict, in the
// board's order. Archived cards contradict nothing.
func (b *Board) Contradictions() []Contradiction {
	found := []Contradiction{}
	for _, pair := range b.live() {
		kind, from, to := b.contradiction(pair)
		if kind != "" {
			found = append(found, Contradiction{kind, pair.from.ID, pair.to.ID, pair.kind, from, to})
		}
	}
	return found
}

// A link is a pair between two cards that are not archived.
type link struct {
	from, to *kanban.Card
	kind     string
}

func (b *Board) live() []link {
	archived := map[kanban.CardID]bool{}
	for _, c := range b.Archive {
		archived[c.ID] = true
	}
	var links []link
	for _, c := range b.Cards {
		for _, p := range c.Pairs {
			if to := b.byID[p.Card]; to != nil && !archived[to.ID] {
				links = append(links, link{c, to, p.Kind})
			}
		}
	}
	return links
}

func (b *Board) contradiction(l link) (kind string, from, to kanban.Date) {
	switch l.kind {
	case "informs", "derisks":
		return b.tenderBeforeEvaluation(l.from, l.to)
	case "blocked_by":
		return b.blocked(l.from, l.to)
	case "graduates_to":
		if l.from.Lane == kanban.Sprint && !b.reached(l.from, "evaluation") {
			return GraduatesUnevaluated, "", ""
		}
	case "renewal_of":
		return beginsAfterEnd(RenewalAfterEnd, l.from, l.to)
	case "call_off_of":
		return beginsAfterEnd(CallOffAfterEnd, l.from, l.to)
	}
	return "", "", ""
}

// tenderBeforeEvaluation compares when a pilot is evaluated with when the
// tender of what builds on it starts.
func (b *Board) tenderBeforeEvaluation(pilot, procurement *kanban.Card) (kind string, from, to kanban.Date) {
	if pilot.Lane != kanban.Sprint || procurement.Lane != kanban.Marathon || b.decided(pilot) || b.done(procurement) {
		return "", "", ""
	}
	evaluated, starts := b.plannedEnd(pilot), tenderStart(procurement)
	if evaluated != "" && starts != "" && starts < evaluated || b.reached(procurement, "tender") {
		return TenderBeforeEvaluation, evaluated, starts
	}
	return "", "", ""
}

// tenderStart returns the day of the tender notice, or else the day of the
// deadline, which lies later.
func tenderStart(c *kanban.Card) kanban.Date {
	start := kanban.Date("")
	for _, n := range c.Notices {
		if n.Kind == "tender" && n.On != "" && (start == "" || n.On < start) {
			start = n.On
		}
	}
	if start == "" {
		return c.TenderDeadline
	}
	return start
}

// plannedEnd returns when the work on a card is to be over: its end, or that
// of a pilot's quarter.
func (b *Board) plannedEnd(c *kanban.Card) kanban.Date {
	if quarter, ok := ParseQuarter(string(c.Quarter)); c.End == "" && c.Lane == kanban.Sprint && ok {
		return quarter.Last()
	}
	return c.End
}

func (b *Board) blocked(card, blocker *kanban.Card) (kind string, from, to kanban.Date) {
	if b.done(card) || b.done(blocker) {
		return "", "", ""
	}
	if slices.Contains(blocker.Pairs, kanban.Pair{Kind: "blocked_by", Card: card.ID}) {
		return BlockEachOther, "", ""
	}
	end, free := b.plannedEnd(card), b.plannedEnd(blocker)
	if end != "" && free > end {
		return BlockerEndsLater, end, free
	}
	return "", "", ""
}

// beginsAfterEnd compares when a contract begins, at the earliest, with when
// the one it follows or rests on ends.
func beginsAfterEnd(kind string, card, other *kanban.Card) (found string, from, to kanban.Date) {
	begins, ends := card.Contract.Start, contractEnd(other)
	if begins == "" {
		begins = card.TenderDeadline
	}
	if begins == "" || ends == "" || begins <= ends || cameToNothing(card) {
		return "", "", ""
	}
	return kind, begins, ends
}

// paired returns the cards that have a pair, either way, with one of the other
// lane.
func (b *Board) paired() map[kanban.CardID]bool {
	paired := map[kanban.CardID]bool{}
	for _, l := range b.live() {
		if l.from.Lane != l.to.Lane {
			paired[l.from.ID], paired[l.to.ID] = true, true
		}
	}
	return paired
}

// Unpaired returns the pilots beyond a proposal and not decided that are
// paired with no marathon card.
func (b *Board) Unpaired() []kanban.CardID {
	return b.alone(func(c *kanban.Card) bool { return c.Lane == kanban.Sprint && b.inWork(c) })
}

// Unpiloted returns the procurements not yet out to tender that are paired
// with no pilot.
func (b *Board) Unpiloted() []kanban.CardID {
	return b.alone(func(c *kanban.Card) bool {
		return c.Lane == kanban.Marathon && c.Procurement == "required" && !b.reached(c, "tender") && !b.done(c)
	})
}

func (b *Board) alone(among func(*kanban.Card) bool) []kanban.CardID {
	alone, paired := []kanban.CardID{}, b.paired()
	for _, c := range b.Cards {
		if among(c) && !paired[c.ID] {
			alone = append(alone, c.ID)
		}
	}
	return alone
}

// An Involvement is a pilot whose supplier may bid in a procurement that
// builds on it. Directive 2014/24/EU, article 41, asks that competition is not
// distorted; the checklist on the procurement says what is done about it.
type Involvement struct {
	Pilot       kanban.CardID `json:"pilot"`
	Procurement kanban.CardID `json:"procurement"`
	Open        int           `json:"open"`   // lines of the checklist that are not ticked
	Listed      int           `json:"listed"` // lines it has; 0 when nobody has begun
}

// Involvements returns which procurements need the prior-involvement
// checklist: a pilot that has a supplier is paired with them, and they are not
// awarded.
func (b *Board) Involvements() []Involvement {
	found, seen := []Involvement{}, map[[2]kanban.CardID]bool{}
	for _, l := range b.live() {
		if !slices.Contains([]string{"informs", "derisks", "graduates_to"}, l.kind) || l.from.Lane != kanban.Sprint || l.from.Supplier == "" {
			continue
		}
		p, both := l.to, [2]kanban.CardID{l.from.ID, l.to.ID}
		if seen[both] || p.Lane != kanban.Marathon || p.Procurement == "not_required" || p.Award.NotifiedOn != "" || p.Contract.Signed != "" || b.done(p) {
			continue
		}
		open := 0
		for _, line := range p.PriorInvolvement {
			if !line.Done {
				open++
			}
		}
		seen[both] = true
		found = append(found, Involvement{l.from.ID, p.ID, open, len(p.PriorInvolvement)})
	}
	return found
}
