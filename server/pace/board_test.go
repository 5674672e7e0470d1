package pace

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"takt/server/kanban"
)

// A scenarios file has boards that share what the file's own board says, and
// what is asked of each on a day. The page runs the same files.
type scenarios struct {
	Board map[string]json.RawMessage `json:"board"`
	Cases []scenario                 `json:"cases"`
}

type scenario struct {
	Name   string                     `json:"name"`
	Source string                     `json:"source,omitzero"`
	On     kanban.Date                `json:"on"`
	Board  map[string]json.RawMessage `json:"board"`
	Ask    string                     `json:"ask"`
	Of     string                     `json:"of,omitzero"` // the card, benefit, quarter or day that is asked about
	Want   json.RawMessage            `json:"want"`
}

// answers says how each question is answered.
var answers = map[string]func(*Board, kanban.Date, string) any{
	"pilots":         func(b *Board, on kanban.Date, _ string) any { return b.Pilots(on) },
	"closing":        func(b *Board, on kanban.Date, of string) any { return b.Closing(Quarter(of), on) },
	"slip":           func(b *Board, _ kanban.Date, of string) any { return slipOf(b.byID[kanban.CardID(of)]) },
	"legal":          func(b *Board, _ kanban.Date, of string) any { return b.LegalDates(b.byID[kanban.CardID(of)]) },
	"near":           func(b *Board, on kanban.Date, of string) any { return b.Near(on, kanban.Date(of)) },
	"renewals":       func(b *Board, on kanban.Date, _ string) any { return b.Renewals(on) },
	"lineage":        func(b *Board, _ kanban.Date, of string) any { return b.Lineage(kanban.CardID(of)) },
	"contradictions": func(b *Board, _ kanban.Date, _ string) any { return b.Contradictions() },
	"unpaired":       func(b *Board, _ kanban.Date, _ string) any { return b.Unpaired() },
	"unpiloted":      func(b *Board, _ kanban.Date, _ string) any { return b.Unpiloted() },
	"involvements":   func(b *Board, _ kanban.Date, _ string) any { return b.Involvements() },
	"balance":        func(b *Board, _ kanban.Date, _ string) any { return b.Balance() },
	"waited":         func(b *Board, on kanban.Date, of string) any { return Waited(b.byID[kanban.CardID(of)], on) },
	"benefits":       func(b *Board, _ kanban.Date, _ string) any { return b.Benefits() },
	"series":         func(b *Board, _ kanban.Date, of string) any { return Series(b.Cards[0], of) },
	"check_ins_due":  func(b *Board, on kanban.Date, _ string) any { return b.CheckInsDue(on) },
	"outlook":        func(b *Board, on kanban.Date, _ string) any { return b.Outlook(on) },
	"agendas":        func(b *Board, on kanban.Date, _ string) any { return b.Agendas(on) },
}

func slipOf(c *kanban.Card) any {
	if slip, ok := Slip(c); ok {
		return slip
	}
	return nil
}

func TestScenarios(t *testing.T) {
	asked := map[string]bool{}
	for _, name := range []string{"sprint.json", "marathon.json", "pairs.json", "balance.json", "benefit.json", "council.json", "crowd.json"} {
		file := read[scenarios](t, name)
		for i, s := range file.Cases {
			asked[s.Ask] = true
			t.Run(s.Name, func(t *testing.T) {
				got := encode(t, answers[s.Ask](open(t, file.Board, s.Board), s.On, s.Of))
				if file.Cases[i].Want = got; !*update && !bytes.Equal(got, encode(t, s.Want)) {
					t.Errorf("got  %s\nwant %s", got, encode(t, s.Want))
				}
			})
		}
		if *update {
			write(t, name, file)
		}
	}
	for question := range answers {
		if !asked[question] {
			t.Errorf("%s is asked nowhere", question)
		}
	}
}

// open reads a board from its parts, of which the later win.
func open(t *testing.T, parts ...map[string]json.RawMessage) *Board {
	t.Helper()
	all := map[string]json.RawMessage{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	b, err := Read(encode(t, all))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// encode returns v in JSON, without the space that is in a file.
func encode(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestOutlookOfAnEmptyBoardHasEmptyLists(t *testing.T) {
	data := encode(t, open(t).Outlook("2026-11-21"))
	if bytes.Contains(data, []byte("null")) {
		t.Errorf("%s", data)
	}
}

func TestOutlookShowsOnlyPilotsInTrouble(t *testing.T) {
	file := read[scenarios](t, "sprint.json")
	o := open(t, file.Board, file.Cases[0].Board).Outlook(file.Cases[0].On)
	states := []string{}
	for _, s := range o.Pilots {
		states = append(states, s.State)
	}
	if !slices.Contains(states, AtRisk) || slices.Contains(states, OnTrack) || slices.Contains(states, Decided) {
		t.Errorf("%v", states)
	}
	if o.Quarter != "2026-Q4" {
		t.Errorf("in %s", o.Quarter)
	}
}

func TestReadRefusesWhatIsNoBoard(t *testing.T) {
	if _, err := Read([]byte(`{"cards":3}`)); err == nil {
		t.Error("read")
	}
}
