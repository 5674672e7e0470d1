package insight

import (
	"encoding/json"
	"slices"

	"takt/server/kanban"
)

// A Fold is what the figures need of a board's events. It belongs to one
// goroutine while events are applied; figures may be asked from several.
type Fold struct {
	Seq      uint64                  `json:"seq"` // of the last event taken in
	Lanes    []Lane                  `json:"lanes"`
	Units    []kanban.Unit           `json:"units"`
	Settings kanban.Settings         `json:"settings"`
	Cards    map[kanban.CardID]*Card `json:"cards"`
}

// A Lane has all stages there ever were, from left to right.
type Lane struct {
	Key    kanban.LaneKey `json:"key"`
	Stages []Stage        `json:"stages"`
}

// A Stage is one that is there or was.
type Stage struct {
	kanban.Stage
	Removed bool `json:"removed,omitzero"`
}

// A Card is what is remembered of a card.
type Card struct {
	ID    kanban.CardID `json:"id"`
	Added uint64        `json:"added"`         // the event that put it on the board
	Born  moment        `json:"born"`          // when it was created, here or where it was imported from
	Gone  bool          `json:"gone,omitzero"` // its adding was undone

	Path  []Visit `json:"path"`           // where it lay, never empty
	Away  []Spell `json:"away,omitempty"` // when it lay in the archive
	Worth []Worth `json:"worth,omitempty"`

	Facts
}

// A Visit is a card's entry into a stage.
type Visit struct {
	kanban.Place
	At  moment `json:"at"`
	Seq uint64 `json:"seq"` // the event that says so
}

// A Spell is the time between two moments; To is 0 while it lasts.
type Spell struct {
	From moment `json:"from"`
	To   moment `json:"to,omitzero"`
}

// A Worth is what a card took from a moment on.
type Worth struct {
	At     moment       `json:"at"`
	Effort float64      `json:"effort,omitzero"` // people
	Budget kanban.Money `json:"budget,omitzero"`
	Cost   kanban.Money `json:"cost,omitzero"` // of a pilot
}

// Facts are the fields of a card that figures are made of, as they are now.
type Facts struct {
	Title        string               `json:"title"`
	Unit         kanban.UnitID        `json:"unit,omitzero"`
	End          kanban.Date          `json:"end,omitzero"`
	Effort       float64              `json:"effort,omitzero"`
	Budget       kanban.Money         `json:"budget,omitzero"`
	Cost         kanban.Money         `json:"cost,omitzero"`
	WaitingFor   kanban.WaitingFor    `json:"waiting_for,omitzero"`
	MergedInto   kanban.CardID        `json:"merged_into,omitzero"`
	Quarter      kanban.Quarter       `json:"quarter,omitzero"`
	InPlaceOn    kanban.Date          `json:"in_place_on,omitzero"`
	Outcome      string               `json:"outcome,omitzero"`
	Carried      []kanban.Carry       `json:"carried,omitempty"`
	Extended     []kanban.Carry       `json:"extended,omitempty"`
	BaselineEnd  kanban.Date          `json:"baseline_end,omitzero"`
	Replans      []kanban.Replan      `json:"replans,omitempty"`
	FinalStatus  string               `json:"final_status,omitzero"`
	Benefits     []kanban.Benefit     `json:"benefits,omitempty"`
	CheckIns     []kanban.CheckIn     `json:"check_ins,omitempty"`
	Recognitions []kanban.Recognition `json:"recognitions,omitempty"`
}

// facts has each of the Facts, by its name on the wire.
var facts = map[string]factOf{
	"title":        fact(func(f *Facts) *string { return &f.Title }),
	"unit":         fact(func(f *Facts) *kanban.UnitID { return &f.Unit }),
	"end":          fact(func(f *Facts) *kanban.Date { return &f.End }),
	"effort":       fact(func(f *Facts) *float64 { return &f.Effort }),
	"budget":       fact(func(f *Facts) *kanban.Money { return &f.Budget }),
	"cost":         fact(func(f *Facts) *kanban.Money { return &f.Cost }),
	"waiting_for":  fact(func(f *Facts) *kanban.WaitingFor { return &f.WaitingFor }),
	"merged_into":  fact(func(f *Facts) *kanban.CardID { return &f.MergedInto }),
	"quarter":      fact(func(f *Facts) *kanban.Quarter { return &f.Quarter }),
	"in_place_on":  fact(func(f *Facts) *kanban.Date { return &f.InPlaceOn }),
	"outcome":      fact(func(f *Facts) *string { return &f.Outcome }),
	"carried":      fact(func(f *Facts) *[]kanban.Carry { return &f.Carried }),
	"extended":     fact(func(f *Facts) *[]kanban.Carry { return &f.Extended }),
	"baseline_end": fact(func(f *Facts) *kanban.Date { return &f.BaselineEnd }),
	"replans":      fact(func(f *Facts) *[]kanban.Replan { return &f.Replans }),
	"final_status": fact(func(f *Facts) *string { return &f.FinalStatus }),
	"benefits":     fact(func(f *Facts) *[]kanban.Benefit { return &f.Benefits }),
	"check_ins":    fact(func(f *Facts) *[]kanban.CheckIn { return &f.CheckIns }),
	"recognitions": fact(func(f *Facts) *[]kanban.Recognition { return &f.Recognitions }),
}

// A factOf says how a fact is set, and how its value is read as it is stored.
type factOf struct {
	set  func(*Facts, any)
	read func(stored []byte) (any, error)
}

func fact[T any](at func(*Facts) *T) factOf {
	return factOf{
		set: func(f *Facts, value any) { *at(f) = value.(T) },
		read: func(stored []byte) (any, error) {
			var value T
			err := json.Unmarshal(stored, &value)
			return value, err
		},
	}
}

// Apply takes the next event in. Like a board it accepts every event there is.
func (f *Fold) Apply(e kanban.Event) {
	f.Seq = e.Seq
	switch c := e.Change.(type) {
	case kanban.BoardCreated:
		f.create(c)
	case kanban.BoardChanged:
		if c.Set.Settings != nil {
			f.Settings = *c.Set.Settings
		}
	case kanban.UnitSet:
		f.setUnit(kanban.Unit{ID: c.Unit, Name: c.Name, Removed: c.Removed})
	case kanban.StageAdded, kanban.StageChanged, kanban.StageRemoved, kanban.StagesOrdered:
		f.applyStage(c)
	default:
		f.applyCard(e)
	}
}

func (f *Fold) create(c kanban.BoardCreated) {
	f.Lanes, f.Units, f.Cards = nil, slices.Clone(c.Units), map[kanban.CardID]*Card{}
	for _, lane := range c.Lanes {
		l := Lane{Key: lane.Key}
		for _, s := range lane.Stages {
			l.Stages = append(l.Stages, Stage{Stage: s})
		}
		f.Lanes = append(f.Lanes, l)
	}
	if f.Settings = kanban.DefaultSettings(); c.Settings != nil {
		f.Settings = *c.Settings
	}
}

func (f *Fold) setUnit(u kanban.Unit) {
	if i := slices.IndexFunc(f.Units, func(have kanban.Unit) bool { return have.ID == u.ID }); i >= 0 {
		f.Units[i] = u
		return
	}
	f.Units = append(f.Units, u)
}

func (f *Fold) applyCard(e kanban.Event) {
	if added, ok := e.Change.(kanban.CardAdded); ok {
		f.add(e, added)
		return
	}
	at := momentOf(e.At)
	switch c := e.Change.(type) {
	case kanban.CardChanged:
		f.card(c.Card, func(card *Card) { card.set(at, c.Set) })
	case kanban.CardMoved:
		f.card(c.Card, func(card *Card) { card.lie(kanban.Place{Lane: c.Lane, Stage: c.Stage}, momentOf(c.Since), e.Seq) })
	case kanban.CardArchived:
		f.card(c.Card, func(card *Card) { card.leave(at, e.Undoes > 0) })
	case kanban.CardRestored:
		f.card(c.Card, func(card *Card) {
			card.comeBack(at, e.Undoes > 0)
			card.lie(kanban.Place{Lane: c.Lane, Stage: c.Stage}, momentOf(c.Since), e.Seq)
		})
	case kanban.CardRemoved:
		f.card(c.Card, func(card *Card) { card.Gone = true })
	}
}

func (f *Fold) card(id kanban.CardID, change func(*Card)) {
	if c := f.Cards[id]; c != nil {
		change(c)
	}
}

// add puts a card on the board, or back when its adding had been undone.
func (f *Fold) add(e kanban.Event, c kanban.CardAdded) {
	if known := f.Cards[c.Card]; known != nil && (e.Undoes > 0 || e.Redoes > 0) {
		known.Gone = false
		return
	}
	card := &Card{ID: c.Card, Added: e.Seq, Born: momentOf(e.At)}
	f.Cards[c.Card] = card
	if !c.CreatedAt.IsZero() {
		card.Born = momentOf(c.CreatedAt)
	}
	card.lie(kanban.Place{Lane: c.Lane, Stage: c.Stage}, momentOf(c.Since), e.Seq)
	card.set(card.Path[0].At, c.Set)
	if c.Archived {
		card.leave(momentOf(e.At), false)
	}
}

// set takes fields in, and keeps what the card was worth before.
func (c *Card) set(at moment, p kanban.Patch) {
	for name, value := range p {
		if fact, ok := facts[name]; ok {
			fact.set(&c.Facts, value)
		}
	}
	was, now := Worth{At: at}, Worth{at, c.Effort, c.Budget, c.Cost}
	if n := len(c.Worth); n > 0 {
		was = c.Worth[n-1]
		was.At = at
	}
	if now != was {
		c.Worth = append(c.Worth, now)
	}
}

// lie notes where the card lies since a time. An event that takes a move back
// says an earlier time than the move: what is noted of later is then not so,
// and neither is a stage that was left at the moment it was entered.
func (c *Card) lie(p kanban.Place, since moment, seq uint64) {
	n := len(c.Path)
	for n > 0 && (c.Path[n-1].At > since || c.Path[n-1].At == since && c.Path[n-1].Place != p) {
		n--
	}
	c.Path = c.Path[:n]
	if n == 0 || c.Path[n-1].Place != p {
		c.Path = append(c.Path, Visit{p, since, seq})
	}
}

// leave notes that the card lies in the archive; undoing, that it was never
// taken out.
func (c *Card) leave(at moment, undoing bool) {
	switch n := len(c.Away); {
	case n > 0 && c.Away[n-1].To == 0: // it is there
	case n > 0 && undoing:
		c.Away[n-1].To = 0
	default:
		c.Away = append(c.Away, Spell{From: at})
	}
}

// comeBack notes that the card is out of the archive; undoing, or at once,
// that it was never put there.
func (c *Card) comeBack(at moment, undoing bool) {
	n := len(c.Away)
	if n == 0 || c.Away[n-1].To != 0 {
		return
	}
	if c.Away[n-1].To = at; undoing || c.Away[n-1].From == at {
		c.Away = c.Away[:n-1]
	}
}
