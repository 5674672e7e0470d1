package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/routers/gorillamux"

	"takt/server/insight"
	"takt/server/kanban"
)

type changes struct {
	Since   uint64
	Seq     uint64
	Changes []insight.Change
}

func (c changes) of(card kanban.CardID) *insight.Change {
	for i := range c.Changes {
		if c.Changes[i].Card == card {
			return &c.Changes[i]
		}
	}
	return nil
}

func TestChanges(t *testing.T) {
	router, err := gorillamux.NewRouter(document(t))
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t)
	tr.http.Transport = witness{t, router, tr.http.Transport}
	path := flowingBoard(tr)
	tr.fill(path, []string{
		`"cmd":"card.add","card":"m","lane":"marathon","stage":"need","title":"Case system","set":{"end":"2027-01-31","description":"Long ago"}`,
		`"cmd":"card.add","card":"p","lane":"sprint","stage":"setup","title":"Pilot"`,
		`"cmd":"card.add","card":"still","lane":"sprint","stage":"setup","title":"Still"`,
		`"cmd":"card.add","card":"old","lane":"sprint","stage":"setup","title":"Old"`,
		`"cmd":"card.archive","card":"old"`,
		`"cmd":"card.add","card":"undone","lane":"sprint","stage":"setup","title":"Undone"`,
	})
	since := read[position](t, tr.expect(200, "GET", path, "")).Seq
	moment := time.Now()
	for time.Since(moment) < 2*time.Millisecond { // what comes next happens later, in milliseconds
	}
	later := []string{
		`"cmd":"card.move","card":"m","stage":"concept"`,
		`"cmd":"card.change","card":"m","set":{"end":"2027-06-30","description":""}`,
		`"cmd":"entry.set","card":"m","list":"decisions","entry":{"gate":"mandate","on":"2026-11-20","outcome":"approved"}`,
		`"cmd":"comment.add","card":"m","text":"Well?"`,
		`"cmd":"card.archive","card":"p"`,
		`"cmd":"card.restore","card":"old"`,
		`"cmd":"card.move","card":"still","before":"old"`,
		`"cmd":"card.add","card":"new","lane":"sprint","stage":"proposed","title":"New"`,
		`"cmd":"card.move","card":"undone","stage":"running"`,
		`"cmd":"undo"`,
	}
	for i, cmd := range later {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"l%d",%s}`, i, cmd), "Content-Type: application/json")
	}
	c := read[changes](t, tr.expect(200, "GET", fmt.Sprintf("%s/changes?since=%d", path, since), ""))
	if c.Since != since || c.Seq <= since || len(c.Changes) != 4 {
		t.Errorf("%+v", c)
	}
	m := c.of("m")
	if m == nil || m.Moved == nil || m.Moved.Name != "Need" || m.Stage != "concept" || len(m.Decisions) != 1 || m.Comments != 1 ||
		string(m.Was["end"]) != `"2027-01-31"` || len(m.Was) != 1 || !slices.Equal(m.Fields, []string{"decisions", "description", "end"}) {
		t.Errorf("%+v", m)
	}
	if p, old, fresh := c.of("p"), c.of("old"), c.of("new"); !p.Archived || !old.Restored || !fresh.Added || fresh.Moved != nil || len(fresh.Fields) > 0 {
		t.Errorf("%+v\n%+v\n%+v", p, old, fresh)
	}
	if c.Changes[0].Card != "new" {
		t.Errorf("the latest is %+v", c.Changes[0])
	}
	timed := read[changes](t, tr.expect(200, "GET", path+"/changes?since="+moment.UTC().Format("2006-01-02T15:04:05.000Z"), ""))
	if len(timed.Changes) != len(c.Changes) || timed.Since != since {
		t.Errorf("since a time: %+v", timed)
	}
	for _, beginning := range []string{"0", "2001-01-01T00:00:00Z"} {
		all := read[changes](t, tr.expect(200, "GET", path+"/changes?since="+beginning, ""))
		if len(all.Changes) != 6 || !all.of("undone").Added || all.Since != 0 {
			t.Errorf("since the beginning: %+v", all)
		}
	}
	if none := tr.expect(200, "GET", fmt.Sprintf("%s/changes?since=%d", path, c.Seq+10), ""); !strings.Contains(string(none.body), `"changes":[]`) {
		t.Errorf("since now: %s", none.body)
	}
	if mine := tr.expect(200, "GET", path+"/changes?since=0&others=true", ""); !strings.Contains(string(mine.body), `"changes":[]`) {
		t.Errorf("of others: %s", mine.body)
	}
	tr.refused(400, kanban.BadField, "GET", path+"/changes", "")
	tr.refused(400, kanban.BadField, "GET", path+"/changes?since=yesterday", "")
	tr.refused(404, kanban.NotFound, "GET", "/api/boards/nowhere/changes?since=0", "")
}
