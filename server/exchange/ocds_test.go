package exchange

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"takt/server/kanban"
)

// release puts one release of a process into a package.
func release(date, body string) string {
	return fmt.Sprintf(`{"ocid":"ocds-1","id":"%s","date":"%s","tag":["tender"],"initiationType":"tender",%s}`, date, date, body)
}

func packageOf(releases ...string) string {
	return `{"uri":"https://example.org","publishedDate":"2026-01-01T00:00:00Z","version":"1.1","releases":[` + strings.Join(releases, ",") + `]}`
}

const (
	asked   = `"buyer":{"id":"b","name":"Nordvik"},"planning":{"budget":{"description":"Line 7","amount":{"amount":900000,"currency":"NOK"}}},"tender":{"id":"t","title":"Case system","description":"For all","status":"active","procurementMethod":"open","procurementMethodDetails":"Open procedure","mainProcurementCategory":"services","value":{"amount":800000,"currency":"NOK"},"classification":{"scheme":"CPV","id":"72000000"},"items":[{"id":1,"classification":{"scheme":"CPV","id":"72000000"}},{"id":2,"additionalClassifications":[{"scheme":"CPV","id":48000000}]}],"tenderPeriod":{"endDate":"2026-12-01T23:30:00Z"},"documents":[{"id":"d","documentType":"tenderNotice","url":"https://example.org/notice"}]}`
	awarded = `"tender":{"id":"t","status":"complete"},"awards":[{"id":"a","status":"active","date":"2026-12-20T00:00:00Z","value":{"amount":750000,"currency":"NOK"},"suppliers":[{"id":"s","name":"Data AS"},{"id":"r","name":"Nett AS"}],"contractPeriod":{"startDate":"2027-02-01T00:00:00Z","endDate":"2029-01-31T00:00:00Z"}}]`
	signed  = `"contracts":[{"id":1,"awardID":"a","status":"active","dateSigned":"2027-01-15T00:00:00Z","period":{"startDate":"2027-02-01T00:00:00Z","endDate":"2031-01-31T00:00:00Z"}}]`
)

func TestOCDS(t *testing.T) {
	file := packageOf(release("2027-01-15T00:00:00Z", signed), release("2026-11-01T00:00:00Z", asked), release("2026-12-20T00:00:00Z", awarded))
	c, p := tableCard(t, file, Options{})
	equal(t, "read as", []any{p.Format, placeOf(c), c.Title, c.Description}, []any{OCDS, "marathon/implementation", "Case system",
		"For all\n\n**Procedure:** Open procedure\n\n**Planned budget:** Line 7\n\n**Award value:** 750000 NOK"})
	equal(t, "what is bought", c.Tendering, kanban.Tendering{
		Procurement: "required", Method: "open", Category: "services", CPV: "72000000, 48000000", OCID: "ocds-1", Supplier: "Data AS, Nett AS",
		EstimatedValue: kanban.Money{Amount: 800_000, Currency: "NOK"}, TenderDeadline: "2026-12-02", // after midnight in Stockholm
		Award: kanban.Award{NotifiedOn: "2026-12-20"}, Contract: kanban.Contract{Signed: "2027-01-15", Start: "2027-02-01", End: "2031-01-31"},
	})
	equal(t, "budget", c.Budget, kanban.Money{Amount: 900_000, Currency: "NOK"})
	equal(t, "links", []string{c.Attachments[0].Name, c.Attachments[0].URL}, []string{"tenderNotice", "https://example.org/notice"})
	equal(t, "buyer", p.Units[0].Name, "Nordvik")
	equal(t, "said", codes(p, Dropped), []string{"ocds_rest 1"})
}

// TestOCDSForms reads the same release alone, in a package, and in records.
func TestOCDSForms(t *testing.T) {
	one := release("2026-11-01T00:00:00Z", asked)
	for form, file := range map[string]string{
		"alone":    one,
		"package":  packageOf(one),
		"compiled": `{"records":[{"ocid":"ocds-1","compiledRelease":` + one + `,"releases":[{"url":"https://example.org/1"}]}]}`,
		"embedded": `{"records":[{"ocid":"ocds-1","releases":[` + one + `]}]}`,
	} {
		t.Run(form, func(t *testing.T) {
			c, _ := tableCard(t, file, Options{})
			equal(t, "card", []string{c.Title, c.OCID, c.Method}, []string{"Case system", "ocds-1", "open"})
		})
	}
}

func TestOCDSStages(t *testing.T) {
	for _, c := range []struct{ name, tag, body, place, final string }{
		{"planned", "planning", `"planning":{"rationale":"Old"}`, "preparation", ""},
		{"asked for", "tender", `"tender":{"status":"active","tenderPeriod":{"endDate":"2099-01-01T00:00:00Z"}}`, "tender", ""},
		{"past its deadline", "tender", `"tender":{"status":"active","tenderPeriod":{"endDate":"2020-01-01T00:00:00Z"}}`, "evaluation", ""},
		{"of no status", "tenderUpdate", `"tender":{"title":"T"}`, "tender", ""},
		{"closed for tenders", "tenderUpdate", `"tender":{"status":"complete"}`, "evaluation", ""},
		{"awarded", "award", `"tender":{"status":"complete"},"awards":[{"id":"a","status":"active"}]`, "standstill", ""},
		{"awarded, and begun", "award", `"awards":[{"id":"a","status":"active","contractPeriod":{"startDate":"2020-01-01T00:00:00Z"}}]`, "implementation", ""},
		{"to be signed", "contract", `"contracts":[{"id":"c","status":"pending"}]`, "standstill", ""},
		{"signed", "contract", `"contracts":[{"id":"c","status":"active"}]`, "implementation", ""},
		{"over", "contractTermination", `"contracts":[{"id":"c","status":"terminated"}]`, "closed", ""},
		{"called off", "tenderCancellation", `"tender":{"status":"cancelled"}`, "closed", "cancelled"},
		{"withdrawn", "tenderUpdate", `"tender":{"status":"withdrawn"}`, "closed", "cancelled"},
		{"without tenders", "tenderUpdate", `"tender":{"status":"unsuccessful"}`, "closed", "unsuccessful"},
		{"without an award", "award", `"awards":[{"id":"a","status":"unsuccessful"},{"id":"b","status":"unsuccessful"}]`, "closed", "unsuccessful"},
	} {
		t.Run(c.name, func(t *testing.T) {
			card, _ := tableCard(t, fmt.Sprintf(`{"ocid":"ocds-1","tag":[%q],%s}`, c.tag, c.body), Options{})
			equal(t, "stage", []string{string(card.Stage), card.FinalStatus, card.Title}, []string{c.place, c.final, titleIn(c.body)})
		})
	}
}

func titleIn(body string) string {
	if strings.Contains(body, `"title":"T"`) {
		return "T"
	}
	return "ocds-1"
}

func TestOCDSOddities(t *testing.T) {
	c, _ := tableCard(t, `{"ocid":"x","tender":{"title":"T","procurementMethod":"by heart","mainProcurementCategory":"wishes","value":{"amount":5,"currency":"crowns"}}}`, Options{})
	equal(t, "kept", c.Description, "**Procurement method:** by heart\n\n**Category:** wishes\n\n**Estimated value:** 5.00 crowns")
	for file, code := range map[string]string{
		`{"releases":[]}`:                                   CodeNothing,
		`{"records":[{"ocid":"x","releases":[]}]}`:          CodeNothing,
		`{"releases":[{"ocid":"x","tender":{"title":[]}}]}`: CodeValue,
	} {
		_, err := Read("a.json", []byte(file), fixed(Options{}))
		if err == nil || asError(err).Code != code || asError(err).Advice == "" {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestOCDSOfPublishers reads a page of a real publisher, in the folder that
// TAKT_REAL_DATA names, else the stored release.
func TestOCDSOfPublishers(t *testing.T) {
	path, want := "testdata/release.json", 1
	if root := os.Getenv("TAKT_REAL_DATA"); root != "" {
		path = filepath.Join(root, "ocds/uk-contracts-finder-page-100.json")
		var file struct{ Releases []struct{ OCID string } }
		if err := json.Unmarshal(read(t, path), &file); err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, r := range file.Releases {
			ids[r.OCID] = true
		}
		want = len(ids)
	}
	board := checkAccepted(t, path, checkFile(t, path))
	if len(board.All()) != want {
		t.Errorf("%d cards, want %d", len(board.All()), want)
	}
	for _, c := range board.All() {
		if c.OCID == "" || c.Title == "" || c.Lane != kanban.Marathon {
			t.Errorf("card %+v", c.Fields)
		}
	}
}
