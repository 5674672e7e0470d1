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
	`{"id":"35","cmd":"board.rename","name":"Portfolio 2027"}`,
	`{"id":"36","cmd":"board.archive"}`,
	`{"id":"37","cmd":"board.restore"}`,
}
