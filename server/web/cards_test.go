package web

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"takt/server/kanban"
)

type place struct {
	Lane  string
	Stage struct{ ID, Key, Name string }
}

type glimpse struct {
	Set     map[string]any
	Place   *place
	Comment *struct{ Text string }
}

type passage struct {
	Seq    uint64
	Kind   string
	Undoes uint64
	Was    glimpse
	Now    glimpse
}

type passages struct {
	Events []passage
	More   bool
}

func TestCardHistory(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for i, cmd := range []string{
		`"cmd":"card.add","card":"c1","lane":"marathon","stage":"need","title":"Telephony"`,
		`"cmd":"card.add","card":"c2","lane":"marathon","stage":"need","title":"Not mine","set":{"description":"\"card\":\"c1\""}`,
		`"cmd":"card.change","card":"c1","set":{"end":"2027-03-01","title":"Telephony"}`,
		`"cmd":"stage.rename","lane":"marathon","stage":"concept","name":"Idea"`,
		`"cmd":"card.move","card":"c1","stage":"concept"`,
		`"cmd":"stage.rename","lane":"marathon","stage":"concept","name":""`,
		`"cmd":"card.change","card":"c1","set":{"end":"","owner":"kari"}`,
		`"cmd":"comment.add","card":"c1","comment":"m1","text":"Well begun"`,
		`"cmd":"comment.edit","card":"c1","comment":"m1","text":"Well done"`,
		`"cmd":"undo"`,
		`"cmd":"card.archive","card":"c1"`,
	} {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"k%d",%s}`, i, cmd))
	}
	history := path + "/cards/c1/history"
	all := read[passages](t, tr.expect(200, "GET", history, ""))
	var kinds []string
	for _, e := range all.Events {
		kinds = append(kinds, e.Kind)
	}
	if got := strings.Join(kinds, " "); all.More || got != "card.archived comment.edited comment.edited comment.added card.changed card.moved card.changed card.added" {
		t.Fatalf("more %v, kinds %s", all.More, got)
	}
	if e := all.Events[1]; e.Undoes == 0 || e.Was.Comment.Text != "Well done" || e.Now.Comment.Text != "Well begun" {
		t.Errorf("the undo %+v", e)
	}
	if e := all.Events[4]; len(e.Was.Set) != 1 || e.Was.Set["end"] != "2027-03-01" || len(e.Now.Set) != 1 || e.Now.Set["owner"] != "kari" {
		t.Errorf("the second change %+v", e)
	}
	if e := all.Events[5]; e.Was.Place.Stage.Key != "need" || e.Now.Place.Stage.Name != "Idea" {
		t.Errorf("the move, from %+v to %+v", e.Was.Place, e.Now.Place)
	}
	if e := all.Events[6]; len(e.Was.Set) != 0 || len(e.Now.Set) != 1 {
		t.Errorf("what stayed the same is told: %+v", e)
	}
	if e := all.Events[7]; e.Was.Place != nil || e.Now.Set["title"] != "Telephony" || e.Now.Place.Stage.ID != "need" {
		t.Errorf("the beginning %+v", e)
	}

	var paged []passage
	for before, more := uint64(0), true; more; {
		page := read[passages](t, tr.expect(200, "GET", fmt.Sprintf("%s?limit=3&before=%d", history, before), ""))
		if len(page.Events) == 0 || len(page.Events) > 3 {
			t.Fatalf("a page of %d", len(page.Events))
		}
		paged, more = append(paged, page.Events...), page.More
		before = page.Events[len(page.Events)-1].Seq
	}
	if fmt.Sprint(paged) == "" || len(paged) != len(all.Events) || paged[7].Seq != all.Events[7].Seq {
		t.Errorf("in pages: %+v", paged)
	}
	if b := tr.expect(200, "GET", history+"?before=2", ""); string(b.body) != `{"events":[],"more":false}` {
		t.Errorf("before the beginning: %s", b.body)
	}
	tr.refused(404, kanban.NotFound, "GET", path+"/cards/c9/history", "")
	tr.refused(404, kanban.NotFound, "GET", "/api/boards/nowhere/cards/c1/history", "")
	tr.refused(400, kanban.BadField, "GET", history+"?before=x", "")
}

// TestCardHistoryOfRecords tells what is bought and what was put on record, as
// it was before and after.
func TestCardHistoryOfRecords(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for i, cmd := range []string{
		`"cmd":"card.add","card":"c1","lane":"marathon","stage":"need","title":"Telephony","set":{"end":"2027-03-01","baseline_end":"2027-03-01","method":"open"}`,
		`"cmd":"card.change","card":"c1","set":{"end":"2027-06-01","method":"direct"},"reason":"Appealed"`,
		`"cmd":"card.move","card":"c1","stage":"concept","reason":"No time"`,
		`"cmd":"entry.set","card":"c1","list":"decisions","entry":{"id":"d1","gate":"mandate","outcome":"approved"}`,
		`"cmd":"card.vote","card":"c1","vote":true`,
		`"cmd":"entry.remove","card":"c1","list":"decisions","entry":"d1"`,
	} {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"k%d",%s}`, i, cmd))
	}
	events := read[passages](t, tr.expect(200, "GET", path+"/cards/c1/history", "")).Events
	var touched []string
	for _, e := range events {
		touched = append(touched, strings.Join(slices.Sorted(maps.Keys(e.Was.Set)), "+")+" > "+strings.Join(slices.Sorted(maps.Keys(e.Now.Set)), "+"))
	}
	want := []string{
		"decisions > ", " > votes", " > decisions", " > passes", " > ",
		"end+method > end+method+replans", " > baseline_end+end+method+title",
	}
	if !slices.Equal(touched, want) {
		t.Errorf("touched %q", touched)
	}
}

func TestCardHistoryIsBounded(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	tr.expect(200, "POST", path+"/commands", addCard)
	for i := range 70 {
		text := fmt.Sprint(i, strings.Repeat(" long", 3900))
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"l%d","cmd":"card.change","card":"c1","set":{"description":"%s"}}`, i, text))
	}
	answered := tr.expect(200, "GET", path+"/cards/c1/history?limit=5000", "")
	page := read[passages](t, answered)
	if len(answered.body) > 1<<20+100 || !page.More || len(page.Events) < 20 || page.Events[0].Seq != 72 {
		t.Errorf("%d bytes, %d events, more %v", len(answered.body), len(page.Events), page.More)
	}
}

func TestBoardIsCopied(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for i, cmd := range []string{
		`"cmd":"label.add","label":"l1","name":"Legal","color":"red"`,
		`"cmd":"stage.rename","lane":"sprint","stage":"ready","name":"Go"`,
		`"cmd":"card.add","card":"c1","lane":"sprint","stage":"ready","title":"First","set":{"labels":["l1"],"pairs":[]}`,
		`"cmd":"card.add","card":"c2","lane":"sprint","stage":"ready","title":"Second","set":{"pairs":[{"kind":"informs","card":"c1"}]}`,
		`"cmd":"card.add","card":"c3","lane":"sprint","stage":"ready","title":"Third"`,
		`"cmd":"card.change","card":"c2","add":{"pairs":[{"kind":"informs","card":"c3"}]}`,
		`"cmd":"comment.add","card":"c1","comment":"m1","text":"Well begun"`,
		`"cmd":"card.move","card":"c3","lane":"marathon","stage":"tender"`,
		`"cmd":"card.archive","card":"c3"`,
		`"cmd":"stage.remove","lane":"marathon","stage":"tender"`,
	} {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"k%d",%s}`, i, cmd))
	}
	id := strings.TrimPrefix(path, "/api/boards/")
	body := fmt.Sprintf(`{"name":"The other","copy":%q}`, id)
	made := read[position](t, tr.expect(201, "POST", "/api/boards", body, "Idempotency-Key: once"))
	again := read[position](t, tr.expect(201, "POST", "/api/boards", body, "Idempotency-Key: once"))
	if made.ID == id || again.ID != made.ID {
		t.Fatalf("made %+v, asked again %+v", made, again)
	}
	type whole struct {
		Name   string
		Lanes  any
		Labels any
		Cards  []struct {
			ID, Lane, Stage, Title string
			Labels                 []string
			Pairs                  []any
			Comments               []struct{ Author, Text string }
			CreatedAt              string `json:"created_at"`
			Since                  string
		}
		Archive []struct{ ID, Stage string }
	}
	from := read[whole](t, tr.expect(200, "GET", path, ""))
	to := read[whole](t, tr.expect(200, "GET", "/api/boards/"+made.ID, ""))
	if to.Name != "The other" || len(to.Archive) != 1 || to.Archive[0].Stage != "need" || len(to.Cards) != 2 {
		t.Fatalf("the copy %+v", to)
	}
	from.Name, from.Archive, to.Archive = to.Name, nil, nil
	if a, b := fmt.Sprint(from), fmt.Sprint(to); a != b {
		t.Errorf("the copy differs:\n%s\n%s", a, b)
	}
	tr.expect(200, "POST", "/api/boards/"+made.ID+"/commands", `{"id":"x","cmd":"card.archive","card":"c1"}`)
	if b := tr.expect(200, "GET", path, ""); !bytes.Contains(b.body, []byte(`"cards":[{"id":"c1"`)) {
		t.Errorf("the copy is tied to its original: %s", b.body)
	}
	tr.refused(400, kanban.BadField, "POST", "/api/boards", `{"name":"x","copy":"nowhere"}`)
	tr.refused(400, kanban.BadField, "POST", "/api/boards", fmt.Sprintf(`{"name":"x","copy":%q,"template":"empty"}`, id))
}
