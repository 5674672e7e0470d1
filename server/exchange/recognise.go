package exchange

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// foreign are files that are not imported, by how they begin.
var foreign = []struct{ begins, kind, advice string }{
	{"PK\x03\x04", "a workbook (Excel, LibreOffice) or another zip archive", saveAsCSV},
	{"PK\x05\x06", "an empty zip archive", saveAsCSV},
	{"\xd0\xcf\x11\xe0", "an old or a password-protected Office document", saveAsCSV},
	{"%PDF", "a PDF document", exportTable},
	{"\x1f\x8b", "a compressed file (gzip)", "Unpack it first"},
	{"7z\xbc\xaf", "a compressed file (7-Zip)", "Unpack it first"},
	{"Rar!", "a compressed file (RAR)", "Unpack it first"},
	{"\x89PNG", "a picture", exportTable},
	{"\xff\xd8\xff", "a picture", exportTable},
	{"GIF8", "a picture", exportTable},
	{"SQLite format 3", "a database", exportTable},
	{"BEGIN:VCALENDAR", calendar, exportTable},
	{"BEGIN:VCARD", "an address book", exportTable},
	{"<!doctype html", "a web page", "It may be a sign-in page saved in place of the export; download the file again while signed in"},
	{"<html", "a web page", "It may be a sign-in page saved in place of the export; download the file again while signed in"},
	{"<", "an XML document", exportTable},
	{"{\\rtf", "a text document (RTF)", exportTable},
}

const (
	calendar    = "a calendar (ICS)"
	saveAsCSV   = "Open it and save the sheet with the cards as CSV (UTF-8), then import that"
	exportTable = "Export a table as CSV, a Trello board as JSON, or a board of Takt, and import that"
)

// A source is a file being read.
type source struct {
	name string
	data []byte
	text []byte // of a JSON document, once surveyed
	form shape
}

// json surveys the file as a JSON document, once.
func (s *source) json() *Error {
	if s.text != nil {
		return nil
	}
	text, ok := jsonText(s.data)
	if !ok {
		return fail(CodeSyntax, "this does not begin like JSON: %s", short(printable(s.data))).
			at(1, "").advise("Export the board again, and choose JSON")
	}
	form, err := survey(text)
	s.text, s.form = text, form
	return err
}

func (s *source) recognise() (Format, *Error) {
	data := s.data
	if len(bytes.TrimSpace(bytes.Trim(data, "\x00"))) == 0 {
		return "", fail(CodeEmpty, "the file is empty").advise("Export it again; the download may have failed")
	}
	if len(data) > MaxTaktFile {
		return "", tooManyBytes(len(data), MaxTaktFile)
	}
	if kind, advice := foreignKind(s.name, data); kind != "" {
		return "", fail(CodeKind, "this is %s, which cannot be imported", kind).advise("%s", advice)
	}
	if _, ok := jsonText(data); ok {
		return s.recogniseJSON()
	}
	if ext := strings.ToLower(path.Ext(s.name)); ext == ".json" {
		return "", fail(CodeSyntax, "the name says JSON, but the content does not begin like JSON: %s", short(printable(data))).
			at(1, "").advise("Export it again, or name it .csv when it is a table")
	}
	return recogniseTable(data)
}

func foreignKind(name string, data []byte) (kind, advice string) {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, f := range foreign {
		if begin := head[:min(len(head), len(f.begins))]; lowerASCII(begin) == lowerASCII([]byte(f.begins)) {
			return f.kind, f.advice
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".ics":
		return calendar, exportTable
	case ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers":
		return "by its name a workbook", saveAsCSV
	}
	return "", ""
}

// lowerASCII leaves bytes that are not text as they are.
func lowerASCII(b []byte) string {
	lower := slices.Clone(b)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}

func printable(data []byte) string {
	s, _ := plain(strings.ToValidUTF8(string(data[:min(len(data), 200)]), ""))
	return s
}

// recogniseTable tells Jira's tables from others by their headings.
func recogniseTable(data []byte) (Format, *Error) {
	text, _, err := decodeText(data, "")
	if err != nil {
		return "", err
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	head := strings.ToLower(first)
	if strings.Contains(head, "issue key") && strings.Contains(head, "summary") {
		return Jira, nil
	}
	return CSV, nil
}

// recogniseJSON tells a document's kind by the names in its outermost object.
func (s *source) recogniseJSON() (Format, *Error) {
	if err := s.json(); err != nil {
		return "", err
	}
	switch s := s.form; {
	case s.has("takt"):
		return Takt, nil
	case s.has("lanes", "cards", "epoch"):
		return "", notImported("a board of Takt without its envelope").
			advise(`Export the board again, or put it into {"takt": 1, "board": …}`)
	case s.has("swimlanes") || s.has("_format"):
		return "", notImported("a board of WeKan as JSON").advise("Export the board of WeKan as CSV and import that")
	case s.has("lists", "cards"):
		return Trello, nil
	case s.has("items") && (s.has("totalCount") || s.item):
		return GitHub, nil
	case s.has("ocid") || s.has("releases") || s.has("records"):
		return OCDS, nil
	case s.has("projects") || s.has("publishedDate"):
		return "", notImported("open data about projects (OC4IDS)").
			advise("List the projects in a table and import that as CSV, or the procurements as OCDS releases")
	case s.has("$schema"):
		return "", notImported("a JSON schema").advise("%s", exportTable)
	case s.has("stacks"):
		return "", notImported("a board of Nextcloud Deck").advise("Export the board as CSV and import that")
	}
	return "", notImported("JSON, but not a board Takt knows").
		advise("Takt imports its own export, a Trello board (Share, Export as JSON), a GitHub project and open contracting data (OCDS); anything else as a table (CSV)")
}

func notImported(what string) *Error { return fail(CodeKind, "this is %s", what) }
