package insight

import (
	"cmp"
	"sort"

	"takt/server/kanban"
)

// Balance is how much of what is in progress lies in each lane at the end of
// each step: cards, people and money, which is the budget, or the cost of a
// pilot that has none. Money is counted in one currency: the board's, or else
// the one that most cards have.
type Balance struct {
	Currency string         `json:"currency,omitzero"`
	LeftOut  int            `json:"left_out"` // cards with money in another currency
	Wished   kanban.Balance `json:"wished"`   // the marathon lane's share in per cent, 0 for no aim
	Steps    []BalanceStep  `json:"steps"`
}

// A BalanceStep is the state at the end of a step.
type BalanceStep struct {
	SpanName
	Marathon BalanceLane `json:"marathon"`
	Sprint   BalanceLane `json:"sprint"`
}

// A BalanceLane is what is in progress in a lane.
type BalanceLane struct {
	Cards  int     `json:"cards"`
	People float64 `json:"people"`
	Money  float64 `json:"money"`
}

func (fr *frame) balance() (*Balance, error) {
	if fr.lane != "" {
		return nil, wrong("lane", "this figure is about both lanes")
	}
	spans := fr.spans()
	samples := fr.samples(spans)
	b := &Balance{Wished: fr.fold.Settings.Balance, Steps: []BalanceStep{}}
	cards := fr.cards()
	b.Currency, b.LeftOut = fr.currency(cards)
	for _, s := range spans {
		b.Steps = append(b.Steps, BalanceStep{SpanName: fr.spanName(s)})
	}
	for _, c := range cards {
		for _, s := range c.stays(fr.fold.isLast) {
			if !fr.working(s.Place) {
				continue
			}
			for i, end := s.seen(samples); i < end; i++ {
				b.Steps[i].lane(s.Lane).add(c.worthAt(samples[i]), s.Lane, b.Currency)
			}
		}
	}
	for i := range b.Steps {
		b.Steps[i].Marathon.round()
		b.Steps[i].Sprint.round()
	}
	return b, nil
}

// working reports whether a stage lies between its lane's lines.
func (fr *frame) working(p kanban.Place) bool {
	s := fr.scope(p.Lane)
	at := s.index(p.Stage)
	return at >= s.start && at < s.finish
}

// currency returns the currency that money is counted in, and how many cards
// have money in another.
func (fr *frame) currency(cards []*Card) (currency string, others int) {
	used := map[string]int{}
	for _, c := range cards {
		now := Worth{0, c.Effort, c.Budget, c.Cost}
		if m := now.money(c.Path[len(c.Path)-1].Lane); m.Currency != "" {
			used[m.Currency]++
			others++
		}
	}
	if currency = fr.fold.Settings.Currency; currency == "" {
		for name, n := range used {
			if c := cmp.Compare(n, used[currency]); currency == "" || c > 0 || c == 0 && name < currency {
				currency = name
			}
		}
	}
	return currency, others - used[currency]
}

// worthAt returns what a card took just before a moment.
func (c *Card) worthAt(at moment) Worth {
	n := sort.Search(len(c.Worth), func(i int) bool { return c.Worth[i].At >= at })
	if n == 0 {
		return Worth{}
	}
	return c.Worth[n-1]
}

func (s *BalanceStep) lane(key kanban.LaneKey) *BalanceLane {
	if key == kanban.Marathon {
		return &s.Marathon
	}
	return &s.Sprint
}

func (l *BalanceLane) add(w Worth, lane kanban.LaneKey, currency string) {
	l.Cards++
	l.People += w.Effort
	if m := w.money(lane); m.Currency == currency {
		l.Money += m.Amount
	}
}

// money is the budget, or what a pilot without one costs.
func (w Worth) money(lane kanban.LaneKey) kanban.Money {
	if w.Budget == (kanban.Money{}) && lane == kanban.Sprint {
		return w.Cost
	}
	return w.Budget
}

func (l *BalanceLane) round() { l.People, l.Money = round(l.People, 2), round(l.Money, 2) }

// Table has a row for each step and lane.
func (b *Balance) Table() Table {
	t := Table{Columns: []string{"step", "to", "lane", "cards", "people", "money", "currency"}}
	for _, s := range b.Steps {
		for _, lane := range []kanban.LaneKey{kanban.Marathon, kanban.Sprint} {
			l := s.lane(lane)
			t.row(s.Name, s.To, lane, l.Cards, l.People, l.Money, b.Currency)
		}
	}
	return t
}
