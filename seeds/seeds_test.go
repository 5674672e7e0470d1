package seeds_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"takt/seeds"
	"takt/server/kanban"
	"takt/server/pace"
)

var languages = []string{"en", "sv", "nb", "da"}

// begin is a Saturday, so that days have to be moved.
var begin = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// A past is a story as the board it is about took it in.
type past struct {
	*kanban.Board
	people map[string]string
	deeds  []seeds.Deed
	events []kanban.Event
}

// live takes a story in, of which nothing may be refused.
func live(t *testing.T, id, lang string, at time.Time) *past {
	t.Helper()
	story, err := seeds.Read(id, lang)
	if err != nil {
		t.Fatal(err)
	}
	themselves := map[string]kanban.UserID{}
	for key := range story.People {
		themselves[key] = kanban.UserID(key)
	}
	deeds, err := story.Tell(at, "guest", themselves)
	if err != nil {
		t.Fatal(err)
	}
	p := &past{Board: new(kanban.Board), people: story.People, deeds: deeds}
	for _, d := range deeds {
		events, err := p.Decide(d.By, d.At, d.Command)
		if err != nil {
			t.Fatalf("%s on %s: %s by %s: %v: %+v", lang, d.At, d.Command.Kind(), d.By, err, d.Command)
		}
		for _, e := range events {
			e.Seq = p.Seq + 1
			p.Apply(e)
			p.events = append(p.events, e)
		}
	}
	return p
}

// all returns the cards of the board and of its archive.
func (p *past) all() []*kanban.Card { return slices.Concat(p.All(), p.Archive()) }

// clock reads the board as it stands on the day of begin.
func (p *past) clock(t *testing.T) *pace.Board {
	t.Helper()
	b, err := pace.Read(p.AppendJSON(nil, ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// days are begins on all parts of a quarter, on the first and last days of some
// and on a leap day.
func days() (list []time.Time) {
	for ago := 0; ago < 365; ago += 12 {
		list = append(list, begin.AddDate(0, 0, ago))
	}
	for _, day := range []string{"2026-12-31", "2027-01-01", "2027-03-31", "2027-04-01", "2027-05-17", "2027-08-02", "2028-02-29"} {
		at, _ := time.Parse(time.DateOnly, day)
		list = append(list, at.Add(6*time.Hour))
	}
	return list
}

// TestTimeRunsForward begins the example on several days and looks whether
// things happen one after another, on working days, up to the day before.
func TestTimeRunsForward(t *testing.T) {
	for _, at := range days() {
		p := live(t, seeds.Example, "en", at)
		last := time.Time{}
		for _, d := range p.deeds {
			if weekday := d.At.Weekday(); d.At.Before(last) || weekday == time.Saturday || weekday == time.Sunday {
				t.Errorf("begun on %s: %s on %s comes too early or on a day off", at.Format(time.DateOnly), d.Command.Kind(), d.At)
			}
			last = d.At
		}
		if first := p.deeds[0].At; first.After(at.AddDate(-3, 0, 0)) || !last.Before(at.Truncate(24*time.Hour)) {
			t.Errorf("begun on %s: from %s to %s", at.Format(time.DateOnly), first, last)
		}
		for _, c := range p.all() {
			order(t, at, c)
		}
	}
}

// order looks whether the days on a card contradict each other or its stage.
func order(t *testing.T, at time.Time, c *kanban.Card) {
	t.Helper()
	today := kanban.Date(at.Format(time.DateOnly))
	wrong := func(what string) {
		t.Helper()
		t.Errorf("%s begun on %s: %s", c.ID, today, what)
	}
	if c.Start != "" && c.End != "" && c.Start >= c.End {
		wrong("it ends before it starts")
	}
	if c.WaitingFor.Since > today {
		wrong("it waits from tomorrow on")
	}
	if a := c.Award.NotifiedOn; a != "" && (a > today || c.TenderDeadline > a) {
		wrong("it is awarded before its time")
	}
	if s := c.Contract; s.Signed != "" && (s.Signed > today || s.Start >= s.End || c.Award.NotifiedOn >= s.Signed) {
		wrong("its contract is signed or ends too early")
	}
	for _, o := range c.Options {
		if o.DecideBy < today || o.Until < o.DecideBy {
			wrong("an option has been forgotten")
		}
	}
	for _, v := range c.Decisions {
		if v.On > today || v.Outcome != "pending" && v.CaseRef == "" {
			wrong("a decision is made in the future, or in no case")
		}
	}
	if c.Lane == kanban.Sprint && c.Stage != "proposed" && (c.Quarter == "" || c.Hypothesis == "" || c.WhoStops == "") {
		wrong("it is tried without quarter, hypothesis or anyone to stop it")
	}
	if n := len(c.Replans); n > 0 && c.Replans[n-1].To != c.End {
		wrong("it was planned anew to another end")
	}
}

// TestReplayGivesTheBoard stores the events and reads them again.
func TestReplayGivesTheBoard(t *testing.T) {
	p := live(t, seeds.Example, "da", begin)
	again := new(kanban.Board)
	for _, e := range p.events {
		stored, err := kanban.DecodeEvent(kanban.EncodeEvent(e))
		if err != nil {
			t.Fatal(err)
		}
		again.Apply(stored)
	}
	if !bytes.Equal(p.AppendJSON(nil, ""), again.AppendJSON(nil, "")) {
		t.Error("the events tell another board")
	}
	var snapshot struct {
		Steps map[string]struct{ Done []json.RawMessage }
	}
	if err := json.Unmarshal(p.Snapshot(), &snapshot); err != nil {
		t.Fatal(err)
	}
	if len(snapshot.Steps) < 15 {
		t.Errorf("only %d people have done anything", len(snapshot.Steps))
	}
	for who, steps := range snapshot.Steps {
		if len(steps.Done) > 100 {
			t.Errorf("%s can take back %d steps", who, len(steps.Done))
		}
	}
}

func TestSameMomentSameStory(t *testing.T) {
	one, two := live(t, seeds.Example, "nb", begin), live(t, seeds.Example, "nb", begin)
	for i, e := range one.events {
		if !bytes.Equal(kanban.EncodeEvent(e), kanban.EncodeEvent(two.events[i])) {
			t.Fatalf("event %d differs", i+1)
		}
	}
}

// TestLanguagesTellTheSame holds the languages to the same story in other words.
func TestLanguagesTellTheSame(t *testing.T) {
	english := live(t, seeds.Example, "en", begin)
	for _, lang := range languages[1:] {
		p := live(t, seeds.Example, lang, begin)
		if len(p.events) != len(english.events) {
			t.Fatalf("%s has %d events, and English %d", lang, len(p.events), len(english.events))
		}
		for i, e := range p.events {
			if other := english.events[i]; e.Change.Kind() != other.Change.Kind() || e.By != other.By || !e.At.Equal(other.At) {
				t.Fatalf("%s tells %s by %s at event %d", lang, e.Change.Kind(), e.By, i+1)
			}
		}
	}
}

func TestEmptyTemplate(t *testing.T) {
	for _, lang := range languages {
		if p := live(t, seeds.Empty, lang, begin); p.Len() != 0 || p.Name == "" || len(p.people) != 0 || p.deeds[0].By != "guest" {
			t.Errorf("%s: %q with %d cards", lang, p.Name, p.Len())
		}
	}
}

func TestCaseReferencesAreOneCaseEach(t *testing.T) {
	for _, lang := range languages {
		cases := map[string]kanban.CardID{}
		for _, c := range live(t, seeds.Example, lang, begin).all() {
			refs := []string{c.CaseRef}
			for _, v := range c.Decisions {
				refs = append(refs, v.CaseRef)
			}
			for _, ref := range refs {
				if other, taken := cases[ref]; ref != "" && taken {
					t.Errorf("%s: %s and %s both have %s", lang, c.ID, other, ref)
				}
				cases[ref] = c.ID
			}
		}
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
	if _, err := seeds.Read("kanban", "en"); err == nil {
		t.Error("there is a template nobody wrote")
	}
}

// TestUnknownPerson tells the story without knowing who is meant.
func TestUnknownPerson(t *testing.T) {
	story, err := seeds.Read(seeds.Example, "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := story.Tell(begin, "guest", nil); err == nil {
		t.Error("nobody is meant and it is told all the same")
	}
}
