package kanban

import "slices"

// Again returns the command that begins another board under a new id and a
// new name with all that lies on this one: lanes, registers, cards, comments
// and archive. What the cards look back on stays theirs; the history of the
// other board begins with itself.
func (b *Board) Again(name string) CreateBoard {
	c := CreateBoard{Name: name, Lanes: cloneLanes(b.lanes), Labels: b.labels, Units: b.units, Clusters: b.clusters, Gates: b.gates, Bodies: b.bodies, Views: b.views, Settings: &b.settings}
	for _, card := range b.All() {
		c.Cards = append(c.Cards, b.again(card))
	}
	for _, card := range b.Archive() {
		c.Cards = append(c.Cards, b.again(b.placed(card)))
	}
	return c
}

// placed returns an archived card in a stage that is there: its own, or the
// first of its lane.
func (b *Board) placed(c *Card) *Card {
	if b.stage(c.Place()) != nil {
		return c
	}
	moved := *c
	moved.Stage = b.lane(c.Lane).Stages[0].ID
	return &moved
}

// again returns the command that adds a card as it is. Its pairs with cards
// that were never added after all are left out.
func (b *Board) again(c *Card) AddCard {
	fields := c.Fields
	fields.Pairs = slices.DeleteFunc(slices.Clone(fields.Pairs), func(p Pair) bool { return b.cards[p.Card] == nil })
	past := c.asAdded().Past
	past.EnteredAt = c.Since
	return AddCard{Card: c.ID, Lane: c.Lane, Stage: c.Stage, Set: fields.filled(), Past: past}
}
