package exchange

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// randomRules draws gates, bodies, settings and whether the board is archived.
func randomRules(t *rapid.T, create *kanban.CreateBoard) {
	create.Archived = rapid.Bool().Draw(t, "archived board")
	if rapid.Bool().Draw(t, "standard rules") {
		return
	}
	create.Views = []kanban.View{{ID: "v1", Name: drawLine(t, "view")[:1] + "w", Page: "list", Search: "sort=-end", By: "keeper"}}
	create.Bodies = []kanban.Body{
		{ID: "council", Name: drawLine(t, "body"), Meetings: []kanban.Meeting{{ID: "m1", On: "2027-02-10", PapersBy: "2027-02-03"}}},
		{ID: "gone", Name: "Gone", Removed: true},
	}
	for _, g := range kanban.StandardGates() {
		create.Gates = append(create.Gates, g.Gate)
	}
	create.Gates[0].Name, create.Gates[0].Custom, create.Gates[0].Body = drawLine(t, "gate"), true, "council"
	create.Gates[1].Removed = true
	create.Gates = append(create.Gates, kanban.Gate{ID: "own", Lane: kanban.Sprint, Stage: "decided", Name: "Own", Custom: true, Needs: []string{"learning.learned"}})
	create.Settings = &kanban.Settings{
		Country: "DK", AtRiskWeeks: rapid.IntRange(0, 13).Draw(t, "weeks"), RenewalMonths: 12, OwnerLimit: 3, Currency: "DKK",
		LaneLimits: kanban.LaneLimits{Marathon: 9}, Balance: kanban.Balance{People: 60, Cards: 50},
	}
}

// randomRecords draws what is bought, tried and on record.
func randomRecords(t *rapid.T, on kanban.CreateBoard, i int) kanban.Patch {
	number := func(label string) *float64 {
		v := rapid.Float64Range(-1e6, 1e6).Draw(t, label)
		return &v
	}
	stamp := kanban.Stamp{By: "recorder", At: drawTime(t)}
	verdict := kanban.Verdict{ID: "d1", Gate: "award", On: "2026-03-01", CaseRef: drawLine(t, "case"), Outcome: "approved_with_conditions", Text: drawText(t, "verdict"),
		Conditions: []kanban.Condition{{ID: "k1", Text: drawLine(t, "condition"), Done: true}}, Stamp: stamp}
	if len(on.Bodies) > 0 {
		verdict.Gate, verdict.Body = "own", "gone"
	}
	all := kanban.Patch{
		"prior_involvement": []kanban.PriorInvolvement{{ID: "p1", Text: drawLine(t, "involvement"), Done: true}},
		"procurement":       "required", "method": "limited", "category": "works", "cpv": "45000000-7", "supplier": drawLine(t, "supplier"), "ocid": "ocds-1",
		"estimated_value": kanban.Money{Amount: 5, Currency: "SEK"}, "maximum_value": kanban.Money{Amount: 6.5, Currency: "SEK"},
		"market_dialogue": drawText(t, "dialogue"), "tender_deadline": kanban.Date("2026-05-04"), "baseline_end": kanban.Date("2027-01-31"), "final_status": "incomplete",
		"notices":  []kanban.Notice{{ID: "n1", Kind: "award", On: "2026-06-01", URL: "https://ted.europa.eu/1"}},
		"award":    kanban.Award{NotifiedOn: "2026-06-01", Electronic: true, Days: 20},
		"contract": kanban.Contract{Signed: "2026-06-20", Start: "2026-07-01", End: "2030-06-30"},
		"options":  []kanban.Option{{ID: "o1", Name: drawLine(t, "option"), DecideBy: "2029-01-01", Until: "2031-01-01", Used: "no"}},
		"replans":  []kanban.Replan{{From: "2027-01-31", To: "2027-06-30", Reason: drawText(t, "replan"), Stamp: stamp}},
		"quarter":  kanban.Quarter("2026-Q4"), "hypothesis": drawText(t, "hypothesis"), "learning_goals": drawText(t, "goals"),
		"stop_criteria": drawText(t, "stop"), "who_stops": kanban.UserID("stopper"), "sites": drawText(t, "sites"), "purchase_basis": drawText(t, "basis"),
		"cost": kanban.Money{Amount: 1, Currency: "DKK"}, "in_place_on": kanban.Date("2026-11-02"), "outcome": "extend",
		"measures":     []kanban.Measure{{ID: "m1", Name: drawLine(t, "name"), Unit: "h", Baseline: number("baseline"), Target: number("target")}, {ID: "m2", Name: "Zero", Measured: new(float64)}},
		"learning":     kanban.Learning{Tried: drawText(t, "tried"), Result: "unclear", Learned: drawText(t, "learned")},
		"carried":      []kanban.Carry{{From: "2026-Q3", To: "2026-Q4", Reason: drawText(t, "carry"), Stamp: stamp}},
		"extended":     []kanban.Carry{{To: "2027-Q1", Reason: drawText(t, "extend"), Stamp: stamp}},
		"decisions":    []kanban.Verdict{verdict},
		"passes":       []kanban.Pass{{Stage: "tender", Missing: []string{"anchor.now"}, Gates: []kanban.GateID{verdict.Gate}, Reason: drawText(t, "pass"), Stamp: stamp}},
		"check_ins":    []kanban.CheckIn{{ID: "c1", Benefit: "b1", Quarter: "2027-Q1", Value: *number("value"), Evidence: drawText(t, "evidence"), Stamp: stamp}},
		"recognitions": []kanban.Recognition{{ID: "r1", Kind: "brave", Person: "hero", Text: drawText(t, "text"), Stamp: stamp}},
		"votes":        []kanban.UserID{"v1", "v2"},
	}
	if i > 0 {
		all["merged_into"] = cardID(0)
	}
	return all
}

// TestRandomFieldsAreAll keeps the round trip's cards whole: they have every
// field that cards have.
func TestRandomFieldsAreAll(t *testing.T) {
	drawn := map[string]bool{"title": true}
	rapid.Check(t, func(t *rapid.T) {
		create := randomBoard(t)
		for _, card := range create.Cards {
			for name := range card.Set {
				drawn[name] = true
			}
		}
	})
	for name := range members(reflect.TypeFor[kanban.Fields]()) {
		if !drawn[name] {
			t.Errorf("no card has %s", name)
		}
	}
}

// TestOldExportHasStandardRules reads what the first version wrote: no gates,
// bodies or settings.
func TestOldExportHasStandardRules(t *testing.T) {
	p, err := Read("b.json", []byte(small), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	b := create(t, p.Command)
	fresh := create(t, kanban.CreateBoard{ID: "b", Name: "New"})
	equal(t, "gates", b.Gates(), fresh.Gates())
	equal(t, "settings", b.Settings(), kanban.DefaultSettings())
	equal(t, "bodies", len(b.Bodies()), 0)
}

func TestSettingsLeftOutAreDefaults(t *testing.T) {
	file := strings.Replace(small, `"clusters":[]`, `"clusters":[],"settings":{"country":"NO","owner_limit":4}`, 1)
	p, err := Read("b.json", []byte(file), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	want := kanban.DefaultSettings()
	want.Country, want.OwnerLimit = "NO", 4
	equal(t, "settings", create(t, p.Command).Settings(), want)
}

func TestArchivedBoardStaysArchived(t *testing.T) {
	file := strings.Replace(small, `"seq":9`, `"seq":9,"archived":true`, 1)
	p, err := Read("b.json", []byte(file), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	b := create(t, p.Command)
	equal(t, "archived", b.Archived, true)
	equal(t, "said", codes(p, Assumed), []string{"archived_board 1", "kept_id 2"})
	if b = carryOut(t, b, kanban.RestoreBoard{}); b.Archived || b.Len() != 2 {
		t.Errorf("restored: archived %v, %d cards", b.Archived, b.Len())
	}

	there := create(t, kanban.CreateBoard{ID: "b", Name: "There"})
	p, err = Read("b.json", []byte(file), fixed(Options{Into: there.AppendJSON(nil, "e")}))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "into another board", carryOut(t, there, p.Command).Archived, false)
}

// recorded is the small board with something on record.
func recorded() string {
	r := strings.NewReplacer(
		`"clusters":[]`, `"clusters":[],
 "gates":[{"id":"mandate","key":"mandate","lane":"marathon","stage":"need","name":"Mandate"},{"id":"g9","key":"","lane":"sprint","stage":"done","name":"Over and out","custom":true,"body":"b9"}],
 "bodies":[{"id":"b9","name":"Council","meetings":[{"id":"m","on":"2026-03-01"}]},{"id":"b8","name":"Board of directors"}]`,
		`"title":"One"`, `"title":"One","description":"Ask [@Ann Exempel](person:ann) and [@Cai](person:cai).","votes":["ann","bob"],
 "decisions":[{"id":"d","gate":"mandate","body":"b8","outcome":"approved","by":"bob","at":"2026-01-02T00:00:00Z"}]`,
		`"title":"Two"`, `"title":"Two","merged_into":"one",
 "decisions":[{"id":"d","gate":"g9","body":"b9","outcome":"stopped","by":"ann","at":"2026-01-02T00:00:00Z"}],
 "passes":[{"stage":"done","gates":["g9"],"reason":"Late","by":"ann","at":"2026-01-02T00:00:00Z"}]`,
		`"text":"Hm"`, `"text":"Hm, [@Bob](person:bob)?"`,
	)
	return r.Replace(small)
}

func TestTaktPeopleOnRecord(t *testing.T) {
	here := map[string]kanban.UserID{"ann": "here", "bob": "here"}
	p, err := Read("b.json", []byte(recorded()), fixed(Options{People: here}))
	if err != nil {
		t.Fatal(err)
	}
	all := cards(create(t, p.Command))
	equal(t, "mentions", all["One"].Description, "Ask [@Ann Exempel](person:here) and [@Cai](person:cai).")
	equal(t, "in comments", all["Two"].Comments[0].Text, "Hm, [@Bob](person:here)?")
	equal(t, "voters who are one", all["One"].Votes, []kanban.UserID{"here"})
	equal(t, "records", []kanban.UserID{all["One"].Decisions[0].By, all["Two"].Passes[0].By}, []kanban.UserID{"here", "here"})
	equal(t, "when", all["One"].Decisions[0].At, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC))
	equal(t, "the one mentioned is listed", slices.ContainsFunc(p.People, func(p Person) bool { return p.Key == "cai" && p.Cards == 1 }), true)
}

// TestMentionThatGrowsTooLong keeps a text whole that would not fit with the
// other id in it.
func TestMentionThatGrowsTooLong(t *testing.T) {
	text := "[@Ann](person:a)" + strings.Repeat("x", 20)
	got := renameMentions(text, len(text), func(kanban.UserID, bool) kanban.UserID { return "longer" })
	equal(t, "text", got, text)
}

func TestRecordsIntoExistingBoard(t *testing.T) {
	b := create(t, kanban.CreateBoard{ID: "b", Name: "There already", Bodies: []kanban.Body{{ID: "c", Name: "COUNCIL"}}})
	p, err := Read("b.json", []byte(recorded()), fixed(Options{Into: b.AppendJSON(nil, "e")}))
	if err != nil {
		t.Fatal(err)
	}
	gates := len(b.Gates())
	b = carryOut(t, b, p.Command)
	all := cards(b)
	equal(t, "standard gate", all["One"].Decisions[0].Gate, kanban.GateID("mandate"))
	own := b.Gates()[gates]
	equal(t, "own gate", []any{own.Name, own.Removed, all["Two"].Decisions[0].Gate, all["Two"].Passes[0].Gates[0]}, []any{"Over and out", true, own.ID, own.ID})
	equal(t, "bodies", []any{len(b.Bodies()), all["Two"].Decisions[0].Body, all["One"].Decisions[0].Body}, []any{2, kanban.BodyID("c"), b.Bodies()[1].ID})
	equal(t, "merged", all["Two"].MergedInto, all["One"].ID)
	equal(t, "where it passed", all["Two"].Passes[0].Stage, kanban.StageID("proposed"))
	equal(t, "said", codes(p, Assumed), []string{"gate_on_record 1", "kept_id 3"})
	equal(t, "dropped", codes(p, Dropped), []string{"own_rules 1"})
}

func TestRecordErrorsNameThePath(t *testing.T) {
	cases := []struct{ name, from, to, field string }{
		{"no such gate", `"gate":"mandate"`, `"gate":"nowhere"`, "board.cards[0].decisions[0].gate"},
		{"no such body", `"body":"b8"`, `"body":"b7"`, "board.cards[0].decisions[0].body"},
		{"no such gate passed", `"gates":["g9"]`, `"gates":["g8"]`, "board.cards[1].passes[0].gates[0]"},
		{"merged into nothing", `"merged_into":"one"`, `"merged_into":"three"`, "board.cards[1].merged_into"},
		{"a gate's body", `"body":"b9"}],`, `"body":"b7"}],`, "board"},
		{"a stamp of nobody", `"outcome":"approved","by":"bob"`, `"outcome":"approved","by":"Bob!"`, "board.cards[0]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("b.json", []byte(strings.Replace(recorded(), c.from, c.to, 1)), fixed(Options{}))
			if err == nil {
				t.Fatal("imported")
			}
			if problem := asError(err); !strings.HasPrefix(problem.Field, c.field) || problem.Advice == "" {
				t.Errorf("got %q: %v", problem.Field, err)
			}
		})
	}
}
