package web

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/routers/gorillamux"

	"takt/server/insight"
	"takt/server/kanban"
)

// flowing fills a board with something for every figure to say.
var flowing = []string{
	`"cmd":"unit.add","unit":"u1","name":"Care"`,
	`"cmd":"card.add","card":"p1","lane":"sprint","stage":"ready","title":"=2+3","set":{"quarter":"2099-Q1","unit":"u1","effort":2,"cost":{"amount":50000,"currency":"SEK"},"benefits":[{"id":"b1","kind":"time_saved","unit":"h","measure":"hours","baseline":10,"target":4,"due":"2027-06-30"}]}`,
	`"cmd":"card.move","card":"p1","stage":"setup"`,
	`"cmd":"card.move","card":"p1","stage":"running"`,
	`"cmd":"card.add","card":"p2","lane":"sprint","stage":"setup","title":"Second","set":{"quarter":"2026-Q1","waiting_for":{"party":"Legal"}}`,
	`"cmd":"card.carry","card":"p2","quarter":"2099-Q2","reason":"staff"`,
	`"cmd":"card.add","card":"m1","lane":"marathon","stage":"tender","title":"Case system","set":{"baseline_end":"2027-12-31","end":"2027-12-31","budget":{"amount":1000000,"currency":"SEK"}}`,
	`"cmd":"card.change","card":"m1","set":{"end":"2028-01-10"},"reason":"appeal"`,
	`"cmd":"entry.set","card":"p1","list":"check_ins","entry":{"benefit":"b1","quarter":"2026-Q4","value":7}`,
	`"cmd":"entry.set","card":"p1","list":"recognitions","entry":{"kind":"pace","text":"Well run"}`,
	`"cmd":"card.add","card":"p3","lane":"sprint","stage":"proposed","title":"Third"`,
	`"cmd":"card.archive","card":"p3"`,
}

// fill sends commands to a board.
func (tr *trial) fill(path string, commands []string) {
	tr.t.Helper()
	for i, cmd := range commands {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"f%d",%s}`, i, cmd), "Content-Type: application/json")
	}
}

// TestInsights asks for every figure, as it is and as a table, of a board with
// something to say and of an empty one, and holds the answers against the
// document.
func TestInsights(t *testing.T) {
	router, err := gorillamux.NewRouter(document(t))
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t)
	tr.http.Transport = witness{t, router, tr.http.Transport}
	full, empty := flowingBoard(tr), flowingBoard(tr)
	tr.fill(full, flowing)
	for _, board := range []string{full, empty} {
		for _, name := range insight.Names() {
			a := read[insightAnswer](t, tr.expect(200, "GET", board+"/insights/"+name, ""))
			if a.Figure != name || a.Seq == 0 || a.Data == nil {
				t.Errorf("%s: %+v", name, a)
			}
			table := tr.expect(200, "GET", board+"/insights/"+name+".csv", "")
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(table.body), "\ufeff"))).ReadAll()
			if err != nil || len(rows) == 0 || board == full && len(rows) == 1 {
				t.Errorf("%s.csv: %v\n%s", name, err, table.body)
			}
			if kind := table.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/csv") {
				t.Errorf("%s.csv is %s", name, kind)
			}
		}
	}
}

func flowingBoard(tr *trial) string {
	made := tr.expect(201, "POST", "/api/boards", `{"name":"Portfolio"}`, "Content-Type: application/json")
	return "/api/boards/" + read[position](tr.t, made).ID
}

type insightAnswer struct {
	Figure string
	Lane   string
	Unit   string
	From   string
	Seq    uint64
	Data   map[string]any
}

func TestInsightsAreAskedAbout(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	tr.fill(path, flowing)
	a := read[insightAnswer](t, tr.expect(200, "GET", path+"/insights/times?lane=sprint&unit=u1&start=ready&finish=running", ""))
	if cards := a.Data["cards"].([]any); len(cards) != 1 || a.Lane != "sprint" || a.Unit != "u1" {
		t.Errorf("%+v", a)
	}
	a = read[insightAnswer](t, tr.expect(200, "GET", path+"/insights/times?lane=sprint&finish=decided", ""))
	if cards := a.Data["cards"].([]any); len(cards) != 0 {
		t.Errorf("nothing has been decided: %+v", a)
	}
	a = read[insightAnswer](t, tr.expect(200, "GET", path+"/insights/forecast?cards=3", ""))
	if when := a.Data["when"].(map[string]any); when["cards"] != 3.0 {
		t.Errorf("%+v", when)
	}
	if table := tr.expect(200, "GET", path+"/insights/times.csv", ""); !strings.Contains(string(table.body), ",'=2+3,") {
		t.Errorf("a title can become a formula:\n%s", table.body)
	}
	for _, query := range []string{"flow?from=x", "flow?lane=x", "flow?unit=x", "flow?step=x", "slip?lane=sprint", "forecast?cards=x", "forecast?cards=-1", "forecast?by=2020-01-01", "times?finish=running"} {
		tr.refused(400, kanban.BadField, "GET", path+"/insights/"+query, "")
	}
	tr.refused(404, kanban.NotFound, "GET", path+"/insights/weather", "")
	tr.refused(404, kanban.NotFound, "GET", path+"/insights/.csv", "")
	tr.refused(404, kanban.NotFound, "GET", "/api/boards/nowhere/insights/flow", "")
	tr.refused(404, kanban.NotFound, "GET", "/api/boards/..%2Fx/insights/flow", "")
}

// TestInsightsOfAnyPeriodLaneAndUnit asks for every figure of each lane, or is
// told that it is about another, over periods of all lengths and for a unit.
func TestInsightsOfAnyPeriodLaneAndUnit(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	tr.fill(path, flowing)
	about := map[string]string{"slip": "marathon", "carried": "sprint", "on-time": "sprint"}
	for _, name := range insight.Names() {
		for _, lane := range []string{"", "marathon", "sprint"} {
			query := "/insights/" + name + "?unit=u1&lane=" + lane
			if only := about[name]; lane != "" && (name == "balance" || only != "" && only != lane) {
				tr.refused(400, kanban.BadField, "GET", path+query, "")
				continue
			}
			for _, from := range []string{"2026-11-01", "2025-12-31", "2000-01-01"} {
				a := read[insightAnswer](t, tr.expect(200, "GET", path+query+"&step=quarter&from="+from, ""))
				if a.Lane != lane || a.Unit != "u1" || a.From != from || a.Data == nil {
					t.Errorf("%s from %s: %+v", query, from, a)
				}
			}
		}
	}
}

func TestOpenAPIDescribesEveryFigure(t *testing.T) {
	doc := document(t)
	var described []string
	for _, alternative := range doc.Components.Schemas["Insight"].Value.OneOf {
		described = append(described, alternative.Value.Properties["figure"].Value.Const.(string))
	}
	slices.Sort(described)
	if !slices.Equal(described, insight.Names()) {
		t.Errorf("described %v, known %v", described, insight.Names())
	}
}
