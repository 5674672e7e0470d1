package pace

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

// Slip returns how many days later a card is planned to end than its baseline
// says, fewer than 0 for earlier; false where one of the two is not set.
func Slip(c *kanban.Card) (int, bool) {
	if c.BaselineEnd == "" || c.End == "" {
		return 0, false
	}
	return days(c.BaselineEnd, c.End), true
}

// Kinds of legal dates.
const (
	TenderDeadline  = "tender_deadline"
	StandstillEnd   = "standstill_end"
	EarliestSigning = "earliest_signing"
	OptionDecideBy  = "option_decide_by"
	ContractEnd     = "contract_end"
)

// legalKinds says which of several dates on one day comes first.
var legalKinds = []string{TenderDeadline, StandstillEnd, EarliestSigning, OptionDecideBy, ContractEnd}

// A LegalDate is a day that law or contract gives a meaning.
type LegalDate struct {
	Card   kanban.CardID `json:"card"`
	On     kanban.Date   `json:"on"`
	Kind   string        `json:"kind"`
	Option string        `json:"option"` // id of the option to decide, else ""
}

// Standstill returns the standstill of a card's award; false when no award was
// notified.
func (b *Board) Standstill(c *kanban.Card) (Standstill, bool) {
	if c.Award.NotifiedOn == "" {
		return Standstill{}, false
	}
	return StandstillOf(b.Country(), c.Award.NotifiedOn, c.Award.Electronic, c.Award.Days), true
}

// LegalDates returns the legal dates of a card, in order: none of what came to
// nothing, and no standstill once the contract is signed.
func (b *Board) LegalDates(c *kanban.Card) []LegalDate {
	dates := []LegalDate{}
	add := func(on kanban.Date, kind, option string) {
		if on != "" {
			dates = append(dates, LegalDate{c.ID, on, kind, option})
		}
	}
	if c.Lane != kanban.Marathon || cameToNothing(c) {
		return dates
	}
	add(c.TenderDeadline, TenderDeadline, "")
	if s, awarded := b.Standstill(c); awarded && c.Contract.Signed == "" {
		add(s.End, StandstillEnd, "")
		add(s.EarliestSigning, EarliestSigning, "")
	}
	for _, o := range c.Options {
		if o.Used == "" {
			add(o.DecideBy, OptionDecideBy, o.ID)
		}
	}
	add(contractEnd(c), ContractEnd, "")
	slices.SortStableFunc(dates, byDay)
	return dates
}

func byDay(x, y LegalDate) int {
	return cmp.Or(
		cmp.Compare(x.On, y.On),
		cmp.Compare(slices.Index(legalKinds, x.Kind), slices.Index(legalKinds, y.Kind)),
		cmp.Compare(x.Card, y.Card),
	)
}

// cameToNothing reports whether there will be no contract.
func cameToNothing(c *kanban.Card) bool {
	return c.FinalStatus == "cancelled" || c.FinalStatus == "unsuccessful"
}

// contractEnd returns when a contract ends, options that are used included.
func contractEnd(c *kanban.Card) kanban.Date {
	end := c.Contract.End
	for _, o := range c.Options {
		if o.Used == "yes" && end != "" {
			end = max(end, o.Until)
		}
	}
	return end
}

// Near returns the legal dates of all cards from a day until another, in order.
func (b *Board) Near(from, until kanban.Date) []LegalDate {
	near := []LegalDate{}
	for _, c := range b.Cards {
		for _, date := range b.LegalDates(c) {
			if date.On >= from && date.On <= until {
				near = append(near, date)
			}
		}
	}
	slices.SortStableFunc(near, byDay)
	return near
}

// Renewals is the renewal radar: contracts that end and options that are to be
// decided within as many months as the board sets, where no marathon card is
// paired as the renewal. What has passed stays until the card is closed.
func (b *Board) Renewals(on kanban.Date) []LegalDate {
	radar, renewed := []LegalDate{}, b.renewed()
	until := monthsAfter(on, b.Settings.RenewalMonths)
	for _, c := range b.Cards {
		if renewed[c.ID] {
			continue
		}
		for _, date := range b.LegalDates(c) {
			ends := date.Kind == ContractEnd || date.Kind == OptionDecideBy
			if ends && date.On <= until && (date.On >= on || !b.done(c)) {
				radar = append(radar, date)
			}
		}
	}
	slices.SortStableFunc(radar, byDay)
	return radar
}

// renewed returns the cards that a marathon card renews.
func (b *Board) renewed() map[kanban.CardID]bool {
	renewed := map[kanban.CardID]bool{}
	for _, c := range b.Cards {
		for _, p := range c.Pairs {
			if p.Kind == "renewal_of" && c.Lane == kanban.Marathon && !cameToNothing(c) {
				renewed[p.Card] = true
			}
		}
	}
	return renewed
}

// A Relative is a card that another came from, or that came from it.
type Relative struct {
	Card       kanban.CardID `json:"card"`
	Generation int           `json:"generation"` // steps away: fewer than 0 came before
	Kind       string        `json:"kind"`       // the pair of the step that leads there
}

// Lineage returns where a card came from and what came of it, over restarts,
// renewals and graduations, the oldest first; archived cards included.
func (b *Board) Lineage(id kanban.CardID) []Relative {
	steps := b.descent()
	relatives, seen := []Relative{{Card: id}}, map[kanban.CardID]bool{id: true}
	for i := 0; i < len(relatives); i++ {
		from := relatives[i]
		for _, step := range steps[from.Card] {
			if !seen[step.Card] {
				seen[step.Card] = true
				relatives = append(relatives, Relative{step.Card, from.Generation + step.Generation, step.Kind})
			}
		}
	}
	relatives = relatives[1:]
	slices.SortFunc(relatives, func(x, y Relative) int {
		return cmp.Or(cmp.Compare(x.Generation, y.Generation), cmp.Compare(x.Card, y.Card))
	})
	return relatives
}

// descent returns the steps that lead from each card to its nearest relatives.
func (b *Board) descent() map[kanban.CardID][]Relative {
	steps := map[kanban.CardID][]Relative{}
	for _, c := range slices.Concat(b.Cards, b.Archive) {
		for _, p := range c.Pairs {
			forward := 0
			switch p.Kind {
			case "graduates_to":
				forward = 1
			case "renewal_of", "restart_of":
				forward = -1
			}
			if forward != 0 && b.byID[p.Card] != nil {
				steps[c.ID] = append(steps[c.ID], Relative{p.Card, forward, p.Kind})
				steps[p.Card] = append(steps[p.Card], Relative{c.ID, -forward, p.Kind})
			}
		}
	}
	return steps
}
