package kanban

import (
	"maps"
	"reflect"
	"slices"
)

// maxSteps is how many steps of each person can be undone.
const maxSteps = 100

// A step is what one command did, and how to take it back.
type step struct {
	seq   uint64 // of its last event
	parts []part // in the order in which they happened
}

// A part is one change of a step and the change that takes it back.
type part struct {
	made    Change
	inverse Change
}

// A stepStack holds one person's steps, oldest first.
type stepStack struct {
	done   []step
	undone []step
}

// inverse returns the change that takes c back, given the board before it. A
// board's creation has none.
func (b *Board) inverse(c Change) Change {
	switch c := c.(type) {
	case BoardChanged:
		return BoardChanged{BoardPatch{was(c.Set.Name, b.Name), was(c.Set.Archived, b.Archived), was(c.Set.Settings, b.settings)}}
	case StageAdded:
		return StageRemoved{c.Lane, c.Stage}
	case StageChanged:
		if s := b.stage(Place{c.Lane, c.Stage}); s != nil {
			return StageChanged{c.Lane, c.Stage, StagePatch{was(c.Set.Name, s.Name), was(c.Set.Custom, s.Custom), was(c.Set.Limit, s.Limit)}}
		}
	case StageRemoved:
		if s := b.stage(Place{c.Lane, c.Stage}); s != nil {
			return StageAdded{c.Lane, s.ID, s.Key, s.Name, s.Custom, s.Limit, b.lane(c.Lane).ids()}
		}
	case StagesOrdered:
		return StagesOrdered{c.Lane, b.lane(c.Lane).ids()}
	case CardsRanked:
		return CardsRanked{c.Lane, c.Stage, b.ranks(Place{c.Lane, c.Stage})}
	case LabelSet, UnitSet, ClusterSet, GateSet, BodySet:
		return b.inverseEntry(c)
	case ViewSet:
		return b.inverseView(c)
	default:
		return b.inverseCard(c)
	}
	return nil
}

// inverseEntry returns the change that gives an entry of a register its former
// state, or takes a new one out of use.
func (b *Board) inverseEntry(c Change) Change {
	switch c := c.(type) {
	case LabelSet:
		gone := c.entry()
		gone.Removed = true
		return previous(b.labels, gone, func(l Label) bool { return l.ID == c.Label }).asSet()
	case UnitSet:
		gone := c.entry()
		gone.Removed = true
		return previous(b.units, gone, func(u Unit) bool { return u.ID == c.Unit }).asSet()
	case ClusterSet:
		gone := c.entry()
		gone.Removed = true
		return previous(b.clusters, gone, func(u Cluster) bool { return u.ID == c.Cluster }).asSet()
	case GateSet:
		gone := c.entry()
		gone.Removed = true
		return previous(b.gates, gone, func(g Gate) bool { return g.ID == c.Gate }).asSet()
	case BodySet:
		gone := c.entry()
		gone.Removed = true
		return previous(b.bodies, gone, func(g Body) bool { return g.ID == c.Body }).asSet()
	}
	return nil
}

// previous returns the entry that is so, or otherwise.
func previous[T any](register []T, otherwise T, is func(T) bool) T {
	if i := slices.IndexFunc(register, is); i >= 0 {
		return register[i]
	}
	return otherwise
}

func (b *Board) inverseCard(c Change) Change {
	if added, ok := c.(CardAdded); ok {
		return CardRemoved{added.Card}
	}
	card := b.cards[cardOf(c)]
	if card == nil {
		return nil
	}
	switch c := c.(type) {
	case CardChanged:
		return CardChanged{c.Card, card.Fields.pick(c.Set)}
	case CardMoved:
		return CardMoved{c.Card, card.Lane, card.Stage, card.Rank, card.Since}
	case CardArchived:
		return CardRestored{c.Card, card.Lane, card.Stage, card.Rank, card.Since}
	case CardRestored:
		return CardArchived{c.Card}
	case CardRemoved:
		return card.asAdded()
	case CommentAdded:
		return CommentRemoved{c.Card, c.Comment}
	case CommentEdited:
		if said := card.comment(c.Comment); said != nil {
			return CommentEdited{c.Card, c.Comment, said.Text, said.EditedAt}
		}
	case CommentRemoved:
		if said := card.comment(c.Comment); said != nil {
			return CommentAdded{c.Card, said.ID, said.Author, said.WrittenAt, said.Text, said.EditedAt}
		}
	}
	return nil
}

// cardOf returns the card a change is about, "" for others.
func cardOf(c Change) CardID {
	switch c := c.(type) {
	case CardAdded:
		return c.Card
	case CardChanged:
		return c.Card
	case CardMoved:
		return c.Card
	case CardArchived:
		return c.Card
	case CardRestored:
		return c.Card
	case CardRemoved:
		return c.Card
	case CommentAdded:
		return c.Card
	case CommentEdited:
		return c.Card
	case CommentRemoved:
		return c.Card
	}
	return ""
}

// asAdded returns the change that would put the card on a board as it is.
func (c *Card) asAdded() CardAdded {
	return CardAdded{c.ID, c.Lane, c.Stage, c.Rank, c.Since, c.Fields.filled(), Past{
		Archived: c.archived, Comments: c.Comments,
		CreatedAt: c.CreatedAt, CreatedBy: c.CreatedBy, ChangedAt: c.ChangedAt, ChangedBy: c.ChangedBy,
	}}
}

// was returns the present value of a property that a change sets.
func was[T any](set *T, now T) *T {
	if set == nil {
		return nil
	}
	return &now
}

// record keeps what e did for undo and redo. A step is complete with the
// last event of its command.
func (b *Board) record(e Event, inverse Change) {
	if b.open == nil {
		b.open = &step{}
	}
	b.open.seq = e.Seq
	if inverse != nil {
		b.open.parts = append(b.open.parts, part{e.Change, inverse})
	}
	if e.More {
		return
	}
	if _, creation := e.Change.(BoardCreated); !creation && len(b.open.parts) > 0 {
		b.stack(e.By).push(*b.open, e)
	}
	b.open = nil
}

func (b *Board) stack(by UserID) *stepStack {
	if b.steps == nil {
		b.steps = map[UserID]*stepStack{}
	}
	if b.steps[by] == nil {
		b.steps[by] = &stepStack{}
	}
	return b.steps[by]
}

func (s *stepStack) push(made step, e Event) {
	switch {
	case e.Undoes > 0:
		s.done = without(s.done, e.Undoes)
		s.undone = append(s.undone, made)
	case e.Redoes > 0:
		s.undone = without(s.undone, e.Redoes)
		s.done = append(s.done, made)
	default:
		s.undone = nil
		s.done = append(s.done, made)
	}
	if len(s.done) > maxSteps {
		s.done = slices.Delete(s.done, 0, len(s.done)-maxSteps)
	}
}

func without(steps []step, seq uint64) []step {
	return slices.DeleteFunc(steps, func(s step) bool { return s.seq == seq })
}

func (d *decision) undo(c Undo) error {
	var done []step
	if stack := d.board.steps[d.by]; stack != nil {
		done = stack.done
	}
	s, ok := pick(done, c.Step)
	if !ok {
		return refuse(NothingToUndo, "there is no step of yours to undo")
	}
	return d.takeBack(s, func(e *Event) { e.Undoes = s.seq })
}

func (d *decision) redo(c Redo) error {
	var undone []step
	if stack := d.board.steps[d.by]; stack != nil {
		undone = stack.undone
	}
	s, ok := pick(undone, c.Step)
	if !ok {
		return refuse(NothingToRedo, "there is no step of yours to redo")
	}
	return d.takeBack(s, func(e *Event) { e.Redoes = s.seq })
}

// pick returns the step that ended with event seq, or the latest for 0.
func pick(steps []step, seq uint64) (step, bool) {
	if len(steps) == 0 {
		return step{}, false
	}
	if seq == 0 {
		return steps[len(steps)-1], true
	}
	i := slices.IndexFunc(steps, func(s step) bool { return s.seq == seq })
	if i < 0 {
		return step{}, false
	}
	return steps[i], true
}

// takeBack emits the inverse of a step, provided that the board still is as
// the step left it wherever the step touched it. Ranks that were spread are
// put back only while nobody has used them.
func (d *decision) takeBack(s step, mark func(*Event)) error {
	draft := d.board.draft()
	for _, p := range slices.Backward(s.parts) {
		if !draft.holds(p.made) {
			if _, spread := p.made.(CardsRanked); spread {
				continue
			}
			return d.builtOn(p.made)
		}
		back := draft.fit(p.inverse)
		if !draft.takes(back) {
			return d.builtOn(p.made)
		}
		draft.apply(Event{At: d.at, By: d.by, Change: back})
		d.emit(back)
	}
	for i := range d.events {
		mark(&d.events[i])
	}
	return nil
}

func (d *decision) builtOn(c Change) *Refusal {
	r := refuse(BuiltOn, "somebody has built on this since")
	if card := d.board.cards[cardOf(c)]; card != nil {
		r.Current = map[string]any{"changed_by": card.ChangedBy, "changed_at": card.ChangedAt}
	}
	return r
}

// fit gives a card that goes back into its place another rank where its old
// one has been taken.
func (b *Board) fit(c Change) Change {
	free := func(p Place, id CardID, rank string) string {
		i, taken := b.find(p, rank)
		if !taken || b.order[p][i] == id {
			return rank
		}
		next := ""
		if i+1 < len(b.order[p]) {
			next = b.cards[b.order[p][i+1]].Rank
		}
		return Between(rank, next)
	}
	switch c := c.(type) {
	case CardMoved:
		c.Rank = free(Place{c.Lane, c.Stage}, c.Card, c.Rank)
		return c
	case CardRestored:
		c.Rank = free(Place{c.Lane, c.Stage}, c.Card, c.Rank)
		return c
	case CardAdded:
		c.Rank = free(Place{c.Lane, c.Stage}, c.Card, c.Rank)
		return c
	}
	return c
}

// holds reports whether the board still is as c left it where c touched it.
func (b *Board) holds(c Change) bool {
	switch c := c.(type) {
	case BoardChanged:
		return holds(c.Set.Name, b.Name) && holds(c.Set.Archived, b.Archived) && holds(c.Set.Settings, b.settings)
	case StageAdded:
		s := b.stage(Place{c.Lane, c.Stage})
		return s != nil && *s == Stage{c.Stage, c.Key, c.Name, c.Custom, c.Limit}
	case StageChanged:
		s := b.stage(Place{c.Lane, c.Stage})
		return s != nil && holds(c.Set.Name, s.Name) && holds(c.Set.Custom, s.Custom) && holds(c.Set.Limit, s.Limit)
	case StageRemoved:
		return b.stage(Place{c.Lane, c.Stage}) == nil
	case StagesOrdered:
		return slices.Equal(b.lane(c.Lane).ids(), c.Order)
	case LabelSet:
		return slices.Contains(b.labels, c.entry())
	case UnitSet:
		return slices.Contains(b.units, c.entry())
	case ClusterSet:
		return slices.Contains(b.clusters, c.entry())
	case GateSet:
		return slices.ContainsFunc(b.gates, func(g Gate) bool { return reflect.DeepEqual(g, c.entry()) })
	case BodySet:
		return slices.ContainsFunc(b.bodies, func(g Body) bool { return reflect.DeepEqual(g, c.entry()) })
	case ViewSet:
		return b.holdsView(c)
	case CardsRanked:
		return maps.Equal(b.ranks(Place{c.Lane, c.Stage}), c.Ranks)
	}
	return b.holdsCard(c)
}

func (b *Board) holdsCard(c Change) bool {
	card := b.cards[cardOf(c)]
	if _, removed := c.(CardRemoved); removed || card == nil {
		return removed && card == nil
	}
	switch c := c.(type) {
	case CardAdded:
		return card.archived == c.Archived && card.Place() == Place{c.Lane, c.Stage} && card.Rank == c.Rank &&
			len(card.Comments) == len(c.Comments) && len(card.Fields.differing(c.Set)) == 0 && len(card.Fields.filled().except(c.Set)) == 0
	case CardChanged:
		return !card.archived && len(card.Fields.differing(c.Set)) == 0
	case CardMoved:
		return !card.archived && card.Place() == Place{c.Lane, c.Stage} && card.Rank == c.Rank
	case CardArchived:
		return card.archived
	case CardRestored:
		return !card.archived && card.Place() == Place{c.Lane, c.Stage} && card.Rank == c.Rank
	case CommentAdded:
		said := card.comment(c.Comment)
		return said != nil && said.Text == c.Text
	case CommentEdited:
		said := card.comment(c.Comment)
		return said != nil && said.Text == c.Text
	case CommentRemoved:
		return card.comment(c.Comment) == nil
	}
	return false
}

func holds[T comparable](set *T, now T) bool { return set == nil || *set == now }

// takes reports whether the board has room for c: the stage a card goes back
// to is still there, the stage to be removed is empty and not the last.
func (b *Board) takes(c Change) bool {
	switch c := c.(type) {
	case CardMoved:
		return b.stage(Place{c.Lane, c.Stage}) != nil
	case CardRestored:
		return b.stage(Place{c.Lane, c.Stage}) != nil
	case CardAdded:
		return b.stage(Place{c.Lane, c.Stage}) != nil && b.cards[c.Card] == nil
	case ViewSet:
		return b.takesView(c)
	case StageRemoved:
		return len(b.order[Place{c.Lane, c.Stage}]) == 0 && len(b.lane(c.Lane).Stages) > 1
	}
	return true
}
