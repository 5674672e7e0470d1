package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/routers/gorillamux"

	"takt/server/kanban"
	"takt/server/pace"
)

// awaited fills a board with what its two clocks have something to say about
// in November 2026.
var awaited = []string{
	`{"id":"1","cmd":"card.add","card":"m","lane":"marathon","stage":"standstill","title":"Case system","set":{"procurement":"required","award":{"notified_on":"2026-11-16","electronic":true},"contract":{"end":"2027-12-31"}}}`,
	`{"id":"2","cmd":"card.add","card":"p","lane":"sprint","stage":"setup","title":"Pilot","set":{"quarter":"2026-Q4","pairs":[{"kind":"derisks","card":"m"}]}}`,
	`{"id":"3","cmd":"card.add","card":"q","lane":"sprint","stage":"ready","title":"Another","set":{"quarter":"2027-Q1"}}`,
	`{"id":"4","cmd":"board.set","settings":{"country":"NO","at_risk_weeks":6}}`,
	`{"id":"5","cmd":"body.add","body":"council","name":"Council"}`,
	`{"id":"6","cmd":"meeting.add","body":"council","meeting":"dec","on":"2026-12-03","papers_by":"2026-11-26"}`,
	`{"id":"7","cmd":"gate.change","gate":"award","body":"council"}`,
}

func TestOutlook(t *testing.T) {
	router, err := gorillamux.NewRouter(document(t))
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t)
	path := tr.board()
	tr.http.Transport = witness{t, router, tr.http.Transport}
	for _, command := range awaited {
		tr.expect(200, "POST", path+"/commands", command, "Content-Type: application/json")
	}
	o := read[pace.Outlook](t, tr.expect(200, "GET", path+"/outlook?on=2026-11-21", ""))
	if len(o.Pilots) != 1 || o.Pilots[0].State != pace.AtRisk || o.Pilots[0].InPlaceBy != "2026-12-31" {
		t.Errorf("pilots %+v", o.Pilots)
	}
	legal := []pace.LegalDate{{Card: "m", On: "2026-11-26", Kind: pace.StandstillEnd}, {Card: "m", On: "2026-11-27", Kind: pace.EarliestSigning}}
	if !slices.Equal(o.Legal, legal) {
		t.Errorf("legal dates %+v", o.Legal)
	}
	waits := slices.ContainsFunc(o.Decisions, func(a pace.Agenda) bool {
		return a.Body == "council" && a.Meeting.On == "2026-12-03" && slices.Contains(a.Cards, pace.Waiting{Card: "m", Gate: "award", Why: pace.Passed})
	})
	if !waits {
		t.Errorf("decisions %+v", o.Decisions)
	}
	if len(o.Renewals) != 1 || len(o.Contradictions) != 1 || o.Balance.Cards.Share != 33 {
		t.Errorf("outlook %+v", o)
	}
	then := read[pace.Outlook](t, tr.expect(200, "GET", path+"/outlook?on=2026-11-21&at=3", ""))
	if len(then.Pilots) != 0 || len(then.Contradictions) != 1 || then.Balance.Cards.Share != 50 {
		t.Errorf("as it was then %+v", then)
	}
}

func TestOutlookIsOfADay(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for _, day := range []string{"", "?on=", "?on=tomorrow", "?on=2026-02-30"} {
		tr.refused(400, kanban.BadField, "GET", path+"/outlook"+day, "")
	}
	tr.refused(404, "not_found", "GET", "/api/boards/nope/outlook?on=2026-11-21", "")
	tr.refused(400, kanban.BadField, "GET", path+"/outlook?on=2026-11-21&at=yesterday", "")
}

func TestCalendar(t *testing.T) {
	tr := serve(t)
	type calendar struct {
		Country pace.Country `json:"country"`
		Days    []pace.Day   `json:"days"`
	}
	a := tr.expect(200, "GET", "/api/calendar/NO?from=2026&to=2027", "")
	if cache := a.Header.Get("Cache-Control"); !strings.Contains(cache, "max-age") {
		t.Errorf("Cache-Control %s", cache)
	}
	got := read[calendar](t, a)
	if got.Country != pace.Norway || !slices.Equal(got.Days, append(pace.Norway.Holidays(2026), pace.Norway.Holidays(2027)...)) {
		t.Errorf("calendar %+v", got)
	}
	for _, wrong := range []string{"FI?from=2026&to=2027", "SE?from=2027&to=2026", "SE?from=2026", "SE?to=2026", "SE?from=2026&to=2076",
		"SE?from=1905&to=1906", "SE?from=2200&to=2201", "SE?from=-1&to=2026", "se?from=2026&to=2027"} {
		tr.refused(400, kanban.BadField, "GET", "/api/calendar/"+wrong, "")
	}
	for _, country := range pace.Countries() {
		tr.expect(200, "GET", fmt.Sprintf("/api/calendar/%s?from=2005&to=2054", country), "")
	}
}
