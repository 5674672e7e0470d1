// Package seeds holds what a new board can begin as: an example portfolio of
// an invented Nordic municipality, and an empty board.
//
// [Board] gives a template in Takt's own JSON form, the form of an export, so
// that it becomes a board in the same way as any imported file. It promises
// that the same template, language and moment give the same bytes, that every
// day on the board is told from the given moment, so that the example is as
// fresh in ten years as today, and that nothing on it is said to have
// happened after that moment.
//
// # How the example is kept
//
// example.json is the portfolio without a word: which cards lie where, who
// answers for them, amounts, ages, pairs. The files in texts say it in one
// language each; lists there follow the lists of the outline, one text for
// each entry. Everything in it is invented: people, municipality, figures.
//
// Days are told as offsets: "-20d" is twenty days before the board begins,
// "q+1" the last working day of the quarter after the present one, "q+1+5d"
// five days after that. None falls on a weekend: past days move back to the
// Friday, coming ones on to the Monday. Texts hold days in braces, as {+16d},
// and quarters, as {q+1}.
//
// Amounts are in euro, budgets in thousands of them. They become the currency
// of the language at a rate that is plausible and not meant to be exact.
package seeds

import (
	"encoding/json"
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

// Board returns a template as a board that begins at the given moment, in
// Takt's own JSON form, and the names of the people on it by their id there.
// Languages without texts get English. It fails when there is no such
// template.
func Board(id, lang string, at time.Time) (data []byte, people map[string]string, err error) {
	lang = language(lang)
	e := export{Takt: 1, People: map[string]string{}}
	switch id {
	case Example:
		e.Board, e.People, err = example(lang, at)
	case Empty:
		e.Board = bare(Empty, spoken[lang].board)
	default:
		err = fmt.Errorf("seeds: there is no template %q", id)
	}
	if err != nil {
		return nil, nil, err
	}
	data, err = json.Marshal(e)
	return data, e.People, err
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

// export and board are the outside of Takt's own JSON form.
type export struct {
	Takt   int               `json:"takt"`
	Board  board             `json:"board"`
	People map[string]string `json:"people"`
}

type board struct {
	ID       string           `json:"id"`
	Name     string           `json:"name"`
	Lanes    []kanban.Lane    `json:"lanes"`
	Labels   []kanban.Label   `json:"labels"`
	Units    []kanban.Unit    `json:"units"`
	Clusters []kanban.Cluster `json:"clusters"`
	Cards    []*kanban.Card   `json:"cards"`
	Archive  []*kanban.Card   `json:"archive"`
}

// bare returns a board with the standard stages and nothing on them.
func bare(id, name string) board {
	return board{
		ID:       id,
		Name:     name,
		Lanes:    kanban.StandardLanes(),
		Labels:   []kanban.Label{},
		Units:    []kanban.Unit{},
		Clusters: []kanban.Cluster{},
		Cards:    []*kanban.Card{},
		Archive:  []*kanban.Card{},
	}
}
