package pace

import "takt/server/kanban"

// The states of a pilot, against its quarter.
const (
	Unplanned = "unplanned" // no quarter is set
	OnTrack   = "on_track"  // not in place yet, and time is left
	AtRisk    = "at_risk"   // not in place, and fewer weeks are left than the board sets
	Late      = "late"      // the last working day has passed, and it is not in place
	InPlace   = "in_place"  // in use, evaluation or decision to come
	Past      = "past"      // the quarter is over, and nothing has been decided
	Decided   = "decided"   // scaled, adopted or stopped
)

// A PilotState is where a sprint card stands on a day.
type PilotState struct {
	Card      kanban.CardID `json:"card"`
	State     string        `json:"state"`
	Quarter   Quarter       `json:"quarter"`     // "" when none is set
	InPlaceBy kanban.Date   `json:"in_place_by"` // the quarter's last working day
	InPlaceOn kanban.Date   `json:"in_place_on"` // when it came into use, "" when it has not or nobody knows
	InTime    bool          `json:"in_time"`     // it came into use by the day it was to
	WeeksLeft int           `json:"weeks_left"`  // whole weeks until that day
	Carried   int           `json:"carried"`     // how often it was taken over a quarter's end
	Extended  bool          `json:"extended"`    // it has been extended, which is done once
}

// Pilot returns where a sprint card stands on a day.
func (b *Board) Pilot(c *kanban.Card, on kanban.Date) PilotState {
	s := PilotState{Card: c.ID, InPlaceOn: b.inPlaceOn(c, on), Carried: len(c.Carried), Extended: len(c.Extended) > 0}
	quarter, planned := ParseQuarter(string(c.Quarter))
	if planned {
		s.Quarter, s.InPlaceBy = quarter, quarter.LastWorkingDay(b.Country())
		s.WeeksLeft = quarter.WeeksLeft(b.Country(), on)
		s.InTime = s.InPlaceOn != "" && s.InPlaceOn <= s.InPlaceBy
	}
	switch inPlace := s.InPlaceOn != "" || b.reached(c, "running"); {
	case b.decided(c):
		s.State = Decided
	case !planned:
		s.State = Unplanned
	case on > quarter.Last():
		s.State = Past
	case inPlace:
		s.State = InPlace
	case on > s.InPlaceBy:
		s.State = Late
	case s.WeeksLeft < b.Settings.AtRiskWeeks:
		s.State = AtRisk
	default:
		s.State = OnTrack
	}
	return s
}

// inPlaceOn returns since when a pilot has been in use on a day.
func (b *Board) inPlaceOn(c *kanban.Card, on kanban.Date) kanban.Date {
	day := c.InPlaceOn
	if day == "" && b.key(c) == "running" {
		day = since(c)
	}
	if day > on {
		return ""
	}
	return day
}

// Pilots returns where every sprint card stands on a day, in the board's order.
func (b *Board) Pilots(on kanban.Date) []PilotState {
	states := []PilotState{}
	for _, c := range b.Cards {
		if c.Lane == kanban.Sprint {
			states = append(states, b.Pilot(c, on))
		}
	}
	return states
}

// Closing returns the pilots that must go through a door when a quarter is
// closed: undecided ones of that quarter or an earlier one, and those beyond a
// proposal that have no quarter. The doors are scale, adopt, stop and, for
// one that has not been, extend; what goes through none is carried with a
// reason.
func (b *Board) Closing(q Quarter, on kanban.Date) []PilotState {
	states := []PilotState{}
	for _, s := range b.Pilots(on) {
		unplanned := s.State == Unplanned && b.key(b.byID[s.Card]) != "proposed"
		if unplanned || s.State != Decided && s.Quarter != "" && s.Quarter <= q {
			states = append(states, s)
		}
	}
	return states
}
