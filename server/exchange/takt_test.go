package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// randomBoard draws the command of a board that has something of everything.
func randomBoard(t *rapid.T) kanban.CreateBoard {
	create := kanban.CreateBoard{ID: "board", Name: drawLine(t, "name"), Lanes: kanban.StandardLanes()}
	for i := range rapid.IntRange(0, 2).Draw(t, "own stages") {
		lane := &create.Lanes[i%2]
		lane.Stages = append(lane.Stages, kanban.Stage{ID: kanban.StageID(fmt.Sprintf("own%d", i)), Name: drawLine(t, "stage"), Custom: true, Limit: i})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "labels") {
		create.Labels = append(create.Labels, kanban.Label{ID: kanban.LabelID(fmt.Sprintf("l%d", i)), Name: drawLine(t, "label"), Color: rapid.SampledFrom(kanban.Colors).Draw(t, "color"), Removed: i == 2})
		create.Units = append(create.Units, kanban.Unit{ID: kanban.UnitID(fmt.Sprintf("u%d", i)), Name: drawLine(t, "unit")})
		create.Clusters = append(create.Clusters, kanban.Cluster{ID: kanban.ClusterID(fmt.Sprintf("c%d", i)), Name: drawLine(t, "cluster")})
	}
	randomRules(t, &create)
	for i := range rapid.IntRange(1, 12).Draw(t, "cards") {
		create.Cards = append(create.Cards, randomCard(t, create, i))
	}
	return create
}

func randomCard(t *rapid.T, on kanban.CreateBoard, i int) kanban.AddCard {
	lane := on.Lanes[rapid.IntRange(0, 1).Draw(t, "lane")]
	stage := rapid.SampledFrom(lane.Stages).Draw(t, "stage")
	add := kanban.AddCard{Card: cardID(i), Lane: lane.Key, Stage: stage.ID, Title: drawLine(t, "title"), Set: randomFields(t, on, i), Records: true}
	if i > 0 && rapid.Bool().Draw(t, "above another") {
		add.Before = cardID(rapid.IntRange(0, i-1).Draw(t, "which"))
	}
	if rapid.Bool().Draw(t, "has a past") {
		add.Past = kanban.Past{
			Archived: rapid.Bool().Draw(t, "archived"), EnteredAt: drawTime(t), CreatedAt: drawTime(t), CreatedBy: "creator",
			ChangedAt: drawTime(t), ChangedBy: "changer",
			Comments: []kanban.Comment{{ID: "one", Author: "author", WrittenAt: drawTime(t), Text: drawText(t, "comment"), EditedAt: drawTime(t)}, {ID: "two", Author: "writer", WrittenAt: drawTime(t), Text: "x"}},
		}
	}
	return add
}

func cardID(i int) kanban.CardID { return kanban.CardID(fmt.Sprintf("card%d", i)) }

func randomFields(t *rapid.T, on kanban.CreateBoard, i int) kanban.Patch {
	all := kanban.Patch{
		"description": drawText(t, "description"), "owner": kanban.UserID("owner"), "sponsor": kanban.UserID("sponsor"), "champion": kanban.UserID("champion"),
		"followers": []kanban.UserID{"f1", "f2"}, "anchor": kanban.Anchor{Now: drawText(t, "now"), ShouldBe: "better", ForWhom: drawText(t, "for whom")},
		"start": kanban.Date("2026-02-28"), "end": kanban.Date("2027-12-31"), "risk": kanban.Risk{Level: "high", Note: drawText(t, "risk")},
		"waiting_for": kanban.WaitingFor{Party: drawLine(t, "party"), Reason: drawText(t, "reason"), Since: "2026-01-01"},
		"effort":      rapid.Float64Range(0, 1000).Draw(t, "effort"), "case_ref": drawLine(t, "case"),
		"budget":      kanban.Money{Amount: rapid.Float64Range(0, 1e13).Draw(t, "amount"), Currency: "NOK"},
		"checklist":   []kanban.Item{{ID: "i1", Text: drawLine(t, "item"), Done: true}, {ID: "i2", Text: "second"}},
		"attachments": []kanban.Attachment{{ID: "a1", Name: drawLine(t, "link"), URL: "https://example.org/ä?q=<&>"}},
		"benefits":    []kanban.Benefit{{ID: "b1", Kind: "quality", Owner: "owner", Measure: drawLine(t, "measure"), Unit: "h", Baseline: -1.5, Target: 2, Due: "2027-01-01"}},
	}
	if i > 0 {
		all["pairs"] = []kanban.Pair{{Kind: "informs", Card: cardID(0)}}
	}
	if len(on.Labels) > 0 {
		all["labels"], all["unit"], all["cluster"] = []kanban.LabelID{on.Labels[0].ID}, on.Units[0].ID, on.Clusters[0].ID
	}
	maps.Copy(all, randomRecords(t, on, i))
	for field := range all {
		if rapid.Bool().Draw(t, "without "+field) {
			delete(all, field)
		}
	}
	return all
}

func drawLine(t *rapid.T, label string) string {
	return "x" + cut(oneLine(rapid.String().Draw(t, label)), 100)
}

func drawText(t *rapid.T, label string) string {
	s, _ := plain(rapid.String().Draw(t, label))
	return s + "\n<b>&amp;\u2028"
}

func drawTime(t *rapid.T) time.Time {
	return time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "time")).UTC()
}

func create(t rapid.TB, command kanban.Command) *kanban.Board {
	b := new(kanban.Board)
	events, err := b.Decide("importer", now, command)
	if err != nil {
		t.Fatalf("the board refuses: %v", err)
	}
	for i, e := range events {
		e.Seq = uint64(i) + 1
		b.Apply(e)
	}
	return b
}

func export(t rapid.TB, b *kanban.Board) []byte {
	var out bytes.Buffer
	name := func(id kanban.UserID) string { return "Name of " + string(id) }
	if err := Write(&out, b.AppendJSON(nil, "epoch"), name); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// essence is a board without what an import makes anew.
func essence(t rapid.TB, b *kanban.Board, ranksToo bool) map[string]any {
	var all map[string]any
	if err := json.Unmarshal(b.AppendJSON(nil, ""), &all); err != nil {
		t.Fatal(err)
	}
	delete(all, "id")
	delete(all, "seq")
	for _, list := range []string{"cards", "archive"} {
		for _, c := range all[list].([]any) {
			if !ranksToo {
				delete(c.(map[string]any), "rank")
			}
		}
	}
	return all
}

// TestRoundTrip exports any board and imports it again.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := create(t, randomBoard(t))
		p, err := Read("board.json", export(t, before), fixed(Options{}))
		if err != nil {
			t.Fatalf("export is refused: %v", err)
		}
		after := create(t, p.Command)
		if x, y := essence(t, before, false), essence(t, after, false); !reflect.DeepEqual(x, y) {
			t.Fatalf("before %v\nafter  %v", x, y)
		}
		p, err = Read("board.json", export(t, after), fixed(Options{}))
		if err != nil {
			t.Fatalf("second export is refused: %v", err)
		}
		if x, y := essence(t, after, true), essence(t, create(t, p.Command), true); !reflect.DeepEqual(x, y) {
			t.Fatalf("first import %v\nsecond      %v", x, y)
		}
	})
}

func TestRoundTripOfEmptyBoard(t *testing.T) {
	before := create(t, kanban.CreateBoard{ID: "b", Name: "Empty"})
	p, err := Read("b.json", export(t, before), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "board", essence(t, create(t, p.Command), true), essence(t, before, true))
}

const small = `{"takt":1,"board":{"id":"b","name":"Small","epoch":"e","seq":9,
 "lanes":[{"key":"marathon","stages":[{"id":"need","key":"need","name":"Need"}]},{"key":"sprint","stages":[{"id":"ready","key":"ready","name":"Ready"},{"id":"done","key":"","name":"Over","custom":true}]}],
 "labels":[{"id":"l","name":"Law","color":"red"}],"units":[{"id":"u","name":"Streets"}],"clusters":[],
 "cards":[{"id":"one","lane":"marathon","stage":"need","rank":"a0","title":"One","unit":"u","labels":["l"],"owner":"ann","since":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z","created_by":"ann","changed_at":"2026-01-02T00:00:00Z","changed_by":"bob"},
  {"id":"two","lane":"sprint","stage":"done","rank":"a0","title":"Two","pairs":[{"kind":"informs","card":"one"}],"comments":[{"id":"c","author":"bob","written_at":"2026-01-03T00:00:00Z","text":"Hm"}]}],
 "archive":[{"id":"old","lane":"sprint","stage":"done","rank":"a1","title":"Old"}]},
 "people":{"ann":"Ann Exempel","bob":"Bob Eksempel"}}`

func TestTaktErrorsNameThePath(t *testing.T) {
	cases := []struct{ name, from, to, code, field string }{
		{"unknown field", `"title":"One"`, `"titel":"One"`, CodeUnknownField, "board.cards[0].titel"},
		{"other case", `"title":"One"`, `"Title":"One"`, CodeUnknownField, "board.cards[0].Title"},
		{"twice", `"title":"One"`, `"title":"One","title":"Uno"`, CodeValue, "board.cards[0].title"},
		{"null", `"title":"One"`, `"title":null`, CodeValue, "board.cards[0].title"},
		{"number for text", `"title":"One"`, `"title":1`, CodeValue, "board.cards[0].title"},
		{"text for object", `"title":"One"`, `"title":"One","budget":"5"`, CodeValue, "board.cards[0].budget"},
		{"object for list", `"labels":["l"]`, `"labels":{}`, CodeValue, "board.cards[0].labels"},
		{"fraction", `"seq":9`, `"seq":9.5`, CodeValue, "board.seq"},
		{"time", `2026-01-03T00:00:00Z`, `yesterday`, CodeValue, "board.cards[1].comments[0].written_at"},
		{"far time", `2026-01-03T00:00:00Z`, `9999-12-31T23:59:59-23:00`, CodeValue, "board.cards[1].comments[0].written_at"},
		{"no such stage", `"stage":"need","rank"`, `"stage":"nowhere","rank"`, CodeRefused, "board.cards[0]"},
		{"no such label", `"labels":["l"]`, `"labels":["m"]`, CodeRefused, "board.cards[0]"},
		{"no such pair", `"card":"one"`, `"card":"three"`, CodeValue, "board.cards[1].pairs[0].card"},
		{"same id", `"id":"two"`, `"id":"one"`, CodeValue, "board.cards[1].id"},
		{"long title", `"title":"Two"`, `"title":"` + strings.Repeat("x", 301) + `"`, CodeRefused, "board.cards[1] title"},
		{"no lanes", `{"key":"marathon"`, `{"key":"sprint"`, CodeValue, "board.lanes"},
		{"newer version", `"takt":1`, `"takt":2`, CodeKind, "takt"},
		{"version as text", `"takt":1`, `"takt":"one"`, CodeKind, "takt"},
	}
	if _, err := Read("b.json", []byte(small), fixed(Options{})); err != nil {
		t.Fatalf("the unchanged file is refused: %v", err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(small, c.from, c.to, 1)
			p, err := Read("b.json", []byte(text), fixed(Options{}))
			if err == nil {
				t.Fatal("imported")
			}
			problem := asError(err)
			if problem.Code != c.code || !strings.HasPrefix(problem.Field, c.field) || problem.Advice == "" || p.Command != nil {
				t.Errorf("got %s %q: %v", problem.Code, problem.Field, err)
			}
		})
	}
}

func TestTaktPeople(t *testing.T) {
	p, err := Read("b.json", []byte(small), fixed(Options{People: map[string]kanban.UserID{"Ann Exempel": "ann-here"}}))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "people", p.People, []Person{
		{Key: "ann", Name: "Ann Exempel", Cards: 1, Person: "ann-here"}, {Key: "bob", Name: "Bob Eksempel", Cards: 1, Comments: 1}})
	equal(t, "said", codes(p, Assumed), []string{"kept_id 1"})
	all := cards(create(t, p.Command))
	equal(t, "chosen", []kanban.UserID{all["One"].Owner, all["One"].CreatedBy}, []kanban.UserID{"ann-here", "ann-here"})
	equal(t, "kept", []kanban.UserID{all["One"].ChangedBy, all["Two"].Comments[0].Author}, []kanban.UserID{"bob", "bob"})
	equal(t, "unknown times are those of the import", all["Two"].CreatedBy, kanban.UserID("importer"))
}

// TestIntoExistingBoard adds the same file twice: labels and units of one
// name stay one, cards double and keep to their own pairs.
func TestIntoExistingBoard(t *testing.T) {
	b := create(t, kanban.CreateBoard{ID: "b", Name: "There already", Labels: []kanban.Label{{ID: "law", Name: "Law", Color: "blue"}}})
	ids := fixed(Options{})
	for range 2 {
		ids.Into = b.AppendJSON(nil, "e")
		p, err := Read("b.json", []byte(small), ids)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "name", p.Name, "There already")
		b = carryOut(t, b, p.Command)
	}
	equal(t, "registers", []int{len(b.Labels()), len(b.Units()), b.Len(), len(b.Archive())}, []int{1, 1, 4, 2})
	need := b.Cards(kanban.Place{Lane: kanban.Marathon, Stage: "need"})
	equal(t, "standard stages stay", len(need), 2)
	over := b.Cards(kanban.Place{Lane: kanban.Sprint, Stage: "proposed"})
	equal(t, "unknown stages go first", len(over), 2)
	equal(t, "pairs", []kanban.CardID{over[0].Pairs[0].Card, over[1].Pairs[0].Card}, []kanban.CardID{need[0].ID, need[1].ID})
	equal(t, "label", need[1].Labels, []kanban.LabelID{"law"})
}

func TestTableIntoExistingBoard(t *testing.T) {
	b := create(t, kanban.CreateBoard{ID: "b", Name: "There already", Units: []kanban.Unit{{ID: "eco", Name: "Ekonomi"}}})
	b = carryOut(t, b, kanban.AddStage{Lane: kanban.Sprint, Stage: "mine", Name: "Idé"})
	b = carryOut(t, b, kanban.RenameStage{Lane: kanban.Marathon, Stage: "need", Name: "Behovet"})
	opts := fixed(Options{Into: b.AppendJSON(nil, "e"), Lists: map[string]Target{"Upphandling": {Lane: kanban.Marathon, NewStage: "Hos inköp"}}})
	p, err := Read("t.csv", read(t, "testdata/tabell-utf8.csv"), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []Choice{
		{Lane: kanban.Marathon, Stage: "need", Name: "Behovet"},
		{Lane: kanban.Marathon, Stage: "concept", Name: "Concept and business case", Key: "concept"},
		{Lane: kanban.Sprint, Stage: "mine", Name: "Idé"},
	} {
		if !slices.Contains(p.Targets, want) {
			t.Errorf("no %+v among %+v", want, p.Targets)
		}
	}
	b = carryOut(t, b, p.Command)
	all := cards(b)
	equal(t, "a stage of the list's name", placeOf(all["Sensorer i papperskorgar"]), "sprint/mine")
	equal(t, "a stage that is there", all["Nytt ekonomisystem"].Unit, kanban.UnitID("eco"))
	marathon := b.Lanes()[0].Stages
	equal(t, "a new stage", []any{marathon[len(marathon)-2].Name, marathon[len(marathon)-2].ID}, []any{"Hos inköp", all["Nytt ekonomisystem"].Stage})
}

func TestIntoArchivedBoard(t *testing.T) {
	b := carryOut(t, create(t, kanban.CreateBoard{ID: "b", Name: "Shut"}), kanban.ArchiveBoard{})
	_, err := Read("t.csv", []byte("Title\nOne\n"), fixed(Options{Into: b.AppendJSON(nil, "e")}))
	if err == nil || asError(err).Code != CodeOption {
		t.Errorf("got %v", err)
	}
}
