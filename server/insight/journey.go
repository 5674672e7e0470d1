package insight

import (
	"sort"

	"takt/server/kanban"
)

// A journey is a card's way, as it is known at the end of a period.
type journey struct {
	*Card
	*scope          // of the lane it lies in
	path    []Visit // as far as it had come
	started moment  // when it crossed the line at which work starts, 0 if it has not
	done    moment  // when it crossed the line at which work is finished, likewise
	dropped moment  // when it ended without being finished, likewise
}

// journeys returns the ways of all cards asked for that had begun by the end
// of the period.
func (fr *frame) journeys() []journey {
	var list []journey
	for _, c := range fr.cards() {
		n := sort.Search(len(c.Path), func(i int) bool { return c.Path[i].At >= fr.end })
		if n == 0 {
			continue
		}
		j := journey{Card: c, path: c.Path[:n], scope: fr.scope(c.Path[n-1].Lane)}
		if j.scope == nil {
			continue
		}
		j.cross(fr.end)
		list = append(list, j)
	}
	return list
}

// position returns where a visit's stage stands in the lane, -1 in the other.
func (s *scope) position(v Visit) int {
	if v.Lane != s.Key {
		return -1
	}
	return s.index(v.Stage)
}

// cross finds when the card crossed the lines.
func (j *journey) cross(end moment) {
	for _, v := range j.path {
		at := j.position(v)
		if at >= j.start && j.started == 0 {
			j.started = v.At
		}
		switch {
		case at < j.finish:
			j.done, j.dropped = 0, 0
		case j.done == 0 && at == j.end && at > j.finish && !j.complete():
			j.dropped = v.At
		case j.done == 0:
			j.done, j.dropped = v.At, 0
		}
	}
	if away := j.awayAt(end); away != 0 && j.done == 0 && j.dropped == 0 {
		j.dropped = away
	}
}

// complete reports whether people have said that the card reached its goal,
// however it got to the last stage.
func (j *journey) complete() bool { return j.FinalStatus == "complete" }

// awayAt returns since when the card lay in the archive just before a moment,
// 0 if it did not.
func (c *Card) awayAt(end moment) moment {
	for _, a := range c.Away {
		if a.From < end && (a.To == 0 || a.To >= end) {
			return a.From
		}
	}
	return 0
}

// A stay is the time a card lay in a stage; to is 0 while it does.
type stay struct {
	kanban.Place
	from, to moment
}

// stays returns where a card lay and when. In the archive it lies nowhere,
// except that it stays in the last stage of a lane, where it was done.
func (c *Card) stays(last func(kanban.Place) bool) []stay {
	list := make([]stay, 0, len(c.Path))
	for i, v := range c.Path {
		s := stay{Place: v.Place, from: v.At}
		if i+1 < len(c.Path) {
			s.to = c.Path[i+1].At
		}
		if last(v.Place) {
			list = append(list, s)
		} else {
			list = append(list, s.without(c.Away)...)
		}
	}
	return list
}

// without cuts out of a stay the time in the archive.
func (s stay) without(away []Spell) []stay {
	var list []stay
	for _, a := range away {
		if s.to != 0 && a.From >= s.to || a.To != 0 && a.To <= s.from {
			continue
		}
		if a.From > s.from {
			list = append(list, stay{s.Place, s.from, a.From})
		}
		if a.To == 0 || s.to != 0 && a.To >= s.to {
			return list
		}
		s.from = a.To
	}
	return append(list, s)
}

// isLast reports whether a place is the last stage of its lane.
func (f *Fold) isLast(p kanban.Place) bool {
	lane := f.lane(p.Lane)
	return lane != nil && lane.last() >= 0 && lane.Stages[lane.last()].ID == p.Stage
}

// samples are moments at which a state is looked at: the end of each span, and
// now for the one under way.
func (fr *frame) samples(spans []span) []moment {
	at := make([]moment, len(spans))
	for i, s := range spans {
		at[i] = min((s.to + 1).begin(), fr.end)
	}
	return at
}

// seen returns which samples see a stay: those from first up to, but not
// with, end.
func (s stay) seen(samples []moment) (first, end int) {
	first = sort.Search(len(samples), func(i int) bool { return samples[i] > s.from })
	if s.to == 0 {
		return first, len(samples)
	}
	return first, max(first, sort.Search(len(samples), func(i int) bool { return samples[i] > s.to }))
}
