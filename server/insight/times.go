package insight

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

// Times are how long the cards finished in the period took: lead time from
// when a card was created, and cycle time from when work on it started, until
// it was finished.
type Times struct {
	Cards []TimesCard `json:"cards"` // by the day they were finished
	Lanes []TimesLane `json:"lanes"`
}

// A CardName says which card a number is about.
type CardName struct {
	Card  kanban.CardID  `json:"card"`
	Title string         `json:"title"`
	Lane  kanban.LaneKey `json:"lane"`
	Unit  kanban.UnitID  `json:"unit,omitzero"`
}

func (j *journey) cardName() CardName { return CardName{j.ID, j.Title, j.scope.Key, j.Unit} }

// A TimesCard is one card's times, in days.
type TimesCard struct {
	CardName
	Done  kanban.Date `json:"done"`
	Lead  int         `json:"lead"`
	Cycle int         `json:"cycle"`
}

// A TimesLane has the percentiles of a lane's times, in days.
type TimesLane struct {
	Lane  kanban.LaneKey `json:"lane"`
	Lead  Percentiles    `json:"lead"`
	Cycle Percentiles    `json:"cycle"`
}

func (fr *frame) times() (*Times, error) {
	t := &Times{Cards: []TimesCard{}, Lanes: []TimesLane{}}
	lead, cycle := map[kanban.LaneKey][]float64{}, map[kanban.LaneKey][]float64{}
	for _, j := range fr.journeys() {
		if !fr.within(j.done) {
			continue
		}
		c := TimesCard{j.cardName(), dayOf(j.done).Date(), daysIn(j.began(), j.done), daysIn(j.started, j.done)}
		t.Cards = append(t.Cards, c)
		lead[c.Lane] = append(lead[c.Lane], float64(c.Lead))
		cycle[c.Lane] = append(cycle[c.Lane], float64(c.Cycle))
	}
	slices.SortStableFunc(t.Cards, func(a, b TimesCard) int { return cmp.Compare(a.Done, b.Done) })
	for _, lane := range fr.lanes {
		t.Lanes = append(t.Lanes, TimesLane{lane.Key, percentilesOf(lead[lane.Key]), percentilesOf(cycle[lane.Key])})
	}
	return t, nil
}

// began returns when the card was created; an imported one may be known to
// have lain in its stage for longer.
func (j *journey) began() moment { return min(j.Born, j.path[0].At) }

// Table has a row for each card.
func (t *Times) Table() Table {
	table := Table{Columns: []string{"done", "card", "title", "lane", "unit", "lead_days", "cycle_days"}}
	for _, c := range t.Cards {
		table.row(c.Done, c.Card, c.Title, c.Lane, c.Unit, c.Lead, c.Cycle)
	}
	return table
}
