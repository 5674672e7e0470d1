package insight

import (
	"cmp"
	"slices"
	"time"

	"takt/server/kanban"
)

// A slow computation of the figures, from the events themselves and the board
// they add up to, with nothing kept from one question to the next.
type slow struct {
	world  *world
	places func(kanban.Place) int // of stages, removed ones too
	query  Query
	from   Day
	to     Day
	end    moment
}

// cards are all that are there at last, by id.
func (s *slow) cards() []*kanban.Card {
	cards := append(s.world.board.All(), s.world.board.Archive()...)
	slices.SortFunc(cards, func(a, b *kanban.Card) int { return cmp.Compare(a.ID, b.ID) })
	return slices.DeleteFunc(cards, func(c *kanban.Card) bool { return s.query.Unit != "" && c.Unit != s.query.Unit })
}

// A saying is an event that says where a card lies from a time on.
type saying struct {
	since moment
	place kanban.Place
}

func (s *slow) sayings(id kanban.CardID) []saying {
	var list []saying
	for _, e := range s.world.events {
		switch c := e.Change.(type) {
		case kanban.CardAdded:
			if c.Card == id && e.Undoes == 0 && e.Redoes == 0 {
				list = append(list, saying{c.Since.UnixMilli(), kanban.Place{Lane: c.Lane, Stage: c.Stage}})
			}
		case kanban.CardMoved:
			if c.Card == id {
				list = append(list, saying{c.Since.UnixMilli(), kanban.Place{Lane: c.Lane, Stage: c.Stage}})
			}
		case kanban.CardRestored:
			if c.Card == id {
				list = append(list, saying{c.Since.UnixMilli(), kanban.Place{Lane: c.Lane, Stage: c.Stage}})
			}
		}
	}
	return list
}

// placeAt is where a card lay at a time: what was said last about it.
func (s *slow) placeAt(id kanban.CardID, at moment) (kanban.Place, bool) {
	list := s.sayings(id)
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].since <= at {
			return list[i].place, true
		}
	}
	return kanban.Place{}, false
}

// archivings are when a card went into the archive and out of it, in turns,
// those that were undone taken away.
func (s *slow) archivings(id kanban.CardID) []moment {
	var turns []moment
	for _, e := range s.world.events {
		at := e.At.UnixMilli()
		switch c := e.Change.(type) {
		case kanban.CardArchived:
			if c.Card != id || len(turns)%2 == 1 {
				continue
			}
			if e.Undoes > 0 && len(turns) > 0 {
				turns = turns[:len(turns)-1]
			} else {
				turns = append(turns, at)
			}
		case kanban.CardRestored:
			if c.Card != id || len(turns)%2 == 0 {
				continue
			}
			if e.Undoes > 0 {
				turns = turns[:len(turns)-1]
			} else {
				turns = append(turns, at)
			}
		}
	}
	return turns
}

// archivedAt reports since when a card lay in the archive just before a time.
func (s *slow) archivedAt(id kanban.CardID, at moment) (since moment) {
	for i, turn := range s.archivings(id) {
		if turn < at {
			if since = turn; i%2 == 1 {
				since = 0
			}
		}
	}
	return since
}

func (s *slow) isLast(p kanban.Place) bool {
	for _, lane := range s.world.board.Lanes() {
		if lane.Key == p.Lane {
			return lane.Stages[len(lane.Stages)-1].ID == p.Stage
		}
	}
	return false
}

// lies is where a card is counted just before a time.
func (s *slow) lies(id kanban.CardID, at moment) (kanban.Place, bool) {
	p, ok := s.placeAt(id, at-1)
	if ok && s.archivedAt(id, at) != 0 && !s.isLast(p) {
		return p, false
	}
	return p, ok
}

// turns are all times at which anything may have changed for a card.
func (s *slow) turns(id kanban.CardID) []moment {
	at := s.archivings(id)
	for _, said := range s.sayings(id) {
		at = append(at, said.since)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// A slowWay is a card's way up to the end of the period.
type slowWay struct {
	card                   *kanban.Card
	lane                   kanban.LaneKey
	at                     []moment
	place                  []kanban.Place
	started, done, dropped moment
}

// way follows a card from one place to the next.
func (s *slow) way(c *kanban.Card) (w slowWay, ok bool) {
	w.card = c
	for _, at := range s.turns(c.ID) {
		p, ok := s.placeAt(c.ID, at)
		if !ok || at >= s.end || len(w.place) > 0 && w.place[len(w.place)-1] == p {
			continue
		}
		w.at, w.place = append(w.at, at), append(w.place, p)
	}
	if len(w.at) == 0 {
		return w, false
	}
	w.lane = w.place[len(w.place)-1].Lane
	if s.query.Lane != "" && s.query.Lane != w.lane {
		return w, false
	}
	start, finish, end := s.lines(w.lane)
	position := func(i int) int {
		if w.place[i].Lane != w.lane {
			return -1
		}
		return s.places(w.place[i])
	}
	for i := range w.at {
		if position(i) >= start {
			w.started = w.at[i]
			break
		}
	}
	back := len(w.at)
	for back > 0 && position(back-1) >= finish {
		back--
	}
	for i := back; i < len(w.at); i++ {
		if position(i) != end || finish == end || c.FinalStatus == "complete" {
			w.done, w.dropped = w.at[i], 0
			break
		}
		w.dropped = w.at[i]
	}
	if away := s.archivedAt(c.ID, s.end); w.done == 0 && w.dropped == 0 {
		w.dropped = away
	}
	return w, true
}

// lines finds the lines of a lane by the keys of the stages that are there.
func (s *slow) lines(key kanban.LaneKey) (start, finish, end int) {
	for _, lane := range s.world.board.Lanes() {
		if lane.Key != key {
			continue
		}
		at := func(i int) int { return s.places(kanban.Place{Lane: key, Stage: lane.Stages[i].ID}) }
		end = at(len(lane.Stages) - 1)
		start, finish = at(0), end
		for i, stage := range lane.Stages {
			switch string(key) + " " + stage.Key {
			case "marathon concept", "sprint setup":
				start = at(i)
			case "marathon benefits", "sprint running":
				finish = at(i)
			}
		}
	}
	return min(start, finish), finish, end
}

func (s *slow) ways() []slowWay {
	var ways []slowWay
	for _, c := range s.cards() {
		if w, ok := s.way(c); ok {
			ways = append(ways, w)
		}
	}
	return ways
}

func (s *slow) lanes() []kanban.LaneKey {
	if s.query.Lane != "" {
		return []kanban.LaneKey{s.query.Lane}
	}
	return []kanban.LaneKey{kanban.Marathon, kanban.Sprint}
}

func (s *slow) within(at moment) bool {
	return at != 0 && at < s.end && dayOf(at) >= s.from && dayOf(at) <= s.to
}

func (w *slowWay) name() CardName { return CardName{w.card.ID, w.card.Title, w.lane, w.card.Unit} }

func (w *slowWay) began() moment {
	if created := w.card.CreatedAt.UnixMilli(); created < w.at[0] {
		return created
	}
	return w.at[0]
}

// calendarDays counts days one by one.
func calendarDays(from, to moment) (n int) {
	last := time.UnixMilli(to).UTC()
	for d := dayOf(from); d <= dayOf(last.UnixMilli()); d++ {
		n++
	}
	return n
}

// percent is the smallest value that is not exceeded by percent of 100 values.
func percent(values []float64, percent float64) float64 {
	best := 0.0
	for i, v := range values {
		atMost := 0
		for _, other := range values {
			if other <= v {
				atMost++
			}
		}
		if float64(atMost)*100 >= percent*float64(len(values)) && (i == 0 || v < best || !enough(values, best, percent)) {
			best = v
		}
	}
	return best
}

func enough(values []float64, v, percent float64) bool {
	n := 0
	for _, other := range values {
		if other <= v {
			n++
		}
	}
	return float64(n)*100 >= percent*float64(len(values))
}

func slowPercentiles(values []float64) Percentiles {
	return Percentiles{len(values), percent(values, 50), percent(values, 85), percent(values, 95)}
}

// boardAt is the board as it was just before a time.
func (s *slow) boardAt(at moment) *kanban.Board {
	b := new(kanban.Board)
	for _, e := range s.world.events {
		if e.At.UnixMilli() < at {
			b.Apply(e)
		}
	}
	return b
}

// sampled are the moments at which a state is looked at, found by trying all days.
func (s *slow) sampled(step string) (days []Day, at []moment) {
	for d := s.from; d <= s.to; d++ {
		name, _, _ := around(d, step)
		if next, _, _ := around(d+1, step); d == s.to || name != next {
			days, at = append(days, d), append(at, min((d+1).begin(), s.end))
		}
	}
	return days, at
}
