// Package kanban is what a board means: which changes people may ask for,
// which of them are allowed, and what follows from them.
//
// A [Board] is the fold of its [Event]s. [Board.Decide] turns a [Command]
// into events or a [Refusal] and changes nothing; [Board.Apply] makes an
// event part of the board and refuses nothing. Events carry what they set,
// so applying is assignment, here and in the browser alike.
//
// The package is pure: it knows no clock, network, disk, lock or random
// number. Time, actor and new ids arrive with the command, so the same
// commands in the same order always give the same board. A Board belongs to
// one goroutine; a *[Card] is never changed once it lies on a board and may
// be read from anywhere.
package kanban

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Identities. Each names an object inside one board, except BoardID and
// UserID. All have the form [a-z0-9][a-z0-9-]{0,63}.
type (
	BoardID   string
	CardID    string
	StageID   string
	LabelID   string
	UnitID    string
	ClusterID string
	CommentID string
	ItemID    string
	UserID    string
)

// A LaneKey names one of the two lanes.
type LaneKey string

// The two paces of a board.
const (
	Marathon LaneKey = "marathon" // procurements and programmes over years
	Sprint   LaneKey = "sprint"   // pilots in place within a quarter
)

// A Lane is one of the two paces, with its stages from left to right.
type Lane struct {
	Key    LaneKey `json:"key"`
	Stages []Stage `json:"stages"`
}

// A Stage is a column in a lane. ID is unique within its lane.
type Stage struct {
	ID     StageID `json:"id"`
	Key    string  `json:"key"`             // meaning, for standard stages: "tender", "running", …
	Name   string  `json:"name"`            // the English standard name unless Custom
	Custom bool    `json:"custom,omitzero"` // people gave it its name
	Limit  int     `json:"limit,omitzero"`  // work in progress limit, 0 for none
}

// A Label marks cards across lanes and stages.
type Label struct {
	ID      LabelID `json:"id"`
	Name    string  `json:"name"`
	Color   string  `json:"color"`
	Removed bool    `json:"removed,omitzero"` // no longer offered; cards keep it for undo
}

// A Unit is a part of the organisation that does the work.
type Unit struct {
	ID      UnitID `json:"id"`
	Name    string `json:"name"`
	Removed bool   `json:"removed,omitzero"`
}

// A Cluster gathers administrations the work is for.
type Cluster struct {
	ID      ClusterID `json:"id"`
	Name    string    `json:"name"`
	Removed bool      `json:"removed,omitzero"`
}

// A Place is where a card lies: a stage of a lane.
type Place struct {
	Lane  LaneKey `json:"lane"`
	Stage StageID `json:"stage"`
}

// A Board is the state that a board's events add up to. The zero Board is a
// board to which nothing has happened.
type Board struct {
	ID       BoardID
	Name     string
	Archived bool   // read only until restored
	Seq      uint64 // number of the last event applied

	lanes    []Lane // marathon, sprint
	labels   []Label
	units    []Unit
	clusters []Cluster
	gates    []Gate
	bodies   []Body
	views    []View
	settings Settings
	cards    map[CardID]*Card
	order    map[Place][]CardID // cards not archived, by rank
	steps    map[UserID]*stepStack
	open     *step // events of the command being applied
}

// Limits of one board. They bound memory, frames and screens.
const (
	MaxCards    = 20_000 // archived ones included
	MaxStages   = 40     // per lane
	MaxRegister = 500    // labels, units, clusters each
	MaxBatch    = 200    // commands in one batch
)

// Exists reports whether the board has been created.
func (b *Board) Exists() bool { return len(b.lanes) > 0 }

// Lanes returns both lanes, marathon first. The result must not be changed.
func (b *Board) Lanes() []Lane { return b.lanes }

// Labels returns the register of labels, removed ones included. The result
// must not be changed.
func (b *Board) Labels() []Label { return b.labels }

// Units returns the register of units, removed ones included. The result must
// not be changed.
func (b *Board) Units() []Unit { return b.units }

// Clusters returns the register of clusters, removed ones included. The result
// must not be changed.
func (b *Board) Clusters() []Cluster { return b.clusters }

// Card returns a card, archived or not, or nil.
func (b *Board) Card(id CardID) *Card { return b.cards[id] }

// Len returns how many cards lie on the board, archived ones not counted.
func (b *Board) Len() int {
	n := 0
	for _, ids := range b.order {
		n += len(ids)
	}
	return n
}

// Cards returns the cards of a stage from top to bottom.
func (b *Board) Cards(p Place) []*Card {
	cards := make([]*Card, 0, len(b.order[p]))
	for _, id := range b.order[p] {
		cards = append(cards, b.cards[id])
	}
	return cards
}

// All returns every card that is not archived, in lane, stage and rank order.
func (b *Board) All() []*Card {
	cards := make([]*Card, 0, len(b.cards))
	for _, lane := range b.lanes {
		for _, stage := range lane.Stages {
			cards = append(cards, b.Cards(Place{lane.Key, stage.ID})...)
		}
	}
	return cards
}

// Archive returns the archived cards, last archived first.
func (b *Board) Archive() []*Card {
	var cards []*Card
	for _, c := range b.cards {
		if c.archived {
			cards = append(cards, c)
		}
	}
	slices.SortFunc(cards, func(x, y *Card) int {
		return cmp.Or(y.ChangedAt.Compare(x.ChangedAt), cmp.Compare(x.ID, y.ID))
	})
	return cards
}

func (b *Board) lane(key LaneKey) *Lane {
	for i := range b.lanes {
		if b.lanes[i].Key == key {
			return &b.lanes[i]
		}
	}
	return nil
}

func (b *Board) stage(p Place) *Stage {
	lane := b.lane(p.Lane)
	if lane == nil {
		return nil
	}
	if i := lane.index(p.Stage); i >= 0 {
		return &lane.Stages[i]
	}
	return nil
}

func (l *Lane) index(id StageID) int {
	return slices.IndexFunc(l.Stages, func(s Stage) bool { return s.ID == id })
}

func (l *Lane) ids() []StageID {
	ids := make([]StageID, len(l.Stages))
	for i, s := range l.Stages {
		ids[i] = s.ID
	}
	return ids
}

// find returns where in its stage a card of the given rank lies or would lie.
func (b *Board) find(p Place, rank string) (int, bool) {
	return slices.BinarySearchFunc(b.order[p], rank, func(id CardID, rank string) int {
		return cmp.Compare(b.cards[id].Rank, rank)
	})
}

// put replaces a card by its next version and keeps the order right.
func (b *Board) put(c *Card) {
	if old := b.cards[c.ID]; old != nil && !old.archived {
		if !c.archived && old.Place() == c.Place() && old.Rank == c.Rank {
			b.cards[c.ID] = c
			return
		}
		b.unlist(old)
	}
	b.cards[c.ID] = c
	if !c.archived {
		i, _ := b.find(c.Place(), c.Rank)
		b.order[c.Place()] = slices.Insert(b.order[c.Place()], i, c.ID)
	}
}

func (b *Board) unlist(c *Card) {
	if i, ok := b.find(c.Place(), c.Rank); ok {
		b.order[c.Place()] = slices.Delete(b.order[c.Place()], i, i+1)
	}
}

func (b *Board) drop(id CardID) {
	if c := b.cards[id]; c != nil {
		if !c.archived {
			b.unlist(c)
		}
		delete(b.cards, id)
	}
}

// draft returns a copy to try several changes on. Cards are shared, being
// unchangeable; undo steps are left behind.
func (b *Board) draft() *Board {
	d := *b
	d.lanes = cloneLanes(b.lanes)
	d.labels, d.units, d.clusters = slices.Clone(b.labels), slices.Clone(b.units), slices.Clone(b.clusters)
	d.gates, d.bodies, d.views = slices.Clone(b.gates), slices.Clone(b.bodies), slices.Clone(b.views)
	d.cards = maps.Clone(b.cards)
	d.order = make(map[Place][]CardID, len(b.order))
	for p, ids := range b.order {
		d.order[p] = slices.Clone(ids)
	}
	d.steps, d.open = nil, nil
	return &d
}

// instant is the precision of every time on a board.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
