package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"takt/server/kanban"
)

// Version is the version of Takt's JSON that Write writes and Read reads.
const Version = 1

// An envelope is Takt's own JSON: a board as it is on the wire, and the names
// of the people it speaks of.
type envelope struct {
	Takt   int               `json:"takt"`
	Board  wireBoard         `json:"board"`
	People map[string]string `json:"people"`
}

type wireBoard struct {
	ID       kanban.BoardID   `json:"id"`
	Name     string           `json:"name"`
	Epoch    string           `json:"epoch"`
	Seq      uint64           `json:"seq"`
	Archived bool             `json:"archived"`
	Lanes    []kanban.Lane    `json:"lanes"`
	Labels   []kanban.Label   `json:"labels"`
	Units    []kanban.Unit    `json:"units"`
	Clusters []kanban.Cluster `json:"clusters"`
	Gates    []kanban.Gate    `json:"gates"`    // absent in files from before there were gates
	Bodies   []kanban.Body    `json:"bodies"`   // likewise
	Views    []kanban.View    `json:"views"`    // absent in files from before views were kept
	Settings *kanban.Settings `json:"settings"` // absent in files from before there were gates
	Cards    []kanban.Card    `json:"cards"`
	Archive  []kanban.Card    `json:"archive"`
}

// Write writes a board in Takt's own JSON. The board is in its wire form, as
// kanban.Board.AppendJSON gives it; name tells the name of a person, "" when
// it is not known.
func Write(w io.Writer, board []byte, name func(kanban.UserID) string) error {
	var b wireBoard
	if err := json.Unmarshal(board, &b); err != nil {
		return fmt.Errorf("export: read the board: %w", err)
	}
	people := map[kanban.UserID]string{}
	meet := func(id kanban.UserID, _ bool) kanban.UserID {
		if n := name(id); n != "" {
			people[id] = n
		}
		return id
	}
	for card := range b.all() {
		eachPerson(card, meet)
	}
	for _, view := range b.Views {
		meet(view.By, false)
	}
	out, err := json.Marshal(struct {
		Takt   int                      `json:"takt"`
		Board  json.RawMessage          `json:"board"`
		People map[kanban.UserID]string `json:"people"`
	}{Version, board, people})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err := w.Write(append(out, '\n')); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// all yields every card, archived ones last, with its path in the file.
func (b *wireBoard) all() func(yield func(*kanban.Card, string) bool) {
	return func(yield func(*kanban.Card, string) bool) {
		for i := range b.Cards {
			if !yield(&b.Cards[i], fmt.Sprintf("board.cards[%d]", i)) {
				return
			}
		}
		for i := range b.Archive {
			if !yield(&b.Archive[i], fmt.Sprintf("board.archive[%d]", i)) {
				return
			}
		}
	}
}

func decodeTakt(s *source) (*envelope, *Error) {
	if err := s.json(); err != nil {
		return nil, err
	}
	if !s.form.has("takt", "board") {
		return nil, fail(CodeKind, "this is not the export of a board of Takt").advise(`Such a file begins with {"takt": 1, "board": …}`)
	}
	if s.form.version != fmt.Sprint(Version) {
		return nil, fail(CodeKind, "this is version %s of Takt's JSON; this Takt reads version %d", short(s.form.version), Version).
			at(0, "takt").advise("Import it with the version of Takt that wrote it, or a newer one")
	}
	if err := conform(s.text, reflect.TypeFor[envelope]()); err != nil {
		return nil, err
	}
	settings := kanban.DefaultSettings() // of what the file leaves out
	env := &envelope{Board: wireBoard{Settings: &settings}}
	if err := json.Unmarshal(s.text, env); err != nil {
		return nil, damaged(s.text, 0, err)
	}
	return env, env.check()
}

// check refuses what a board would refuse without naming the place.
func (env *envelope) check() *Error {
	b := &env.Board
	switch {
	case b.Name == "":
		return fail(CodeValue, "the board has no name").at(0, "board.name").advise("Give it one")
	case len(b.Lanes) != 2 || b.Lanes[0].Key != kanban.Marathon || b.Lanes[1].Key != kanban.Sprint:
		return fail(CodeValue, "a board has the lanes marathon and sprint, in this order").at(0, "board.lanes").advise("Correct it in the file, or export the board again")
	case len(b.Cards)+len(b.Archive) > kanban.MaxCards:
		return fail(CodeTooLarge, "the board has %d cards, more than the %d a board holds", len(b.Cards)+len(b.Archive), kanban.MaxCards).
			at(0, "board.cards").advise("Take cards out of the archive")
	}
	return nil
}
