package kanban

import (
	"reflect"
	"slices"
	"time"
)

// A Passage is one event in the history of a card: what the event touched, as
// it was before and as it was after.
type Passage struct {
	Seq    uint64    `json:"seq"`
	At     time.Time `json:"at"`
	By     UserID    `json:"by"`
	Kind   string    `json:"kind"` // that of the event
	Undoes uint64    `json:"undoes,omitzero"`
	Redoes uint64    `json:"redoes,omitzero"`
	Was    Glimpse   `json:"was"`
	Now    Glimpse   `json:"now"`
}

// A Glimpse is a part of a card at one moment. Set has the fields that differ
// between the two moments of a passage and are not empty in this one.
type Glimpse struct {
	Set     Patch    `json:"set,omitempty"`
	Place   *Site    `json:"place,omitempty"`
	Comment *Comment `json:"comment,omitempty"`
}

// A Site is a stage as it was called when a card lay in it.
type Site struct {
	Lane  LaneKey `json:"lane"`
	Stage Stage   `json:"stage"`
}

// A Trace follows one card through the events of its board. It is given them
// from the first on; it needs only those for which Concerns reports true.
type Trace struct {
	Card  CardID
	board Board // the lanes, and this card alone
}

// Follow takes the next event in, and tells what it meant for the card; false
// when nothing.
func (t *Trace) Follow(e Event) (Passage, bool) {
	if !t.Concerns(e.Change) {
		return Passage{}, false
	}
	before, left := t.board.cards[t.Card], t.site()
	t.board.apply(e)
	after, entered := t.board.cards[t.Card], t.site()
	if cardOf(e.Change) != t.Card || before == nil && after == nil {
		return Passage{}, false
	}
	p := Passage{Seq: e.Seq, At: e.At, By: e.By, Kind: e.Change.Kind(), Undoes: e.Undoes, Redoes: e.Redoes}
	p.Was.Set, p.Now.Set = differing(before, after)
	switch c := e.Change.(type) {
	case CardAdded, CardMoved, CardRestored, CardRemoved:
		p.Was.Place, p.Now.Place = left, entered
	case CommentAdded:
		p.Now.Comment = said(after, c.Comment)
	case CommentEdited:
		p.Was.Comment, p.Now.Comment = said(before, c.Comment), said(after, c.Comment)
	case CommentRemoved:
		p.Was.Comment = said(before, c.Comment)
	}
	return p, true
}

// Concerns reports whether a change means something for the card or for the
// stages it may lie in.
func (t *Trace) Concerns(c Change) bool {
	switch c.(type) {
	case BoardCreated, StageAdded, StageChanged, StageRemoved, StagesOrdered:
		return true
	}
	return cardOf(c) == t.Card
}

// site returns where the card lies now, nil when it is nowhere.
func (t *Trace) site() *Site {
	card := t.board.cards[t.Card]
	if card == nil {
		return nil
	}
	stage := t.board.stage(card.Place())
	if stage == nil {
		return &Site{card.Lane, Stage{ID: card.Stage}}
	}
	return &Site{card.Lane, *stage}
}

// differing returns the fields in which two states of a card differ, as they
// are in each. A card that is not there has none.
func differing(before, after *Card) (was, now Patch) {
	var x, y Fields
	if before != nil {
		x = before.Fields
	}
	if after != nil {
		y = after.Fields
	}
	was, now = Patch{}, Patch{}
	for name, field := range fields {
		a, b := field.get(&x), field.get(&y)
		if same(a, b) {
			continue
		}
		if !empty(a) {
			was[name] = a
		}
		if !empty(b) {
			now[name] = b
		}
	}
	return was, now
}

func empty(value any) bool {
	v := reflect.ValueOf(value)
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// said returns a copy of a card's comment, nil when there is none.
func said(c *Card, id CommentID) *Comment {
	if c == nil {
		return nil
	}
	i := slices.IndexFunc(c.Comments, func(said Comment) bool { return said.ID == id })
	if i < 0 {
		return nil
	}
	comment := c.Comments[i]
	return &comment
}
