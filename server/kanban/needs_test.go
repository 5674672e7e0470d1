package kanban

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// boardWith returns a new board with one card on it.
func boardWith(t *testing.T, lane LaneKey, stage StageID, set Patch) (*Board, *Card) {
	t.Helper()
	b := new(Board)
	decide(t, b, CreateBoard{
		ID: "b", Name: "B", Bodies: []Body{{ID: "council", Name: "Council"}},
		Cards: []AddCard{{Card: "c", Lane: lane, Stage: stage, Title: "C", Set: set}},
	})
	return b, b.Card("c")
}

// decide decides a command of ann's and applies what comes of it.
func decide(t *testing.T, b *Board, cmd Command) {
	t.Helper()
	events, err := b.Decide("ann", time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), cmd)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		e.Seq = b.Seq + 1
		b.Apply(e)
	}
}

func number(v float64) *float64 { return &v }

func approved(gates ...GateID) []Verdict {
	var all []Verdict
	for _, g := range gates {
		all = append(all, Verdict{ID: string(g), Gate: g, Outcome: "approved"})
	}
	return all
}

func TestLacks(t *testing.T) {
	measured := []Measure{{ID: "m", Name: "Hours", Baseline: number(0), Measured: number(0)}}
	everything := Patch{
		"sponsor": UserID("ann"), "owner": UserID("ann"), "anchor": Anchor{Now: "Paper", ForWhom: "All"}, "budget": Money{1, "SEK"},
		"benefits": []Benefit{{ID: "b", Kind: "quality", Measure: "m"}}, "procurement": "required", "method": "open",
		"estimated_value": Money{1, "SEK"}, "tender_deadline": Date("2026-05-04"), "supplier": "AB", "final_status": "complete",
		"decisions": approved("mandate", "frame", "publication", "award", "handover"),
	}
	pilot := Patch{
		"owner": UserID("ann"), "anchor": Anchor{Now: "Paper", ForWhom: "All"}, "hypothesis": "h", "measures": measured, "stop_criteria": "s",
		"who_stops": UserID("ann"), "quarter": Quarter("2026-Q4"), "outcome": "stop", "learning": Learning{Learned: "l"}, "decisions": approved("start"),
	}
	without := func(from Patch, names ...string) Patch {
		p := Patch{}
		for name, value := range from {
			if !slices.Contains(names, name) {
				p[name] = value
			}
		}
		return p
	}
	with := func(name string, value any) Patch { return Patch{name: value} }
	for _, c := range []struct {
		name     string
		from, to string // lane/stage
		set      Patch
		needs    string
		gates    string
	}{
		{"mandate", "marathon/need", "marathon/concept", nil, "sponsor anchor.now anchor.for_whom", "mandate"},
		{"mandate, anchored in part", "marathon/need", "marathon/concept", with("anchor", Anchor{Now: "Paper"}), "sponsor anchor.for_whom", "mandate"},
		{"frame", "marathon/concept", "marathon/preparation", nil, "owner budget benefits", "frame"},
		{"publication", "marathon/preparation", "marathon/tender", nil, "procurement method estimated_value tender_deadline", "publication"},
		{"award", "marathon/evaluation", "marathon/standstill", nil, "supplier", "award"},
		{"handover", "marathon/implementation", "marathon/benefits", nil, "benefits", "handover"},
		{"closed", "marathon/benefits", "marathon/closed", nil, "final_status", ""},
		{"no gate", "marathon/tender", "marathon/evaluation", nil, "", ""},
		{"all the way", "marathon/need", "marathon/closed", nil,
			"sponsor anchor.now anchor.for_whom owner budget benefits procurement method estimated_value tender_deadline supplier final_status", "mandate frame publication award handover"},
		{"all the way with everything", "marathon/need", "marathon/closed", everything, "", ""},
		{"nothing is bought", "marathon/preparation", "marathon/implementation", with("procurement", "not_required"), "", ""},
		{"nothing is bought, from the start", "marathon/need", "marathon/benefits", without(with("procurement", "not_required")), "sponsor anchor.now anchor.for_whom owner budget benefits", "mandate frame handover"},
		{"back", "marathon/closed", "marathon/need", nil, "", ""},
		{"in its place", "marathon/concept", "marathon/concept", nil, "", ""},

		{"ready", "sprint/proposed", "sprint/ready", nil, "owner hypothesis measures.baseline stop_criteria who_stops quarter", ""},
		{"ready with a measure without baseline", "sprint/proposed", "sprint/ready", Patch{"measures": []Measure{measured[0], {ID: "n", Name: "n"}}}, "owner hypothesis measures.baseline stop_criteria who_stops quarter", ""},
		{"start", "sprint/ready", "sprint/setup", nil, "", "start"},
		{"running", "sprint/setup", "sprint/running", nil, "", ""},
		{"evaluation", "sprint/running", "sprint/evaluation", Patch{"measures": []Measure{{ID: "m", Name: "m", Baseline: number(1)}}}, "measures.measured", ""},
		{"evaluation, a measure of zero", "sprint/running", "sprint/evaluation", Patch{"measures": measured}, "", ""},
		{"decided", "sprint/evaluation", "sprint/decided", with("learning", Learning{Tried: "t"}), "outcome learning.learned", ""},
		{"a whole pilot", "sprint/proposed", "sprint/decided", pilot, "", ""},
		{"into the other lane", "marathon/closed", "sprint/ready", nil, "anchor.now anchor.for_whom owner hypothesis measures.baseline stop_criteria who_stops quarter", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			lane, stage, _ := strings.Cut(c.from, "/")
			b, card := boardWith(t, LaneKey(lane), StageID(stage), c.set)
			lane, stage, _ = strings.Cut(c.to, "/")
			l := b.Lacks(card, Place{LaneKey(lane), StageID(stage)})
			var gates []string
			for _, g := range l.Gates {
				gates = append(gates, string(g))
			}
			if strings.Join(l.Needs, " ") != c.needs || strings.Join(gates, " ") != c.gates || l.Empty() != (c.needs+c.gates == "") {
				t.Errorf("lacks %v and %v", l.Needs, l.Gates)
			}
		})
	}
}

// TestVerdicts passes through a gate by the latest verdict there, if it opens.
func TestVerdicts(t *testing.T) {
	at := func(minute int) Stamp { return Stamp{"ann", time.Date(2026, 3, 1, 9, minute, 0, 0, time.UTC)} }
	for _, c := range []struct {
		outcomes []string
		open     bool
	}{
		{[]string{"approved"}, true},
		{[]string{"approved_with_conditions"}, true},
		{[]string{"pending"}, false},
		{[]string{"returned"}, false},
		{[]string{"deferred"}, false},
		{[]string{"stopped"}, false},
		{[]string{"returned", "approved"}, true},
		{[]string{"approved", "stopped"}, false},
	} {
		var verdicts []Verdict
		for i, outcome := range c.outcomes {
			verdicts = append(verdicts, Verdict{ID: fmt.Sprint("v", i), Gate: "start", Outcome: outcome, Stamp: at(i)})
		}
		slices.Reverse(verdicts) // the moment counts, not the order
		b, card := boardWith(t, Sprint, "ready", Patch{"decisions": verdicts})
		if open := len(b.Lacks(card, Place{Sprint, "setup"}).Gates) == 0; open != c.open {
			t.Errorf("%v: open %v", c.outcomes, open)
		}
	}
}

// TestLacksOfChangedGates asks what people made the gates ask.
func TestLacksOfChangedGates(t *testing.T) {
	b, card := boardWith(t, Marathon, "need", Patch{"decisions": approved("mandate")})
	to := Place{Marathon, "concept"}
	decide(t, b, ChangeGate{Gate: "mandate", Needs: &[]string{"contract.end", "award.notified_on", "contract.signed", "anchor.should_be"}})
	decide(t, b, AddGate{Gate: "own", Lane: Marathon, Stage: "concept", Name: "Own", Body: "council", Needs: []string{"cpv"}})
	if l := b.Lacks(card, to); strings.Join(l.Needs, " ") != "contract.end award.notified_on contract.signed anchor.should_be cpv" || !slices.Equal(l.Gates, []GateID{"own"}) {
		t.Errorf("lacks %+v", l)
	}
	decide(t, b, RemoveGate{Gate: "own"})
	decide(t, b, RemoveGate{Gate: "mandate"})
	if l := b.Lacks(card, to); !l.Empty() {
		t.Errorf("without gates it lacks %+v", l)
	}
}

func TestStandardGates(t *testing.T) {
	b, _ := boardWith(t, Marathon, "need", nil)
	seen := map[GateID]bool{}
	for _, g := range StandardGates() {
		if g.ID != GateID(g.Key) || seen[g.ID] || g.Name != g.Names["en"] || g.Custom || g.Removed || g.Body != "" {
			t.Errorf("gate %+v", g)
		}
		seen[g.ID] = true
		if b.stage(Place{g.Lane, g.Stage}) == nil {
			t.Errorf("%s guards %s/%s, which no new board has", g.ID, g.Lane, g.Stage)
		}
		if r := checkNeeds(g.Needs); r != nil {
			t.Errorf("%s: %v", g.ID, r)
		}
		for _, language := range []string{"en", "sv", "nb", "da"} {
			if g.Names[language] == "" {
				t.Errorf("%s has no name in %s", g.ID, language)
			}
		}
		if standardGateName(g.Key) != g.Name {
			t.Errorf("%s is called %q", g.Key, standardGateName(g.Key))
		}
	}
	if len(b.Gates()) != len(seen) || standardGateName("") != "" {
		t.Errorf("a new board has %v", b.Gates())
	}
}

// TestNeeds holds the names gates may ask for to what cards have.
func TestNeeds(t *testing.T) {
	needs := Needs()
	if !slices.IsSorted(needs) {
		t.Errorf("not sorted: %v", needs)
	}
	for _, n := range needs {
		if field, _, part := strings.Cut(n, "."); part && fields[field].get == nil {
			t.Errorf("%s is a part of nothing", n)
		}
		if (Fields{}).has(n) {
			t.Errorf("an empty card has %s", n)
		}
	}
	for _, lane := range stageNeeds {
		for stage, names := range lane {
			if r := checkNeeds(names); r != nil {
				t.Errorf("%s: %v", stage, r)
			}
		}
	}
	for _, recorded := range []string{"decisions", "votes", "merged_into", "replans"} {
		if slices.Contains(needs, recorded) {
			t.Errorf("a gate can ask for %s", recorded)
		}
	}
}
