package pace

import (
	"cmp"
	"math"
	"slices"

	"takt/server/kanban"
)

// A Point is what a benefit came to in a quarter.
type Point struct {
	Quarter kanban.Quarter `json:"quarter"`
	Value   float64        `json:"value"`
}

// Series returns what a benefit of a card came to, quarter by quarter; of
// several check-ins in one quarter the last.
func Series(c *kanban.Card, benefit string) []Point {
	latest := map[kanban.Quarter]kanban.CheckIn{}
	for _, in := range c.CheckIns {
		if known, ok := latest[in.Quarter]; in.Benefit == benefit && (!ok || !in.At.Before(known.At)) {
			latest[in.Quarter] = in
		}
	}
	points := []Point{}
	for quarter, in := range latest {
		points = append(points, Point{quarter, in.Value})
	}
	slices.SortFunc(points, func(x, y Point) int { return cmp.Compare(x.Quarter, y.Quarter) })
	return points
}

// A BenefitSum adds up benefits of one kind that are measured in one unit. A
// benefit counts as the way from its baseline: planned to the target, realised
// to the last check-in, fewer than 0 when it went the other way.
type BenefitSum struct {
	Kind     string  `json:"kind"`
	Unit     string  `json:"unit"`
	Benefits int     `json:"benefits"`
	Checked  int     `json:"checked"` // those with a check-in
	Planned  float64 `json:"planned"`
	Realised float64 `json:"realised"`
}

// Benefits are sums over the whole board and its parts.
type Benefits struct {
	All    []BenefitSum    `json:"all"`
	Lanes  []LaneBenefits  `json:"lanes"`
	Stages []StageBenefits `json:"stages"`
	Units  []UnitBenefits  `json:"units"`
}

// LaneBenefits are the sums of a lane.
type LaneBenefits struct {
	Lane kanban.LaneKey `json:"lane"`
	Sums []BenefitSum   `json:"sums"`
}

// StageBenefits are the sums of a stage.
type StageBenefits struct {
	Lane  kanban.LaneKey `json:"lane"`
	Stage kanban.StageID `json:"stage"`
	Sums  []BenefitSum   `json:"sums"`
}

// UnitBenefits are the sums of a unit, "" for cards without one.
type UnitBenefits struct {
	Unit kanban.UnitID `json:"unit"`
	Sums []BenefitSum  `json:"sums"`
}

// Benefits returns the planned and realised sums of the board, those of
// archived cards that were finished included, those that came to nothing not.
// Parts without benefits are left out.
func (b *Board) Benefits() Benefits {
	cards := b.promising()
	sums := Benefits{All: sum(cards, nil), Lanes: []LaneBenefits{}, Stages: []StageBenefits{}, Units: []UnitBenefits{}}
	for _, lane := range b.Lanes {
		if part := sum(cards, func(c *kanban.Card) bool { return c.Lane == lane.Key }); len(part) > 0 {
			sums.Lanes = append(sums.Lanes, LaneBenefits{lane.Key, part})
		}
		for _, stage := range lane.Stages {
			at := kanban.Place{Lane: lane.Key, Stage: stage.ID}
			if part := sum(cards, func(c *kanban.Card) bool { return c.Place() == at }); len(part) > 0 {
				sums.Stages = append(sums.Stages, StageBenefits{lane.Key, stage.ID, part})
			}
		}
	}
	for _, unit := range append(unitIDs(b.Units), "") {
		if part := sum(cards, func(c *kanban.Card) bool { return c.Unit == unit }); len(part) > 0 {
			sums.Units = append(sums.Units, UnitBenefits{unit, part})
		}
	}
	return sums
}

// promising returns the cards whose benefits are still promised: all but what
// was stopped or came to nothing, and archived ones only if they were finished.
func (b *Board) promising() []*kanban.Card {
	var cards []*kanban.Card
	for _, c := range b.Cards {
		if len(c.Benefits) > 0 && !b.given(c) {
			cards = append(cards, c)
		}
	}
	for _, c := range b.Archive {
		if len(c.Benefits) > 0 && !b.given(c) && b.harvests(c) && c.MergedInto == "" {
			cards = append(cards, c)
		}
	}
	return cards
}

// given reports whether a card was given up.
func (b *Board) given(c *kanban.Card) bool {
	if c.Lane == kanban.Sprint {
		return c.Outcome == "stop"
	}
	return cameToNothing(c)
}

// harvests reports whether what a card made is in use, and its benefits are
// what is left to follow.
func (b *Board) harvests(c *kanban.Card) bool {
	return b.reached(c, "benefits") || b.reached(c, "closed") || b.decided(c)
}

func sum(cards []*kanban.Card, of func(*kanban.Card) bool) []BenefitSum {
	sums := []BenefitSum{}
	for _, c := range cards {
		if of != nil && !of(c) {
			continue
		}
		for _, benefit := range c.Benefits {
			i := slices.IndexFunc(sums, func(s BenefitSum) bool { return s.Kind == benefit.Kind && s.Unit == benefit.Unit })
			if i < 0 {
				i, sums = len(sums), append(sums, BenefitSum{Kind: benefit.Kind, Unit: benefit.Unit})
			}
			sums[i].add(benefit, Series(c, benefit.ID))
		}
	}
	slices.SortFunc(sums, func(x, y BenefitSum) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Unit, y.Unit))
	})
	return sums
}

func (s *BenefitSum) add(b kanban.Benefit, series []Point) {
	s.Benefits++
	way := b.Target - b.Baseline
	s.Planned += math.Abs(way)
	if len(series) == 0 {
		return
	}
	s.Checked++
	come := series[len(series)-1].Value - b.Baseline
	if way < 0 {
		come = -come
	}
	s.Realised += come
}

// A CheckInDue is a benefit that nobody has checked in the quarter of a day.
type CheckInDue struct {
	Card    kanban.CardID `json:"card"`
	Benefit string        `json:"benefit"`
	Owner   kanban.UserID `json:"owner"`   // of the benefit, else of the card
	Quarter Quarter       `json:"quarter"` // to check
	By      kanban.Date   `json:"by"`      // its last working day
	Missed  int           `json:"missed"`  // quarters before it without a check-in
}

// CheckInsDue returns the benefits that are to be checked in the quarter of a
// day and are not yet, in the board's order, then those of archived cards.
// They are checked every quarter from the one they are due in, the one their
// card entered the stage it harvests in, or the first check-in, whichever
// comes first.
func (b *Board) CheckInsDue(on kanban.Date) []CheckInDue {
	dues := []CheckInDue{}
	quarter := QuarterOf(on)
	for _, c := range b.promising() {
		for _, benefit := range c.Benefits {
			begin, ok := b.checksFrom(c, benefit)
			if !ok || begin > quarter {
				continue
			}
			checked := map[Quarter]bool{}
			for _, point := range Series(c, benefit.ID) {
				checked[Quarter(point.Quarter)] = true
				begin = min(begin, Quarter(point.Quarter))
			}
			if !checked[quarter] {
				owner := cmp.Or(benefit.Owner, c.Owner)
				dues = append(dues, CheckInDue{c.ID, benefit.ID, owner, quarter, quarter.LastWorkingDay(b.Country()), missed(begin, quarter, checked)})
			}
		}
	}
	return dues
}

// checksFrom returns the first quarter in which a benefit is checked.
func (b *Board) checksFrom(c *kanban.Card, benefit kanban.Benefit) (Quarter, bool) {
	from := benefit.Due
	if entered := since(c); b.harvests(c) && entered != "" && (from == "" || entered < from) {
		from = entered
	}
	if from == "" {
		return "", false
	}
	return QuarterOf(from), true
}

func missed(begin, until Quarter, checked map[Quarter]bool) int {
	missed := until.index() - begin.index()
	for quarter := range checked {
		if quarter >= begin && quarter < until {
			missed--
		}
	}
	return missed
}
