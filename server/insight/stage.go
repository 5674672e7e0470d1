package insight

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

func (f *Fold) lane(key kanban.LaneKey) *Lane {
	for i := range f.Lanes {
		if f.Lanes[i].Key == key {
			return &f.Lanes[i]
		}
	}
	return nil
}

func (l *Lane) index(id kanban.StageID) int {
	return slices.IndexFunc(l.Stages, func(s Stage) bool { return s.ID == id })
}

func (f *Fold) applyStage(c kanban.Change) {
	switch c := c.(type) {
	case kanban.StageAdded:
		f.lane(c.Lane).add(kanban.Stage{ID: c.Stage, Key: c.Key, Name: c.Name, Custom: c.Custom, Limit: c.Limit})
		f.lane(c.Lane).arrange(c.Order)
	case kanban.StageChanged:
		lane := f.lane(c.Lane)
		if i := lane.index(c.Stage); i >= 0 {
			assign(&lane.Stages[i].Name, c.Set.Name)
			assign(&lane.Stages[i].Custom, c.Set.Custom)
			assign(&lane.Stages[i].Limit, c.Set.Limit)
		}
	case kanban.StageRemoved:
		lane := f.lane(c.Lane)
		if i := lane.index(c.Stage); i >= 0 {
			lane.Stages[i].Removed = true
		}
	case kanban.StagesOrdered:
		f.lane(c.Lane).arrange(c.Order)
	}
}

func assign[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}

// add puts a stage at the end, or back where it was.
func (l *Lane) add(s kanban.Stage) {
	if i := l.index(s.ID); i >= 0 {
		l.Stages[i] = Stage{Stage: s}
		return
	}
	l.Stages = append(l.Stages, Stage{Stage: s})
}

// arrange puts the stages into the given order. One that was removed stays
// behind the one it stood behind; one that order does not name stays last.
func (l *Lane) arrange(order []kanban.StageID) {
	rank := make([]int, len(l.Stages))
	last := -1
	for i, s := range l.Stages {
		if !s.Removed {
			if last = slices.Index(order, s.ID); last < 0 {
				last = len(order)
			}
		}
		rank[i] = last
	}
	at := make([]int, len(l.Stages))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(x, y int) int { return cmp.Compare(rank[x], rank[y]) })
	stages := make([]Stage, len(at))
	for i, from := range at {
		stages[i] = l.Stages[from]
	}
	l.Stages = stages
}

// first returns the position of the first stage that is there, or -1.
func (l *Lane) first() int {
	return slices.IndexFunc(l.Stages, func(s Stage) bool { return !s.Removed })
}

// last returns the position of the last stage that is there, or -1.
func (l *Lane) last() int {
	for i := len(l.Stages) - 1; i >= 0; i-- {
		if !l.Stages[i].Removed {
			return i
		}
	}
	return -1
}

// standing returns the position of a stage by its id, or by its key for a
// standard stage; -1 when it is not there.
func (l *Lane) standing(id kanban.StageID) int {
	if i := l.index(id); i >= 0 && !l.Stages[i].Removed {
		return i
	}
	return slices.IndexFunc(l.Stages, func(s Stage) bool { return s.Key == string(id) && s.Key != "" && !s.Removed })
}
