package pace

import (
	"encoding/json"
	"fmt"
	"slices"

	"takt/server/kanban"
)

// A Board is what this package reads of a board. It is never changed.
type Board struct {
	Lanes    []kanban.Lane   `json:"lanes"`
	Units    []kanban.Unit   `json:"units"`
	Settings kanban.Settings `json:"settings"`
	Gates    []kanban.Gate   `json:"gates"`
	Bodies   []kanban.Body   `json:"bodies"`
	Cards    []*kanban.Card  `json:"cards"`   // in lane, stage and rank order
	Archive  []*kanban.Card  `json:"archive"` // archived ones

	byID   map[kanban.CardID]*kanban.Card
	places map[kanban.Place]place
	orders map[kanban.LaneKey]map[string]int // where in a lane the stage of a key is
}

// A place is what is known about a stage: where in its lane it is, and what
// it means.
type place struct {
	order int
	key   string
}

// Read reads a board in its wire form.
func Read(wire []byte) (*Board, error) {
	b := &Board{Settings: kanban.DefaultSettings()}
	if err := json.Unmarshal(wire, b); err != nil {
		return nil, fmt.Errorf("pace: board: %w", err)
	}
	b.arrange()
	return b, nil
}

// arrange makes cards and stages quick to find.
func (b *Board) arrange() {
	b.byID = map[kanban.CardID]*kanban.Card{}
	b.places = map[kanban.Place]place{}
	b.orders = map[kanban.LaneKey]map[string]int{}
	for _, lane := range b.Lanes {
		b.orders[lane.Key] = map[string]int{}
		for i, stage := range lane.Stages {
			b.places[kanban.Place{Lane: lane.Key, Stage: stage.ID}] = place{i, stage.Key}
			if stage.Key != "" {
				b.orders[lane.Key][stage.Key] = i
			}
		}
	}
	for _, c := range slices.Concat(b.Cards, b.Archive) {
		b.byID[c.ID] = c
	}
}

// Country returns whose working days and laws count on the board.
func (b *Board) Country() Country { return Country(b.Settings.Country) }

// key returns what the stage a card lies in means, "" for a stage of people's own.
func (b *Board) key(c *kanban.Card) string { return b.places[c.Place()].key }

// reached reports whether a card lies in the stage of a key, or behind it.
func (b *Board) reached(c *kanban.Card, key string) bool {
	at, ok := b.orders[c.Lane][key]
	return ok && b.places[c.Place()].order >= at
}

// decided reports whether a pilot is scaled, adopted or stopped. One that is
// extended goes on.
func (b *Board) decided(c *kanban.Card) bool {
	return b.reached(c, "decided") || c.Lane == kanban.Sprint && c.Outcome != "" && c.Outcome != "extend"
}

// done reports whether the work on a card is over.
func (b *Board) done(c *kanban.Card) bool {
	if c.Lane == kanban.Sprint {
		return b.decided(c)
	}
	return b.reached(c, "closed") || c.FinalStatus != ""
}

// inWork reports whether a card is more than an idea and not done yet.
func (b *Board) inWork(c *kanban.Card) bool {
	key := b.key(c)
	return key != "need" && key != "proposed" && !b.done(c)
}

// since returns the day on which a card entered its stage, by the UTC clock.
func since(c *kanban.Card) kanban.Date {
	if c.Since.IsZero() {
		return ""
	}
	return dateOf(c.Since.UTC())
}
