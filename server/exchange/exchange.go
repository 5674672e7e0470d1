// Package exchange turns files into boards and boards into files.
//
// [Read] takes a file of Takt's own JSON, a Trello export, a GitHub project,
// open contracting data (OCDS) or any table (CSV, TSV; Jira and WeKan write such) and returns a [Plan]: what
// becomes what, what was assumed, what is kept in another place and what is
// dropped, each counted and with samples. Everything recognised can be
// corrected in [Options] and read again. A Plan without a Problem holds ONE
// command that makes the whole board, or adds everything to a board, so that
// nothing is ever imported by half. The command has been decided once, so a
// board does not refuse what the file holds.
//
// [Write] writes a board in Takt's own JSON; reading that again gives the same
// board apart from its id, epoch and sequence number, and ranks that may be
// spelled anew in the same order.
//
// # What is promised about text
//
// No text of a foreign file is lost without a Note saying so. A value that
// its field does not take (a date that is none, an amount in words, a column
// Takt has no field for) is kept below the card's description under the
// heading the file gives it. A title that is too long is cut and stands whole
// at the top of the description. A description that is too long continues in
// comments. Where even that does not fit, the file is refused with the line.
//
// # Bounds
//
// A file has at most [MaxFile] bytes ([MaxTaktFile] for Takt's own) and
// [MaxCards] cards ([kanban.MaxCards] for Takt's own); time and memory are
// proportional to its size whatever it holds. Values are only ever text: a
// cell that begins with "=" is not a formula here.
package exchange

import (
	"bytes"
	"crypto/rand"
	"path"
	"strings"
	"time"

	"takt/server/kanban"
)

// Limits of a file.
const (
	MaxFile     = 16 << 20 // bytes
	MaxTaktFile = 64 << 20 // bytes of Takt's own JSON
	MaxCards    = 5_000    // in a file that is not Takt's own
)

// A Format is a kind of file that can be read.
type Format string

// The formats. WeKan's and Jira's tables are CSV whose headings are known.
const (
	Takt   Format = "takt"   // Takt's own JSON, as Write makes it
	Trello Format = "trello" // "Export as JSON" of a Trello board
	GitHub Format = "github" // gh project item-list --format json
	CSV    Format = "csv"    // a table, whatever its delimiter
	Jira   Format = "jira"   // a table exported by Jira
	OCDS   Format = "ocds"   // releases or records of the Open Contracting Data Standard
)

// Recognise tells the format of a file from its content and, where that
// leaves it open, its name. The error is an *Error that says what to do with
// a file that cannot be imported.
func Recognise(name string, data []byte) (Format, error) {
	f, err := (&source{name: name, data: data}).recognise()
	if err != nil {
		return "", err
	}
	return f, nil
}

// Read plans the import of a file. The error is the Plan's Problem; the Plan
// tells as much as could be read all the same, so that options can be chosen.
func Read(name string, data []byte, opts Options) (*Plan, error) {
	p := &Plan{Format: opts.Format}
	opts, problem := opts.complete()
	if problem == nil {
		problem = p.read(&source{name: name, data: data}, opts)
	}
	p.complete()
	if problem != nil {
		p.Problem, p.Command = problem, nil
		return p, problem
	}
	return p, nil
}

func (p *Plan) read(s *source, opts Options) *Error {
	if p.Format == "" {
		f, err := s.recognise()
		if err != nil {
			return err
		}
		p.Format = f
	}
	if most := limitOf(p.Format); len(s.data) > most {
		return tooManyBytes(len(s.data), most)
	}
	d := &draft{name: nameFrom(s.name)}
	var err *Error
	switch p.Format {
	case Takt:
		return p.readTakt(s, opts)
	case Trello:
		err = d.readTrello(s, opts)
	case GitHub:
		err = d.readGitHub(s, opts)
	case OCDS:
		err = d.readOCDS(s, opts)
	case CSV, Jira:
		err = d.readTable(s.data, opts, p)
	default:
		err = fail(CodeOption, "unknown format “%s”", short(string(p.Format))).
			at(0, "format").advise("Choose takt, trello, github, ocds, csv or jira, or leave it out")
	}
	p.Reading, p.Columns = d.reading, d.columns
	if err != nil {
		p.Notes = d.notes.all()
		return err
	}
	return p.build(d, opts)
}

func limitOf(f Format) int {
	if f == Takt {
		return MaxTaktFile
	}
	return MaxFile
}

func tooManyBytes(size, most int) *Error {
	return fail(CodeTooLarge, "the file has %d MiB, more than the %d MiB that can be imported", (size+1<<20-1)>>20, most>>20).
		advise("Split it, or leave out closed cards")
}

// complete fills in what the caller left open and refuses what is wrong.
func (o Options) complete() (Options, *Error) {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	if o.By == "" {
		o.By = "guest"
	}
	if o.Mint == nil {
		o.Mint = func() string { return strings.ToLower(rand.Text()[:12]) }
	}
	if o.Archived == "" {
		o.Archived = ToArchive
	}
	if o.Zone == "" {
		o.Zone = "Europe/Stockholm"
	}
	return o, o.check()
}

func (o Options) check() *Error {
	oneOf := func(field, value string, allowed ...string) *Error {
		for _, a := range append(allowed, "") {
			if a == value {
				return nil
			}
		}
		return fail(CodeOption, "“%s” is not possible here", short(value)).at(0, field).
			advise("Choose one of %s", strings.Join(allowed, ", "))
	}
	_, zoneErr := time.LoadLocation(o.Zone)
	switch {
	case zoneErr != nil:
		return fail(CodeOption, "unknown time zone “%s”", short(o.Zone)).at(0, "zone").advise("Write it like Europe/Oslo")
	case len(o.Currency) != 0 && !currencyCode(o.Currency):
		return fail(CodeOption, "“%s” is not a currency", short(o.Currency)).at(0, "currency").advise("Write it like SEK")
	case o.AmountUnit < 0 || o.AmountUnit > 1e9:
		return fail(CodeOption, "an amount cannot stand for %v", o.AmountUnit).at(0, "amount_unit").advise("Choose 1, 1000 or 1000000")
	case o.By != "" && !kanban.ValidID(string(o.By)):
		return fail(CodeOption, "“%s” is not a person", short(string(o.By))).at(0, "by").advise("Sign in first")
	}
	for _, person := range o.People {
		if !kanban.ValidID(string(person)) {
			return fail(CodeOption, "“%s” is not a person", short(string(person))).at(0, "people").advise("Map people to ids of people")
		}
	}
	for _, err := range []*Error{
		oneOf("archived", o.Archived, ToArchive, ToDrop, ToOpen),
		oneOf("lane", string(o.Lane), string(kanban.Marathon), string(kanban.Sprint)),
		oneOf("dates", o.Dates, DateOrders...),
		oneOf("decimal", o.Decimal, ".", ","),
		oneOf("encoding", o.Encoding, Encodings...),
		oneOf("delimiter", o.Delimiter, Delimiters...),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func currencyCode(s string) bool {
	return len(s) == 3 && strings.ToUpper(s) == s && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func (o Options) zone() *time.Location {
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return time.UTC // complete has refused it
	}
	return zone
}

// complete gives every list of the plan a value, so that its JSON has none
// that is null.
func (p *Plan) complete() {
	orEmpty(&p.Lists)
	orEmpty(&p.People)
	orEmpty(&p.Labels)
	orEmpty(&p.Units)
	orEmpty(&p.Clusters)
	orEmpty(&p.Notes)
	orEmpty(&p.Samples)
	orEmpty(&p.Targets)
}

func orEmpty[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}

// nameFrom makes a board's name of a file's.
func nameFrom(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	base, _ = plain(strings.ToValidUTF8(base, ""))
	base = strings.Join(strings.Fields(strings.NewReplacer("_", " ", "-", " ").Replace(base)), " ")
	return cut(base, kanban.MaxName)
}

func isJSON(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}
