package kanban

import "slices"

// Apply makes e part of the board. Events come from Decide, now or long ago,
// so Apply accepts every event there is.
func (b *Board) Apply(e Event) {
	inverse := b.inverse(e.Change)
	b.Seq = e.Seq
	b.apply(e)
	b.record(e, inverse)
}

func (b *Board) apply(e Event) {
	switch c := e.Change.(type) {
	case BoardCreated:
		b.create(c)
	case BoardChanged:
		assign(&b.Name, c.Set.Name)
		assign(&b.Archived, c.Set.Archived)
		assign(&b.settings, c.Set.Settings)
	case StageAdded:
		lane := b.lane(c.Lane)
		lane.Stages = append(lane.Stages, Stage{c.Stage, c.Key, c.Name, c.Custom, c.Limit})
		b.arrange(lane, c.Order)
	case StageChanged:
		if s := b.stage(Place{c.Lane, c.Stage}); s != nil {
			assign(&s.Name, c.Set.Name)
			assign(&s.Custom, c.Set.Custom)
			assign(&s.Limit, c.Set.Limit)
		}
	case StageRemoved:
		lane := b.lane(c.Lane)
		lane.Stages = slices.DeleteFunc(lane.Stages, func(s Stage) bool { return s.ID == c.Stage })
	case StagesOrdered:
		b.arrange(b.lane(c.Lane), c.Order)
	case LabelSet:
		b.labels = register(b.labels, c.entry(), func(l Label) bool { return l.ID == c.Label })
	case UnitSet:
		b.units = register(b.units, c.entry(), func(u Unit) bool { return u.ID == c.Unit })
	case ClusterSet:
		b.clusters = register(b.clusters, c.entry(), func(u Cluster) bool { return u.ID == c.Cluster })
	case GateSet:
		b.gates = register(b.gates, c.entry(), func(g Gate) bool { return g.ID == c.Gate })
	case BodySet:
		b.bodies = register(b.bodies, c.entry(), func(g Body) bool { return g.ID == c.Body })
	case ViewSet:
		b.setView(c)
	case CardAdded:
		b.put(newCard(e, c))
	case CardRemoved:
		b.drop(c.Card)
	case CardsRanked:
		b.spread(c)
	default:
		b.applyToCard(e)
	}
}

// applyToCard applies a change of one card that lies on the board already.
func (b *Board) applyToCard(e Event) {
	card := func(id CardID, change func(*Card)) {
		old := b.cards[id]
		if old == nil {
			return
		}
		next := *old
		next.encoded, next.ChangedAt, next.ChangedBy = nil, e.At, e.By
		change(&next)
		b.put(&next)
	}
	switch c := e.Change.(type) {
	case CardChanged:
		card(c.Card, func(card *Card) { card.Fields = card.Fields.with(c.Set) })
	case CardMoved:
		card(c.Card, func(card *Card) { card.Lane, card.Stage, card.Rank, card.Since = c.Lane, c.Stage, c.Rank, c.Since })
	case CardArchived:
		card(c.Card, func(card *Card) { card.archived = true })
	case CardRestored:
		card(c.Card, func(card *Card) {
			card.archived = false
			card.Lane, card.Stage, card.Rank, card.Since = c.Lane, c.Stage, c.Rank, c.Since
		})
	case CommentAdded:
		card(c.Card, func(card *Card) {
			card.Comments = append(slices.Clone(card.Comments), Comment{c.Comment, c.Author, c.WrittenAt, c.Text, c.EditedAt})
			slices.SortStableFunc(card.Comments, func(x, y Comment) int { return x.WrittenAt.Compare(y.WrittenAt) })
		})
	case CommentEdited:
		card(c.Card, func(card *Card) {
			card.Comments = slices.Clone(card.Comments)
			if said := card.comment(c.Comment); said != nil {
				said.Text, said.EditedAt = c.Text, c.EditedAt
			}
		})
	case CommentRemoved:
		card(c.Card, func(card *Card) {
			card.Comments = slices.DeleteFunc(slices.Clone(card.Comments), func(said Comment) bool { return said.ID == c.Comment })
		})
	}
}

func (b *Board) create(c BoardCreated) {
	b.ID, b.Name = c.Board, c.Name
	b.lanes = cloneLanes(c.Lanes)
	b.labels, b.units, b.clusters = c.Labels, c.Units, c.Clusters
	b.gates, b.bodies, b.views, b.settings = c.Gates, c.Bodies, byID(c.Views), DefaultSettings()
	if c.Gates == nil {
		b.gates = standardGates()
	}
	assign(&b.settings, c.Settings)
	b.cards = map[CardID]*Card{}
	b.order = map[Place][]CardID{}
}

func cloneLanes(lanes []Lane) []Lane {
	lanes = slices.Clone(lanes)
	for i := range lanes {
		lanes[i].Stages = slices.Clone(lanes[i].Stages)
	}
	return lanes
}

func newCard(e Event, c CardAdded) *Card {
	card := &Card{
		ID: c.Card, Lane: c.Lane, Stage: c.Stage, Rank: c.Rank, Since: c.Since,
		Fields:    Fields{}.with(c.Set),
		Comments:  c.Comments,
		CreatedAt: e.At, CreatedBy: e.By,
		archived: c.Archived,
	}
	if !c.CreatedAt.IsZero() {
		card.CreatedAt, card.CreatedBy = c.CreatedAt, c.CreatedBy
	}
	card.ChangedAt, card.ChangedBy = e.At, e.By
	if !c.ChangedAt.IsZero() {
		card.ChangedAt, card.ChangedBy = c.ChangedAt, c.ChangedBy
	}
	return card
}

// arrange puts a lane's stages into the given order; stages it does not name
// stay behind those it does.
func (b *Board) arrange(lane *Lane, order []StageID) {
	slices.SortStableFunc(lane.Stages, func(x, y Stage) int {
		return place(order, x.ID) - place(order, y.ID)
	})
}

func place(order []StageID, id StageID) int {
	if i := slices.Index(order, id); i >= 0 {
		return i
	}
	return len(order)
}

// spread gives the cards of a stage new ranks, which keep their order.
func (b *Board) spread(c CardsRanked) {
	for id, rank := range c.Ranks {
		if old := b.cards[id]; old != nil {
			next := *old
			next.encoded, next.Rank = nil, rank
			b.cards[id] = &next
		}
	}
	slices.SortFunc(b.order[Place{c.Lane, c.Stage}], func(x, y CardID) int {
		if b.cards[x].Rank < b.cards[y].Rank {
			return -1
		}
		return 1
	})
}

func register[T any](list []T, entry T, is func(T) bool) []T {
	list = slices.Clone(list)
	if i := slices.IndexFunc(list, is); i >= 0 {
		list[i] = entry
		return list
	}
	return append(list, entry)
}

func assign[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}
