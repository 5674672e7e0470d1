package seeds_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"takt/seeds"
	"takt/server/exchange"
	"takt/server/kanban"
)

var languages = []string{"en", "sv", "nb", "da"}

// begin is a Saturday, so that days have to be moved.
var begin = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// A wire is what Board gives, read again.
type wire struct {
	Takt  int
	Board struct {
		Name     string
		Lanes    []kanban.Lane
		Labels   []kanban.Label
		Units    []kanban.Unit
		Clusters []kanban.Cluster
		Cards    []*kanban.Card
		Archive  []*kanban.Card
	}
	People map[string]string
}

func (w wire) all() []*kanban.Card {
	return append(w.Board.Cards[:len(w.Board.Cards):len(w.Board.Cards)], w.Board.Archive...)
}

func open(t *testing.T, id, lang string, at time.Time) wire {
	t.Helper()
	data, people, err := seeds.Board(id, lang, at)
	if err != nil {
		t.Fatal(err)
	}
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	if w.Takt != 1 || len(people) != len(w.People) {
		t.Fatalf("takt %d, %d people beside the board and %d in it", w.Takt, len(people), len(w.People))
	}
	return w
}

// TestTemplatesBecomeBoards takes every template through the import, which
// holds text, numbers and references to the limits of a board.
func TestTemplatesBecomeBoards(t *testing.T) {
	for _, lang := range languages {
		for _, template := range seeds.Templates(lang) {
			data, people, err := seeds.Board(template.ID, lang, begin)
			if err != nil {
				t.Fatal(err)
			}
			themselves := map[string]kanban.UserID{}
			for key := range people {
				themselves[key] = kanban.UserID(key)
			}
			plan, err := exchange.Read("seed.json", data, exchange.Options{Now: begin, People: themselves})
			if err != nil {
				t.Fatalf("%s in %s: %v", template.ID, lang, err)
			}
			if len(plan.Notes) > 0 {
				t.Errorf("%s in %s is not taken as it is: %+v", template.ID, lang, plan.Notes)
			}
			made := create(t, plan.Command)
			w := open(t, template.ID, lang, begin)
			if made.Name != w.Board.Name || made.Len() != len(w.Board.Cards) || len(made.Archive()) != len(w.Board.Archive) {
				t.Errorf("%s in %s became %q with %d cards and %d archived", template.ID, lang, made.Name, made.Len(), len(made.Archive()))
			}
			for _, want := range w.all() {
				same(t, lang, made.Card(want.ID), want)
			}
			for _, p := range plan.People {
				if people[p.Key] == "" {
					t.Errorf("%s in %s: %s has no name", template.ID, lang, p.Key)
				}
			}
		}
	}
}

func create(t *testing.T, cmd kanban.Command) *kanban.Board {
	t.Helper()
	b := new(kanban.Board)
	events, err := b.Decide("guest", begin, cmd)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range events {
		e.Seq = uint64(i + 1)
		b.Apply(e)
	}
	return b
}

// same compares all of a card but its rank, which a board may spell anew.
func same(t *testing.T, lang string, got, want *kanban.Card) {
	t.Helper()
	if got == nil {
		t.Errorf("%s in %s got lost", want.ID, lang)
		return
	}
	again := *got
	again.Rank = want.Rank
	g, errG := json.Marshal(&again)
	w, errW := json.Marshal(want)
	if errG != nil || errW != nil {
		t.Fatal(errG, errW)
	}
	if !bytes.Equal(g, w) {
		t.Errorf("%s in %s became\n%s\nand was\n%s", want.ID, lang, g, w)
	}
}

// TestExampleIsFresh begins the example on all weekdays and in all parts of a
// quarter, and looks whether time runs forward on it, with nothing from the
// future in its past.
func TestExampleIsFresh(t *testing.T) {
	for at := begin; at.Before(begin.AddDate(1, 0, 0)); at = at.AddDate(0, 0, 10) {
		for _, c := range open(t, seeds.Example, "en", at).all() {
			order(t, at, c)
		}
	}
}

func order(t *testing.T, at time.Time, c *kanban.Card) {
	t.Helper()
	moments := []time.Time{c.CreatedAt}
	for _, comment := range c.Comments {
		moments = append(moments, comment.WrittenAt)
	}
	moments = append(moments, c.ChangedAt, at)
	for i := 1; i < len(moments); i++ {
		if moments[i].Before(moments[i-1]) {
			t.Errorf("%s begun on %s: moment %d of %v comes too early", c.ID, at.Format(time.DateOnly), i, moments)
		}
	}
	if c.Since.Before(c.CreatedAt) || c.Since.After(c.ChangedAt) {
		t.Errorf("%s begun on %s: entered its stage at %v", c.ID, at.Format(time.DateOnly), c.Since)
	}
	if c.Start != "" && c.End != "" && c.Start >= c.End {
		t.Errorf("%s begun on %s: from %s to %s", c.ID, at.Format(time.DateOnly), c.Start, c.End)
	}
	if c.Stage == "running" && string(c.End) < lastFriday(at) || c.Stage == "proposed" && c.Start != "" && string(c.Start) < at.Format(time.DateOnly) {
		t.Errorf("%s begun on %s: %s from %q to %q", c.ID, at.Format(time.DateOnly), c.Stage, c.Start, c.End)
	}
	if d := string(c.WaitingFor.Since); d > at.Format(time.DateOnly) {
		t.Errorf("%s begun on %s: has waited since %s", c.ID, at.Format(time.DateOnly), d)
	}
}

// lastFriday is the earliest a quarter that is still running can have had its
// last working day.
func lastFriday(at time.Time) string {
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, -1)
	}
	return at.Format(time.DateOnly)
}

func TestEveryStageHasACard(t *testing.T) {
	b := open(t, seeds.Example, "en", begin).Board
	count := map[kanban.Place]int{}
	for _, c := range b.Cards {
		count[c.Place()]++
	}
	over, full := 0, 0
	for _, lane := range b.Lanes {
		for _, stage := range lane.Stages {
			n := count[kanban.Place{Lane: lane.Key, Stage: stage.ID}]
			switch {
			case n == 0:
				t.Errorf("%s %s is empty", lane.Key, stage.ID)
			case stage.Limit > 0 && n > stage.Limit:
				over++
			case stage.Limit > 0 && n == stage.Limit:
				full++
			}
		}
	}
	if over == 0 || full == 0 {
		t.Errorf("%d stages are over their limit and %d at it", over, full)
	}
}

func TestReferencesResolve(t *testing.T) {
	for _, lang := range languages {
		w := open(t, seeds.Example, lang, begin)
		known := map[string]bool{}
		enter := func(kind, id string) {
			if known[kind+id] || !kanban.ValidID(id) {
				t.Errorf("%s: the id %s %q is not of its form, or taken", lang, kind, id)
			}
			known[kind+id] = true
		}
		for id := range w.People {
			enter("person ", id)
		}
		for _, l := range w.Board.Labels {
			enter("label ", string(l.ID))
		}
		for _, u := range w.Board.Units {
			enter("unit ", string(u.ID))
		}
		for _, c := range w.Board.Clusters {
			enter("cluster ", string(c.ID))
		}
		for _, c := range w.all() {
			enter("card ", string(c.ID))
		}
		for _, c := range w.all() {
			for _, ref := range references(c) {
				if !known[ref] {
					t.Errorf("%s: %s names %q, which is not there", lang, c.ID, ref)
				}
			}
		}
	}
}

// references returns what a card must name, and what it may.
func references(c *kanban.Card) []string {
	refs := []string{"person " + string(c.Owner), "person " + string(c.CreatedBy), "person " + string(c.ChangedBy),
		"unit " + string(c.Unit), "cluster " + string(c.Cluster)}
	for _, p := range []kanban.UserID{c.Sponsor, c.Champion} {
		if p != "" {
			refs = append(refs, "person "+string(p))
		}
	}
	for _, p := range c.Followers {
		refs = append(refs, "person "+string(p))
	}
	for _, comment := range c.Comments {
		refs = append(refs, "person "+string(comment.Author))
	}
	for _, b := range c.Benefits {
		refs = append(refs, "person "+string(b.Owner))
	}
	for _, l := range c.Labels {
		refs = append(refs, "label "+string(l))
	}
	for _, p := range c.Pairs {
		refs = append(refs, "card "+string(p.Card))
	}
	return refs
}

func TestCaseReferencesAreOneCaseEach(t *testing.T) {
	for _, lang := range languages {
		cases := map[string]kanban.CardID{}
		for _, c := range open(t, seeds.Example, lang, begin).all() {
			if other := cases[c.CaseRef]; c.CaseRef != "" && other != "" {
				t.Errorf("%s: %s and %s are both %s", lang, c.ID, other, c.CaseRef)
			}
			cases[c.CaseRef] = c.ID
		}
	}
}

func TestSameMomentSameBytes(t *testing.T) {
	one, _, err := seeds.Board(seeds.Example, "nb", begin)
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := seeds.Board(seeds.Example, "nb", begin)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the same template differs from itself")
	}
}

func TestLanguagesAreFound(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "Empty board", "sv": "Tom tavla", "sv-FI": "Tom tavla", "nb-NO": "Tom tavle", "no": "Tom tavle", "nn": "Tom tavle",
		"da": "Tom tavle", "DA-dk": "Tom tavle", "fi": "Empty board", "": "Empty board",
	} {
		if got := seeds.Templates(tag)[1].Name; got != want {
			t.Errorf("%q speaks %q, not %q", tag, got, want)
		}
	}
}

func TestUnknownTemplate(t *testing.T) {
	if _, _, err := seeds.Board("kanban", "en", begin); err == nil {
		t.Error("there is a template nobody wrote")
	}
}
