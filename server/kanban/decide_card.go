package kanban

import (
	"cmp"
	"maps"
	"slices"
)

func (d *decision) addCard(c AddCard) error {
	b := d.board
	if r := first(checkID("card", c.Card), d.inStage(Place{c.Lane, c.Stage})); r != nil {
		return r
	}
	if b.cards[c.Card] != nil {
		return refuse(Exists, "there is such a card already")
	}
	if len(b.cards) >= MaxCards {
		return refuse(TooLarge, "a board holds at most %d cards", MaxCards)
	}
	set := Patch{}
	maps.Copy(set, c.Set)
	if c.Title != "" || set["title"] == nil {
		set["title"] = c.Title
	}
	if err := d.checkPatch(c.Card, set); err != nil {
		return err
	}
	if r := checkPast(c.Past); r != nil {
		return r
	}
	rank := d.rankAt(Place{c.Lane, c.Stage}, c.Card, c.Before, c.After)
	since := d.at
	if !c.Past.EnteredAt.IsZero() {
		since = instant(c.Past.EnteredAt)
	}
	d.emit(CardAdded{c.Card, c.Lane, c.Stage, rank, since, set, c.Past})
	return nil
}

func checkPast(p Past) *Refusal {
	return each("comments", p.Comments, MaxComments, func(c Comment) (CommentID, *Refusal) {
		return c.ID, first(checkID("comments", c.ID), checkID("author", c.Author), checkComment(c.Text))
	})
}

func (d *decision) changeCard(c ChangeCard) error {
	card, err := d.card(c.Card)
	if err != nil {
		return err
	}
	if now := card.Fields.differing(c.Was); len(now) > 0 {
		if now = now.except(c.Set); len(now) > 0 { // both want the same: no conflict
			return &Refusal{Code: Conflict, Message: "somebody else has changed this meanwhile", Missing: slices.Sorted(maps.Keys(now)), Current: now}
		}
	}
	set := Patch{}
	maps.Copy(set, c.Set)
	if err := c.resolve(card.Fields, set); err != nil {
		return err
	}
	if len(set) == 0 {
		return wrong("set", "names no field to change")
	}
	if r := set.mayBeSet(); r != nil {
		return r
	}
	d.replan(card, set, c.Reason)
	return d.setFields(card, set)
}

// except returns the values of p that q does not set to the same.
func (p Patch) except(q Patch) Patch {
	rest := Patch{}
	for name, value := range p {
		if wanted, ok := q[name]; !ok || !same(value, wanted) {
			rest[name] = value
		}
	}
	return rest
}

// resolve puts the outcome of Add and Remove into set.
func (c ChangeCard) resolve(have Fields, set Patch) error {
	merge := func(part Patch, with func(field) func(have, part any) any) error {
		for name, value := range part {
			f := fields[name]
			if with(f) == nil {
				return wrong(name, "is not a set; give its new value in set")
			}
			now, ok := set[name]
			if !ok {
				now = f.get(&have)
			}
			set[name] = with(f)(now, value)
		}
		return nil
	}
	if err := merge(c.Add, func(f field) func(any, any) any { return f.union }); err != nil {
		return err
	}
	return merge(c.Remove, func(f field) func(any, any) any { return f.minus })
}

// checkPatch refuses values against the rules of their fields and links to
// things that are not on the board.
func (d *decision) checkPatch(card CardID, p Patch) error {
	if err := p.check(); err != nil {
		return err
	}
	f := Fields{}.with(p)
	for _, id := range f.Labels {
		if !slices.ContainsFunc(d.board.labels, func(l Label) bool { return l.ID == id }) {
			return notFound("label", id)
		}
	}
	if f.Unit != "" && !slices.ContainsFunc(d.board.units, func(u Unit) bool { return u.ID == f.Unit }) {
		return notFound("unit", f.Unit)
	}
	if f.Cluster != "" && !slices.ContainsFunc(d.board.clusters, func(u Cluster) bool { return u.ID == f.Cluster }) {
		return notFound("cluster", f.Cluster)
	}
	return d.checkPairs(card, f.Pairs)
}

// checkPairs refuses new pairs with the card itself or with unknown cards. A
// card that is being added may name cards that follow it in the same command.
func (d *decision) checkPairs(card CardID, pairs []Pair) error {
	old := d.board.cards[card]
	for _, p := range pairs {
		if p.Card == card {
			return wrong("pairs", "a card cannot be paired with itself")
		}
		if old != nil && d.board.cards[p.Card] == nil && !slices.Contains(old.Pairs, p) {
			return notFound("card", p.Card)
		}
	}
	return nil
}

// checkPairedCards refuses a board on which a card is paired with none.
func (b *Board) checkPairedCards() error {
	for _, id := range slices.Sorted(maps.Keys(b.cards)) {
		for _, p := range b.cards[id].Pairs {
			if b.cards[p.Card] == nil {
				return notFound("card", p.Card)
			}
		}
	}
	return nil
}

func (d *decision) moveCard(c MoveCard) error {
	card, err := d.card(c.Card)
	if err != nil {
		return err
	}
	to := Place{cmp.Or(c.Lane, card.Lane), c.Stage}
	if to.Stage == "" && to.Lane == card.Lane {
		to.Stage = card.Stage
	}
	if r := d.inStage(to); r != nil {
		return r
	}
	since := card.Since
	if to != card.Place() {
		since = d.at
	}
	d.emit(CardMoved{c.Card, to.Lane, to.Stage, d.rankAt(to, c.Card, c.Before, c.After), since})
	set := Patch{}
	d.pass(card, to, c.Reason, set)
	d.putInPlace(card, to, set)
	if len(set) > 0 {
		return d.setFields(card, set)
	}
	return nil
}

func (d *decision) archiveCard(c ArchiveCard) error {
	if _, err := d.card(c.Card); err != nil {
		return err
	}
	d.emit(CardArchived{c.Card})
	return nil
}

func (d *decision) restoreCard(c RestoreCard) error {
	card := d.board.cards[c.Card]
	if card == nil {
		return notFound("card", c.Card)
	}
	if !card.archived {
		return refuse(Exists, "the card is on the board already")
	}
	to, since := card.Place(), card.Since
	if d.board.stage(to) == nil {
		to.Stage, since = d.board.lane(to.Lane).Stages[0].ID, d.at
	}
	rank := card.Rank
	if _, taken := d.board.find(to, rank); taken || to != card.Place() {
		rank = d.rankAt(to, c.Card, "", "")
	}
	d.emit(CardRestored{c.Card, to.Lane, to.Stage, rank, since})
	return nil
}

// card returns a card that can be changed.
func (d *decision) card(id CardID) (*Card, error) {
	card := d.board.cards[id]
	switch {
	case id == "":
		return nil, wrong("card", "missing")
	case card == nil:
		return nil, notFound("card", id)
	case card.archived:
		return nil, refuse(IsArchived, "the card is in the archive; restore it to change it")
	}
	return card, nil
}

// inStage refuses a place that is not a stage of this board.
func (d *decision) inStage(p Place) *Refusal {
	if d.board.lane(p.Lane) == nil {
		return wrong("lane", "a lane is marathon or sprint, not %q", string(p.Lane))
	}
	if p.Stage == "" {
		return wrong("stage", "missing")
	}
	if d.board.stage(p) == nil {
		return notFound("stage", p.Stage)
	}
	return nil
}

// rankAt returns a rank for a card directly before or after another card of
// the stage, or last. A card that lies there already keeps its rank. Where
// the ranks have grown too long it first spreads those of the stage anew.
func (d *decision) rankAt(p Place, card, before, after CardID) string {
	above, below := d.board.neighbours(p, card, before, after)
	low, high := d.board.rank(above), d.board.rank(below)
	if c := d.board.listed(p, card); c != nil && c.Rank > low && (high == "" || c.Rank < high) {
		return c.Rank
	}
	rank := Between(low, high)
	if len(rank) > maxRank {
		fresh := d.spread(p)
		rank = Between(fresh[above], fresh[below])
	}
	return rank
}

// spread gives all cards that lie in a stage new ranks.
func (d *decision) spread(p Place) map[CardID]string {
	ids := d.board.order[p]
	ranks := make(map[CardID]string, len(ids))
	for i, rank := range ranksFor(len(ids)) {
		ranks[ids[i]] = rank
	}
	d.emit(CardsRanked{p.Lane, p.Stage, ranks})
	return ranks
}

// neighbours returns the cards of a stage between which before or after puts
// a card; "" stands for none.
func (b *Board) neighbours(p Place, card, before, after CardID) (above, below CardID) {
	ids := b.order[p]
	i := len(ids)
	if c := b.listed(p, before); c != nil {
		i, _ = b.find(p, c.Rank)
	} else if c := b.listed(p, after); c != nil {
		i, _ = b.find(p, c.Rank)
		i++
	}
	above, below = at(ids, i-1), at(ids, i)
	if above == card {
		above = at(ids, i-2)
	}
	if below == card {
		below = at(ids, i+1)
	}
	return above, below
}

func at(ids []CardID, i int) CardID {
	if i < 0 || i >= len(ids) {
		return ""
	}
	return ids[i]
}

// listed returns a card if it lies in the given stage.
func (b *Board) listed(p Place, id CardID) *Card {
	if c := b.cards[id]; c != nil && !c.archived && c.Place() == p {
		return c
	}
	return nil
}

// rank returns a card's rank, "" for no card.
func (b *Board) rank(id CardID) string {
	if id == "" {
		return ""
	}
	return b.cards[id].Rank
}

// ranks returns the rank of every card that lies in a stage.
func (b *Board) ranks(p Place) map[CardID]string {
	ranks := make(map[CardID]string, len(b.order[p]))
	for _, id := range b.order[p] {
		ranks[id] = b.cards[id].Rank
	}
	return ranks
}
