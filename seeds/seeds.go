// Package seeds holds what a new board can begin as: an example portfolio of
// an invented Nordic municipality, with three years behind it, and an empty
// board.
//
// A [Story] tells a template as what people did on the board, from the day it
// was begun until yesterday: commands, each with its time and actor, which the
// board itself then decides. So nothing lies on it that people could not have put
// there. It promises that the same template, language and moment give the same
// story, that every day in it is told from the given moment, so that the
// example is as fresh in ten years as today, that nothing happened after that
// moment, and that the board refuses none of the commands.
//
// # How the example is kept
//
// example.json is the portfolio without a word: which ways the cards went, who
// answers for them, amounts, pairs, decisions. The files in texts say it in one
// language each; lists there follow the lists of the outline, one text for
// each entry. Everything in it is invented: people, municipality, figures.
//
// Days are told as offsets: "-20d" is twenty days before the given moment,
// "q+1" the last working day of the quarter after the present one, "q+1+5d"
// five days after that. None falls on a weekend: past days move back to the
// Friday, coming ones on to the Monday. Texts hold days in braces, as {+16d},
// and quarters, as {q+1}.
//
// What the outline leaves open follows from the way a card went: what is known
// when it enters a stage is filled in shortly before, gates are decided at the
// meeting before, lines of a checklist are ticked one after another.
//
// Amounts are in euro, larger ones in thousands of them. They become the
// currency of the language at a rate that is plausible and not meant to be exact.
package seeds

import (
	"fmt"
	"strings"
	"time"

	"takt/server/kanban"
)

// Ids of the templates.
const (
	Example = "example" // a portfolio to look around in
	Empty   = "empty"   // both lanes with their standard stages, and nothing on them
)

// A Template is what a new board can begin as.
type Template struct {
	ID   string
	Name string // in the language asked for
}

// words name the templates, and the board that begins as the empty one.
type words struct{ example, empty, board string }

var spoken = map[string]words{
	"en": {"Example: portfolio of a city", "Empty board", "Digital portfolio"},
	"sv": {"Exempel: en stads portfölj", "Tom tavla", "Digital portfölj"},
	"nb": {"Eksempel: porteføljen til en kommune", "Tom tavle", "Digital portefølje"},
	"da": {"Eksempel: en kommunes portefølje", "Tom tavle", "Digital portefølje"},
}

// Templates returns the templates with their names in a language, a BCP 47
// tag such as "sv" or "nb-NO". Languages without texts get English.
func Templates(lang string) []Template {
	w := spoken[language(lang)]
	return []Template{{Example, w.example}, {Empty, w.empty}}
}

// A Deed is a command somebody gave at a time.
type Deed struct {
	At      time.Time
	By      kanban.UserID
	Command kanban.Command
}

// A Story is what happened on a board that begins as a template.
type Story struct {
	People map[string]string // the names of those who appear, by keys of their own

	lang    string
	outline *outline // nil where nothing happened
	texts   texts
}

// Read returns the story of a template in a language; languages without texts
// get English. It fails when there is no such template.
func Read(id, lang string) (*Story, error) {
	s := &Story{lang: language(lang)}
	switch id {
	case Empty:
		return s, nil
	case Example:
	default:
		return nil, fmt.Errorf("seeds: there is no template %q", id)
	}
	if err := read("example.json", &s.outline); err != nil {
		return nil, err
	}
	if err := read("texts/"+s.lang+".json", &s.texts); err != nil {
		return nil, err
	}
	s.People = s.texts.People
	return s, nil
}

// Tell returns what happened up to the day before a moment, oldest first: a
// kanban.CreateBoard under the template's id, and what followed. Ids says who
// is meant by the keys of People, the founder who begins a board on which
// nobody has done anything.
func (s *Story) Tell(at time.Time, founder kanban.UserID, ids map[string]kanban.UserID) ([]Deed, error) {
	if s.outline == nil {
		return []Deed{{at, founder, kanban.CreateBoard{ID: Empty, Name: spoken[s.lang].board}}}, nil
	}
	t := newTeller(s, at, ids)
	t.tell()
	return t.deeds, t.err
}

// language returns the language of ours that a tag asks for.
func language(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	case "sv", "da", "nb":
		return base
	case "no", "nn":
		return "nb"
	}
	return "en"
}
