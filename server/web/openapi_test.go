package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"takt/server/kanban"
)

func document(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(openAPIDocument)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return doc
}

var parameter = regexp.MustCompile(`:(\w+)`)

func TestOpenAPIDescribesEveryRoute(t *testing.T) {
	var served, described []string
	for _, routes := range serve(t).app.site.Stack() {
		for _, r := range routes {
			if r.Method != http.MethodHead && r.Path != "/" {
				served = append(served, r.Method+" "+parameter.ReplaceAllString(r.Path, "{$1}"))
			}
		}
	}
	for path, item := range document(t).Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	slices.Sort(served)
	slices.Sort(described)
	if len(served) < 15 || !slices.Equal(served, described) {
		t.Errorf("served and described differ:\n%s\n\n%s", strings.Join(served, "\n"), strings.Join(described, "\n"))
	}
}

// kinds returns what the alternatives of a schema allow for a property.
func kinds(t *testing.T, doc *openapi3.T, schema, property string) []string {
	var kinds []string
	for _, alternative := range doc.Components.Schemas[schema].Value.OneOf {
		kind, ok := alternative.Value.Properties[property].Value.Const.(string)
		if !ok {
			t.Fatalf("an alternative of %s has no %s", schema, property)
		}
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

func TestOpenAPIDescribesEveryCommandAndEvent(t *testing.T) {
	doc := document(t)
	if got := kinds(t, doc, "Command", "cmd"); !slices.Equal(got, kanban.CommandKinds()) {
		t.Errorf("commands described: %v\nand known: %v", got, kanban.CommandKinds())
	}
	if got := kinds(t, doc, "Event", "kind"); !slices.Equal(got, kanban.EventKinds()) {
		t.Errorf("events described: %v\nand known: %v", got, kanban.EventKinds())
	}
}

func TestOpenAPIDescribesEveryCode(t *testing.T) {
	doc := document(t)
	for code, c := range codes {
		p := problem(code, "x")
		if p.Title == "" || c.status < 400 || p.Type != "urn:takt:problem:"+string(code) {
			t.Errorf("problem %+v", p)
		}
		if err := doc.Components.Schemas["Problem"].Value.VisitJSON(map[string]any{
			"type": p.Type, "title": p.Title, "status": float64(p.Status), "detail": p.Detail, "code": string(p.Code),
		}); err != nil {
			t.Error(err)
		}
	}
}

// A witness holds every request and answer of a client against the document.
type witness struct {
	t      *testing.T
	router routers.Router
	next   http.RoundTripper
}

func (w witness) RoundTrip(r *http.Request) (*http.Response, error) {
	sent, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(sent))
	response, err := w.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	r.Body = io.NopCloser(bytes.NewReader(sent))
	w.check(r, response, body)
	return response, nil
}

func (w witness) check(r *http.Request, response *http.Response, body []byte) {
	w.t.Helper()
	route, params, err := w.router.FindRoute(r)
	if err != nil {
		w.t.Errorf("%s %s: %v", r.Method, r.URL, err)
		return
	}
	options := &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, Options: options}
	if response.StatusCode < 400 {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			w.t.Errorf("%s %s: the request is not as described, and was answered: %v", r.Method, r.URL, err)
		}
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: response.StatusCode, Header: response.Header, Options: options}
	if err := openapi3filter.ValidateResponse(context.Background(), out.SetBodyBytes(body)); err != nil {
		w.t.Errorf("%s %s: the answer is not as described: %v\n%.500s", r.Method, r.URL, err, body)
	}
}

func TestOpenAPIHoldsOfRealAnswers(t *testing.T) {
	router, err := gorillamux.NewRouter(document(t))
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t)
	tr.http.Transport = witness{t, router, tr.http.Transport}
	tr.expect(200, "GET", "/healthz", "")
	tr.expect(200, "GET", "/readyz", "")
	tr.expect(200, "GET", "/api/selftest?origin=https://takt.example", "")
	tr.expect(200, "GET", "/api/selftest/hold?wait=1ms", "")
	tr.expect(200, "GET", "/metrics", "")
	tr.expect(200, "GET", "/api/openapi.json", "")
	const asJSON = "Content-Type: application/json"
	tr.expect(201, "POST", "/api/session", `{"name":"Ann"}`, asJSON)
	tr.expect(200, "POST", "/api/session", `{"name":"Anna"}`, asJSON)
	tr.expect(200, "GET", "/api/session", "")
	tr.expect(201, "POST", "/api/people", `{"name":"Bo"}`, asJSON)
	tr.expect(200, "GET", "/api/people", "")
	tr.expect(200, "GET", "/api/templates", "")
	made := tr.expect(201, "POST", "/api/boards", `{"name":"Portfolio"}`, asJSON)
	path := "/api/boards/" + read[position](t, made).ID
	for _, command := range everyKindOfCommand {
		tr.expect(200, "POST", path+"/commands", command, asJSON)
	}
	tr.expect(200, "GET", "/api/boards", "")
	board := tr.expect(200, "GET", path, "")
	tr.expect(304, "GET", path, "", "If-None-Match: "+board.Header.Get("ETag"))
	tr.expect(200, "GET", path+"?at=3", "")
	tr.expect(200, "GET", path+"/events?after=1&limit=400", "")
	tr.expect(200, "GET", path+"/events?after=1&wait=25s", "")
	tr.expect(200, "GET", path+"/export", "")
	tr.expect(200, "GET", path+"/outlook?on=2026-11-21", "")
	tr.expect(200, "GET", "/api/calendar/DK?from=2024&to=2034", "")
	tr.refused(400, "bad_message", "GET", path+"/socket", "")
	tr.refused(404, "not_found", "GET", "/api/boards/nope", "")
	tr.refused(400, "bad_field", "POST", path+"/commands", `{"id":"a","cmd":"undo","x":1}`, asJSON)
	tr.refused(409, "conflict", "POST", path+"/commands", `{"id":"b","cmd":"card.change","card":"c2","set":{"title":"X"},"was":{"title":"Y"}}`, asJSON)
	file, kind := formOf(t, "digital.json", trello, `{"name":"Imported"}`)
	tr.expect(200, "POST", "/api/imports/preview", file, kind)
	tr.expect(201, "POST", "/api/imports", file, kind, "Idempotency-Key: once")
	picture, kind := formOf(t, "photo.png", "\x89PNG\r\n\x1a\n", "")
	tr.expect(200, "POST", "/api/imports/preview", picture, kind)
	tr.refused(422, codeBadFile, "POST", "/api/imports", picture, kind)
	tr.expect(204, "DELETE", "/api/session", "")
}

// everyKindOfCommand fills a board and changes everything on it.
var everyKindOfCommand = []string{
	`{"id":"1","cmd":"label.add","label":"l1","name":"Security","color":"red"}`,
	`{"id":"2","cmd":"unit.add","unit":"u1","name":"Infrastructure"}`,
	`{"id":"3","cmd":"cluster.add","cluster":"x1","name":"Welfare"}`,
	`{"id":"4","cmd":"card.add","card":"c1","lane":"marathon","stage":"need","title":"Case system","set":{"description":"*Why*","labels":["l1"],"unit":"u1","cluster":"x1","owner":"bo","anchor":{"now":"paper","should_be":"digital","for_whom":"citizens"},"start":"2026-01-01","end":"2028-12-31","risk":{"level":"high","note":"vendor"},"waiting_for":{"party":"council","reason":"budget","since":"2026-02-01"},"effort":2.5,"budget":{"amount":1500000,"currency":"SEK"},"case_ref":"KS 2026/12","followers":["bo"],"attachments":[{"id":"a1","name":"Mandate","url":"https://example.org/m"}],"benefits":[{"id":"b1","kind":"time_saved","owner":"bo","measure":"hours","baseline":10,"target":4,"due":"2027-06-30"}]}}`,
	`{"id":"5","cmd":"card.add","card":"c2","lane":"sprint","stage":"proposed","title":"Pilot","set":{"pairs":[{"kind":"derisks","card":"c1"}]}}`,
	`{"id":"6","cmd":"card.change","card":"c2","set":{"title":"Pilot in two schools"},"was":{"title":"Pilot"},"add":{"labels":["l1"]}}`,
	`{"id":"7","cmd":"card.move","card":"c2","stage":"running"}`,
	`{"id":"8","cmd":"item.add","card":"c1","item":"i1","text":"Market dialogue"}`,
	`{"id":"9","cmd":"item.add","card":"c1","item":"i2","text":"Notice","before":"i1"}`,
	`{"id":"10","cmd":"item.change","card":"c1","item":"i1","done":true}`,
	`{"id":"11","cmd":"item.move","card":"c1","item":"i1","before":"i2"}`,
	`{"id":"12","cmd":"item.remove","card":"c1","item":"i2"}`,
	`{"id":"13","cmd":"comment.add","card":"c1","comment":"m1","text":"Well?"}`,
	`{"id":"14","cmd":"comment.edit","card":"c1","comment":"m1","text":"Well!","was":"Well?"}`,
	`{"id":"15","cmd":"comment.add","card":"c1","comment":"m2","text":"Hm"}`,
	`{"id":"16","cmd":"comment.remove","card":"c1","comment":"m2"}`,
	`{"id":"17","cmd":"stage.add","lane":"sprint","stage":"s1","name":"On hold","limit":3}`,
	`{"id":"18","cmd":"stage.rename","lane":"sprint","stage":"s1","name":"Paused"}`,
	`{"id":"19","cmd":"stage.move","lane":"sprint","stage":"s1","before":"ready"}`,
	`{"id":"20","cmd":"stage.limit","lane":"sprint","stage":"running","limit":5}`,
	`{"id":"21","cmd":"stage.remove","lane":"sprint","stage":"s1"}`,
	`{"id":"22","cmd":"label.change","label":"l1","color":"blue"}`,
	`{"id":"23","cmd":"unit.change","unit":"u1","name":"Platform"}`,
	`{"id":"24","cmd":"cluster.change","cluster":"x1","name":"Care"}`,
	`{"id":"25","cmd":"label.remove","label":"l1"}`,
	`{"id":"26","cmd":"unit.remove","unit":"u1"}`,
	`{"id":"27","cmd":"cluster.remove","cluster":"x1"}`,
	`{"id":"28","cmd":"card.archive","card":"c2"}`,
	`{"id":"29","cmd":"card.restore","card":"c2"}`,
	`{"id":"30","cmd":"undo"}`,
	`{"id":"31","cmd":"redo"}`,
	`{"id":"32","cmd":"batch","commands":[{"cmd":"card.archive","card":"c2"},{"cmd":"card.add","card":"c3","lane":"sprint","stage":"ready","title":"Next"}]}`,
	`{"id":"33","cmd":"undo"}`,
	`{"id":"34","cmd":"card.archive","card":"c1"}`,
	`{"id":"35","cmd":"board.set","settings":{"country":"NO","lane_limits":{"marathon":12,"sprint":6},"owner_limit":3,"balance":{"people":60,"money":80,"cards":40},"currency":"NOK"}}`,
	`{"id":"36","cmd":"body.add","body":"council","name":"Digitalisation council"}`,
	`{"id":"37","cmd":"body.change","body":"council","name":"Council"}`,
	`{"id":"38","cmd":"meeting.add","body":"council","meeting":"m1","on":"2027-02-10","papers_by":"2027-02-03"}`,
	`{"id":"39","cmd":"meeting.change","body":"council","meeting":"m1","on":"2027-02-11"}`,
	`{"id":"40","cmd":"meeting.add","body":"council","meeting":"m2","on":"2027-03-10"}`,
	`{"id":"41","cmd":"meeting.remove","body":"council","meeting":"m2"}`,
	`{"id":"42","cmd":"gate.add","gate":"g1","lane":"marathon","stage":"closed","name":"Close","body":"council","needs":["contract.end"]}`,
	`{"id":"43","cmd":"gate.change","gate":"award","name":"Award decision","body":"council"}`,
	`{"id":"44","cmd":"gate.remove","gate":"g1"}`,
	`{"id":"45","cmd":"card.add","card":"c4","lane":"marathon","stage":"need","title":"Records","set":{"end":"2027-06-30","baseline_end":"2027-03-31","procurement":"required","method":"open","category":"services","cpv":"72000000-5","estimated_value":{"amount":4000000,"currency":"NOK"},"maximum_value":{"amount":6000000,"currency":"NOK"},"market_dialogue":"Three suppliers","tender_deadline":"2026-05-04","award":{"notified_on":"2026-06-01","electronic":true,"days":15},"contract":{"signed":"2026-06-15","start":"2026-07-01","end":"2030-06-30"},"supplier":"Nordvik Data","ocid":"ocds-213czf-1","final_status":"incomplete","notices":[{"id":"n1","kind":"tender","on":"2026-03-20","url":"https://ted.europa.eu/1"}],"options":[{"id":"o1","name":"First","decide_by":"2029-12-31","until":"2031-06-30","used":"no"}],"prior_involvement":[{"id":"p1","text":"Share the material","done":true}],"benefits":[{"id":"b1","kind":"avoided_cost","measure":"Licences","unit":"NOK","target":100000}]}}`,
	`{"id":"46","cmd":"card.change","card":"c4","set":{"end":"2027-09-30"},"reason":"The tender was appealed"}`,
	`{"id":"47","cmd":"card.move","card":"c4","stage":"concept","reason":"The council has not met"}`,
	`{"id":"48","cmd":"entry.set","card":"c4","list":"decisions","entry":{"id":"d1","gate":"mandate","body":"council","on":"2026-03-01","case_ref":"KS 2026/12","outcome":"approved_with_conditions","text":"Go on","conditions":[{"id":"k1","text":"Tell the unions","done":true}]}}`,
	`{"id":"49","cmd":"entry.set","card":"c4","list":"check_ins","entry":{"id":"i1","benefit":"b1","quarter":"2027-Q1","value":8,"evidence":"Invoices"}}`,
	`{"id":"50","cmd":"entry.set","card":"c4","list":"recognitions","entry":{"kind":"stamina","person":"bo","text":"Two years"}}`,
	`{"id":"51","cmd":"entry.set","card":"c4","list":"notices","entry":{"id":"n1","kind":"tender","on":"2026-03-21"},"was":{"id":"n1","kind":"tender","on":"2026-03-20","url":"https://ted.europa.eu/1"}}`,
	`{"id":"52","cmd":"entry.remove","card":"c4","list":"options","entry":"o1"}`,
	`{"id":"53","cmd":"card.add","card":"c5","lane":"sprint","stage":"setup","title":"Drones","set":{"quarter":"2026-Q4","hypothesis":"Faster","learning_goals":"How fast","stop_criteria":"Accidents","who_stops":"bo","sites":"Two","purchase_basis":"Direct award","cost":{"amount":90000,"currency":"NOK"},"measures":[{"id":"m1","name":"Minutes","unit":"min","baseline":40,"target":20,"measured":0}],"learning":{"tried":"Drones","result":"confirmed","learned":"Wind"}}}`,
	`{"id":"54","cmd":"card.move","card":"c5","stage":"running"}`,
	`{"id":"55","cmd":"card.carry","card":"c5","quarter":"2027-Q1","reason":"Wind"}`,
	`{"id":"56","cmd":"card.extend","card":"c5","quarter":"2027-Q2","reason":"Promising"}`,
	`{"id":"57","cmd":"card.vote","card":"c5","vote":true}`,
	`{"id":"58","cmd":"card.continue","card":"c5","new":"c6","as":"graduates_to","stage":"concept","title":"Drones for all"}`,
	`{"id":"59","cmd":"card.add","card":"c7","lane":"sprint","stage":"proposed","title":"Drones too"}`,
	`{"id":"60","cmd":"card.merge","card":"c7","into":"c5"}`,
	`{"id":"61","cmd":"body.remove","body":"council"}`,
	`{"id":"65","cmd":"view.add","view":"v1","name":"Late","page":"list","search":"sort=end"}`,
	`{"id":"66","cmd":"view.change","view":"v1","name":"Later"}`,
	`{"id":"67","cmd":"view.add","view":"v2","name":"All","page":"board"}`,
	`{"id":"68","cmd":"view.remove","view":"v2"}`,
	`{"id":"62","cmd":"board.rename","name":"Portfolio 2027"}`,
	`{"id":"63","cmd":"board.archive"}`,
	`{"id":"64","cmd":"board.restore"}`,
}
