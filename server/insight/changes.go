package insight

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"takt/server/kanban"
	"takt/server/pace"
)

// A Change is what has come of a card between two states of a board, whatever
// happened in between.
type Change struct {
	Card  kanban.CardID  `json:"card"`
	Title string         `json:"title"`
	Lane  kanban.LaneKey `json:"lane"`
	Stage kanban.StageID `json:"stage"`
	By    kanban.UserID  `json:"by"` // who changed it last
	At    time.Time      `json:"at"`

	Added     bool             `json:"added,omitzero"`
	Archived  bool             `json:"archived,omitzero"`
	Restored  bool             `json:"restored,omitzero"`
	Moved     *Site            `json:"moved,omitempty"`     // where it lay before
	Decisions []kanban.Verdict `json:"decisions,omitempty"` // new ones and other ones
	Comments  int              `json:"comments,omitzero"`   // new ones
	Fields    []string         `json:"fields,omitempty"`    // all that differ, by name

	// Was has what the fields of Recalled were, where they differ and were not
	// empty.
	Was map[string]json.RawMessage `json:"was,omitempty"`
}

// A Site is a stage as it was called.
type Site struct {
	Lane  kanban.LaneKey `json:"lane"`
	Stage kanban.StageID `json:"stage"`
	Name  string         `json:"name"`
}

// Recalled are the fields of which a Change says what they were: those that
// say by when, who, and what came of it.
var Recalled = []string{"title", "owner", "start", "end", "quarter", "risk", "waiting_for", "in_place_on", "outcome", "final_status"}

// Between returns what has come of each card from one state of a board to a
// later one, the latest first. Cards whose adding was undone are left out, and
// cards that were only moved up or down in their stage.
func Between(then, now *pace.Board) ([]Change, error) {
	before := map[kanban.CardID]*kanban.Card{}
	archived := map[kanban.CardID]bool{}
	for _, c := range slices.Concat(then.Cards, then.Archive) {
		before[c.ID] = c
	}
	for _, c := range then.Archive {
		archived[c.ID] = true
	}
	changes := []Change{}
	for i, c := range slices.Concat(now.Cards, now.Archive) {
		was, isArchived := before[c.ID], i >= len(now.Cards)
		change := Change{Card: c.ID, Title: c.Title, Lane: c.Lane, Stage: c.Stage, By: c.ChangedBy, At: c.ChangedAt}
		change.Added = was == nil
		change.Archived = isArchived && !archived[c.ID]
		change.Restored = !isArchived && archived[c.ID]
		if was == nil {
			was = &kanban.Card{Lane: c.Lane, Stage: c.Stage}
		} else if err := change.compare(was, c); err != nil {
			return nil, err
		}
		change.Decisions = fresh(was.Decisions, c.Decisions)
		change.Comments = unheard(was.Comments, c.Comments)
		if was.Place() != c.Place() {
			change.Moved = siteOf(then, was.Place())
		}
		if change.says() {
			changes = append(changes, change)
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Card, b.Card))
	})
	return changes, nil
}

func (c *Change) says() bool {
	return c.Added || c.Archived || c.Restored || c.Moved != nil || len(c.Decisions) > 0 || c.Comments > 0 || len(c.Fields) > 0
}

// compare finds the fields that differ.
func (c *Change) compare(was, is *kanban.Card) error {
	if was.ChangedAt.Equal(is.ChangedAt) {
		return nil
	}
	before, err := membersOf(was.Fields)
	if err != nil {
		return err
	}
	after, err := membersOf(is.Fields)
	if err != nil {
		return err
	}
	for name, value := range after {
		if !bytes.Equal(value, before[name]) {
			c.Fields = append(c.Fields, name)
		}
	}
	for name := range before {
		if _, still := after[name]; !still {
			c.Fields = append(c.Fields, name)
		}
	}
	slices.Sort(c.Fields)
	for _, name := range c.Fields {
		if value, ok := before[name]; ok && slices.Contains(Recalled, name) {
			if c.Was == nil {
				c.Was = map[string]json.RawMessage{}
			}
			c.Was[name] = value
		}
	}
	return nil
}

func membersOf(f kanban.Fields) (members map[string]json.RawMessage, err error) {
	data, err := json.Marshal(f)
	if err == nil {
		err = json.Unmarshal(data, &members)
	}
	if err != nil {
		return nil, fmt.Errorf("insight: fields of a card: %w", err)
	}
	return members, nil
}

// fresh returns the decisions that are new or other than they were.
func fresh(was, is []kanban.Verdict) []kanban.Verdict {
	var list []kanban.Verdict
	for _, v := range is {
		i := slices.IndexFunc(was, func(known kanban.Verdict) bool { return known.ID == v.ID })
		if i < 0 || was[i].Outcome != v.Outcome || was[i].On != v.On || was[i].Body != v.Body {
			list = append(list, v)
		}
	}
	return list
}

// unheard counts the comments that are new.
func unheard(was, is []kanban.Comment) (n int) {
	for _, said := range is {
		if !slices.ContainsFunc(was, func(known kanban.Comment) bool { return known.ID == said.ID }) {
			n++
		}
	}
	return n
}

func siteOf(b *pace.Board, p kanban.Place) *Site {
	for _, lane := range b.Lanes {
		for _, s := range lane.Stages {
			if lane.Key == p.Lane && s.ID == p.Stage {
				return &Site{p.Lane, p.Stage, s.Name}
			}
		}
	}
	return &Site{p.Lane, p.Stage, string(p.Stage)}
}
