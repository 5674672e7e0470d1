package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"takt/server/kanban"
)

// An ocdsRelease is what the Open Contracting Data Standard (OCDS 1.1) tells
// about a contracting process at one moment, as far as a card takes it.
type ocdsRelease struct {
	OCID      string         `json:"ocid"`
	Date      string         `json:"date"`
	Tag       []string       `json:"tag"`
	Buyer     ocdsNamed      `json:"buyer"`
	Planning  ocdsPlanning   `json:"planning"`
	Tender    ocdsTender     `json:"tender"`
	Awards    []ocdsAward    `json:"awards"`
	Contracts []ocdsContract `json:"contracts"`
}

type (
	ocdsNamed    struct{ Name string }
	ocdsPlanning struct {
		Rationale string
		Project   string
		Budget    struct {
			Description string
			Amount      ocdsMoney
		}
		Documents []ocdsDocument
	}
	ocdsTender struct {
		Title, Description, Status string
		ProcurementMethod          string
		ProcurementMethodDetails   string
		MainProcurementCategory    string
		Value                      ocdsMoney
		Classification             ocdsClass
		Items                      []ocdsItem
		TenderPeriod               ocdsPeriod
		ContractPeriod             ocdsPeriod
		Documents                  []ocdsDocument
	}
	ocdsAward struct {
		ID             looseText
		Title          string
		Description    string
		Status         string
		Date           string
		Value          ocdsMoney
		Suppliers      []ocdsNamed
		Items          []ocdsItem
		ContractPeriod ocdsPeriod
		Documents      []ocdsDocument
	}
	ocdsContract struct {
		ID          looseText
		Title       string
		Description string
		Status      string
		DateSigned  string
		Value       ocdsMoney
		Period      ocdsPeriod
		Items       []ocdsItem
		Documents   []ocdsDocument
	}
	ocdsMoney struct {
		Amount   float64
		Currency string
	}
	ocdsPeriod struct{ StartDate, EndDate string }
	ocdsClass  struct {
		Scheme string
		ID     looseText
	}
	ocdsItem struct {
		Classification            ocdsClass
		AdditionalClassifications []ocdsClass
	}
	ocdsDocument struct{ Title, DocumentType, URL string }
)

// A looseText is text that older versions of the standard let be a number.
type looseText string

// UnmarshalJSON reads text or a number.
func (t *looseText) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = string(data)
	}
	*t = looseText(text)
	return nil
}

// readOCDS reads releases, alone or in a package, and packages of records: one
// card for each contracting process, as its latest release has it.
func (d *draft) readOCDS(s *source, opts Options) *Error {
	releases, err := ocdsReleases(s)
	if err != nil {
		return err
	}
	d.lane = kanban.Marathon
	r := ocdsReader{draft: d, dates: dateReader{YMD, opts.zone()}, now: opts.Now, lists: map[string]bool{}}
	processes, order := map[string]*ocdsProcess{}, []string{}
	for _, raw := range releases {
		var release ocdsRelease
		if err := json.Unmarshal(raw.data, &release); err != nil {
			e := damaged(raw.data, 0, err)
			return e.at(0, strings.Trim(raw.path+"."+e.Field, "."))
		}
		key := cmp.Or(release.OCID, raw.path)
		if processes[key] == nil {
			processes[key] = &ocdsProcess{place: raw.path}
			order = append(order, key)
		}
		processes[key].releases = append(processes[key].releases, datedRelease{momentOf(release.Date), raw.data})
	}
	for _, key := range order {
		if err := r.process(processes[key]); err != nil {
			return err
		}
	}
	d.notes.tell(Dropped, "ocds_rest", len(order), "what else the publication says of a procurement: parties, items, lots, bids, milestones, transactions")
	return nil
}

// An ocdsProcess is all that a file has about one contracting process.
type ocdsProcess struct {
	place    string
	releases []datedRelease
}

type datedRelease struct {
	at   time.Time
	data json.RawMessage
}

type rawRelease struct {
	path string
	data json.RawMessage
}

// ocdsReleases finds the releases of a file. Of a record it is the compiled
// one, else those that are embedded.
func ocdsReleases(s *source) ([]rawRelease, *Error) {
	cards := "releases"
	if s.form.has("records") {
		cards = "records"
	}
	if err := s.bounded(cards); err != nil {
		return nil, err
	}
	var file struct {
		Releases []json.RawMessage `json:"releases"`
		Records  []struct {
			Compiled json.RawMessage   `json:"compiledRelease"`
			Releases []json.RawMessage `json:"releases"`
		} `json:"records"`
	}
	if err := json.Unmarshal(s.text, &file); err != nil {
		return nil, damaged(s.text, 0, err)
	}
	var all []rawRelease
	for i, data := range file.Releases {
		all = append(all, rawRelease{fmt.Sprintf("releases[%d]", i), data})
	}
	for i, record := range file.Records {
		path := fmt.Sprintf("records[%d]", i)
		if record.Compiled != nil {
			all = append(all, rawRelease{path + ".compiledRelease", record.Compiled})
			continue
		}
		for j, data := range record.Releases {
			all = append(all, rawRelease{fmt.Sprintf("%s.releases[%d]", path, j), data})
		}
	}
	if s.form.has("ocid") && len(all) == 0 {
		all = append(all, rawRelease{"", s.text})
	}
	if len(all) == 0 {
		return nil, fail(CodeNothing, "the package has no releases").at(0, cards).advise("Download a package with releases, or with records that have a compiledRelease")
	}
	return all, nil
}

// merged is the releases of a process laid over each other, oldest first:
// what a later one does not speak of stays.
func (p *ocdsProcess) merged() (all ocdsRelease, err *Error) {
	slices.SortStableFunc(p.releases, func(a, b datedRelease) int { return a.at.Compare(b.at) })
	for _, r := range p.releases {
		older := all
		all.Tag, all.Awards, all.Contracts = nil, nil, nil
		all.Planning.Documents, all.Tender.Documents, all.Tender.Items = nil, nil, nil
		if err := json.Unmarshal(r.data, &all); err != nil {
			return all, damaged(r.data, 0, err).at(0, p.place)
		}
		all.Awards = withOlder(all.Awards, older.Awards, func(a ocdsAward) looseText { return a.ID })
		all.Contracts = withOlder(all.Contracts, older.Contracts, func(c ocdsContract) looseText { return c.ID })
		all.Planning.Documents = append(older.Planning.Documents, all.Planning.Documents...)
		all.Tender.Documents = append(older.Tender.Documents, all.Tender.Documents...)
		all.Tender.Items = append(older.Tender.Items, all.Tender.Items...)
	}
	return all, nil
}

// withOlder puts what only the older list has before the newer one.
func withOlder[T any](newer, older []T, id func(T) looseText) []T {
	gone := slices.DeleteFunc(slices.Clone(older), func(o T) bool {
		return slices.ContainsFunc(newer, func(n T) bool { return id(n) == id(o) })
	})
	return append(gone, newer...)
}
