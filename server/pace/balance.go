package pace

import (
	"cmp"
	"math"
	"slices"

	"takt/server/kanban"
)

// A Count is how many cards are somewhere, against a limit. Cards that wait
// for somebody are told apart: they leave the count.
type Count struct {
	Cards   int  `json:"cards"`
	Waiting int  `json:"waiting"`
	Limit   int  `json:"limit"` // 0 for none
	Over    bool `json:"over"`  // more than the limit
}

func (n *Count) add(c *kanban.Card) {
	if Waits(c) {
		n.Waiting++
	} else {
		n.Cards++
	}
	n.Over = n.Limit > 0 && n.Cards > n.Limit
}

// Waits reports whether a card waits for somebody.
func Waits(c *kanban.Card) bool { return c.WaitingFor != kanban.WaitingFor{} }

// Waited returns for how many days a card has waited on a day, 0 when it does
// not or nobody knows.
func Waited(c *kanban.Card, on kanban.Date) int {
	if c.WaitingFor.Since == "" {
		return 0
	}
	return max(0, days(c.WaitingFor.Since, on))
}

// A Load is what some cards take: people, and money by currency.
type Load struct {
	Cards  int            `json:"cards"`
	Effort float64        `json:"effort"`
	Money  []kanban.Money `json:"money"` // one for each currency, by its code
}

func (l *Load) add(c *kanban.Card) {
	l.Cards++
	l.Effort += c.Effort
	m := money(c)
	if m.Currency == "" {
		return
	}
	i, found := slices.BinarySearchFunc(l.Money, m, func(x, y kanban.Money) int { return cmp.Compare(x.Currency, y.Currency) })
	if !found {
		l.Money = slices.Insert(l.Money, i, kanban.Money{Currency: m.Currency})
	}
	l.Money[i].Amount += m.Amount
}

// money returns a card's budget, or what a pilot without one costs.
func money(c *kanban.Card) kanban.Money {
	if c.Budget == (kanban.Money{}) && c.Lane == kanban.Sprint {
		return c.Cost
	}
	return c.Budget
}

// A StageLoad is what lies in a stage.
type StageLoad struct {
	Lane  kanban.LaneKey `json:"lane"`
	Stage kanban.StageID `json:"stage"`
	Count Count          `json:"count"`
	Load  Load           `json:"load"`
}

// A LaneLoad is what is in work in a lane: no ideas (need, proposed), and
// nothing that is done.
type LaneLoad struct {
	Lane  kanban.LaneKey `json:"lane"`
	Count Count          `json:"count"`
	Load  Load           `json:"load"`
}

// An OwnerLoad is what a person has in work, in both lanes.
type OwnerLoad struct {
	Owner    kanban.UserID `json:"owner"`
	Marathon int           `json:"marathon"` // cards, those that wait included
	Sprint   int           `json:"sprint"`
	Count    Count         `json:"count"`
}

// A UnitLoad is what a unit has in work in each lane. The unit "" has none.
type UnitLoad struct {
	Unit     kanban.UnitID `json:"unit"`
	Marathon Load          `json:"marathon"`
	Sprint   Load          `json:"sprint"`
}

// A Share is how something is divided between the lanes, and the marathon
// lane's share that is aimed at. Shares are in per cent; Share is -1 where
// there is nothing to divide, Aim is 0 for none.
type Share struct {
	Marathon float64 `json:"marathon"`
	Sprint   float64 `json:"sprint"`
	Share    int     `json:"share"`
	Aim      int     `json:"aim"`
}

// A MoneyShare is how the money of one currency is divided.
type MoneyShare struct {
	Currency string `json:"currency"`
	Share
}

// A Balance is what lies on a board, and how it is divided.
type Balance struct {
	Stages []StageLoad  `json:"stages"` // of both lanes, from left to right
	Lanes  []LaneLoad   `json:"lanes"`
	Owners []OwnerLoad  `json:"owners"` // by id
	Units  []UnitLoad   `json:"units"`  // as registered, then without unit; those with nothing in work left out
	People Share        `json:"people"`
	Money  []MoneyShare `json:"money"` // for each currency, by its code
	Cards  Share        `json:"cards"`
}

// Balance returns what lies on the board and how it is divided.
func (b *Board) Balance() Balance {
	all := Balance{Stages: b.stageLoads(), Lanes: b.laneLoads(), Owners: b.ownerLoads(), Units: b.unitLoads()}
	marathon, sprint := b.laneLoad(all.Lanes, kanban.Marathon), b.laneLoad(all.Lanes, kanban.Sprint)
	aim := b.Settings.Balance
	all.People = share(marathon.Effort, sprint.Effort, aim.People)
	all.Cards = share(float64(marathon.Cards), float64(sprint.Cards), aim.Cards)
	all.Money = moneyShares(marathon.Money, sprint.Money, aim.Money)
	return all
}

func share(marathon, sprint float64, aim int) Share {
	s := Share{marathon, sprint, -1, aim}
	if marathon+sprint > 0 {
		s.Share = int(math.Floor(100*marathon/(marathon+sprint) + 0.5))
	}
	return s
}

func moneyShares(marathon, sprint []kanban.Money, aim int) []MoneyShare {
	shares := []MoneyShare{}
	for _, m := range slices.Concat(marathon, sprint) {
		if !slices.ContainsFunc(shares, func(s MoneyShare) bool { return s.Currency == m.Currency }) {
			shares = append(shares, MoneyShare{m.Currency, share(amount(marathon, m.Currency), amount(sprint, m.Currency), aim)})
		}
	}
	slices.SortFunc(shares, func(x, y MoneyShare) int { return cmp.Compare(x.Currency, y.Currency) })
	return shares
}

func amount(sums []kanban.Money, currency string) float64 {
	for _, m := range sums {
		if m.Currency == currency {
			return m.Amount
		}
	}
	return 0
}

func (b *Board) stageLoads() []StageLoad {
	loads, at := []StageLoad{}, map[kanban.Place]int{}
	for _, lane := range b.Lanes {
		for _, stage := range lane.Stages {
			at[kanban.Place{Lane: lane.Key, Stage: stage.ID}] = len(loads)
			loads = append(loads, StageLoad{lane.Key, stage.ID, Count{Limit: stage.Limit}, noLoad()})
		}
	}
	for _, c := range b.Cards {
		if i, ok := at[c.Place()]; ok {
			loads[i].Count.add(c)
			loads[i].Load.add(c)
		}
	}
	return loads
}

func (b *Board) laneLoads() []LaneLoad {
	loads := []LaneLoad{}
	for _, lane := range b.Lanes {
		limit := b.Settings.LaneLimits.Marathon
		if lane.Key == kanban.Sprint {
			limit = b.Settings.LaneLimits.Sprint
		}
		load := LaneLoad{lane.Key, Count{Limit: limit}, noLoad()}
		for _, c := range b.Cards {
			if c.Lane == lane.Key && b.inWork(c) {
				load.Count.add(c)
				load.Load.add(c)
			}
		}
		loads = append(loads, load)
	}
	return loads
}

func (b *Board) laneLoad(loads []LaneLoad, lane kanban.LaneKey) Load {
	for _, l := range loads {
		if l.Lane == lane {
			return l.Load
		}
	}
	return noLoad()
}

func (b *Board) ownerLoads() []OwnerLoad {
	loads, at := []OwnerLoad{}, map[kanban.UserID]int{}
	for _, c := range b.Cards {
		if c.Owner == "" || !b.inWork(c) {
			continue
		}
		i, known := at[c.Owner]
		if !known {
			i, at[c.Owner] = len(loads), len(loads)
			loads = append(loads, OwnerLoad{Owner: c.Owner, Count: Count{Limit: b.Settings.OwnerLimit}})
		}
		loads[i].Count.add(c)
		if c.Lane == kanban.Marathon {
			loads[i].Marathon++
		} else {
			loads[i].Sprint++
		}
	}
	slices.SortFunc(loads, func(x, y OwnerLoad) int { return cmp.Compare(x.Owner, y.Owner) })
	return loads
}

func (b *Board) unitLoads() []UnitLoad {
	loads, at := []UnitLoad{}, map[kanban.UnitID]int{}
	for _, id := range append(unitIDs(b.Units), "") {
		at[id] = len(loads)
		loads = append(loads, UnitLoad{id, noLoad(), noLoad()})
	}
	for _, c := range b.Cards {
		load := &loads[at[""]]
		if i, ok := at[c.Unit]; ok {
			load = &loads[i]
		}
		switch {
		case !b.inWork(c):
		case c.Lane == kanban.Marathon:
			load.Marathon.add(c)
		default:
			load.Sprint.add(c)
		}
	}
	return slices.DeleteFunc(loads, func(l UnitLoad) bool { return l.Marathon.Cards+l.Sprint.Cards == 0 })
}

func unitIDs(units []kanban.Unit) []kanban.UnitID {
	ids := make([]kanban.UnitID, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	return ids
}

func noLoad() Load { return Load{Money: []kanban.Money{}} }
