package exchange

import (
	"strings"
	"testing"

	"takt/server/kanban"
)

func TestRecognise(t *testing.T) {
	cases := []struct {
		name, data string
		want       Format
	}{
		{"b.json", `{"takt":1,"board":{}}`, Takt},
		{"b.json", "\xef\xbb\xbf {\"lists\":[],\"cards\":[],\"actions\":[]}", Trello},
		{"no-ending", `{"cards":[],"lists":[]}`, Trello},
		{"p.json", `{"items":[{"content":{}}],"totalCount":1}`, GitHub},
		{"t.csv", "Title;Status\nOne;Done\n", CSV},
		{"t.txt", "Title\tStatus\nOne\tDone\n", CSV},
		{"j.csv", "Summary,Issue key,Status\nOne,A-1,Done\n", Jira},
		{"u.json", "\xff\xfe{\x00\"\x00t\x00a\x00k\x00t\x00\"\x00:\x001\x00}\x00", Takt},
	}
	for _, c := range cases {
		if got, err := Recognise(c.name, []byte(c.data)); err != nil || got != c.want {
			t.Errorf("%s %q: got %q, %v", c.name, c.data, got, err)
		}
	}
}

func TestRecogniseRefuses(t *testing.T) {
	cases := []struct{ name, data, code, says string }{
		{"a.csv", "", CodeEmpty, "empty"},
		{"a.csv", " \n\t", CodeEmpty, "empty"},
		{"a.xlsx", "PK\x03\x04abc", CodeKind, "save the sheet"},
		{"a.csv", "PK\x03\x04abc", CodeKind, "save the sheet"},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1", CodeKind, "save the sheet"},
		{"a.xlsx", "\x01\x02\x03\x04", CodeKind, "save the sheet"},
		{"a.ics", "BEGIN:VCALENDAR\r\n", CodeKind, "calendar"},
		{"a.csv", "<!DOCTYPE html><html>", CodeKind, "sign-in page"},
		{"a.pdf", "%PDF-1.7", CodeKind, "PDF"},
		{"a.csv", "\x89PNG\r\n\x1a\n", CodeKind, "picture"},
		{"a.json", `{"projects":[],"version":"0.9"}`, CodeKind, "OC4IDS"},
		{"a.json", `{"lists":[],"cards":[],"swimlanes":[]}`, CodeKind, "WeKan"},
		{"a.json", `{"lanes":[],"cards":[],"epoch":"e"}`, CodeKind, "envelope"},
		{"a.json", `["a","b"]`, CodeKind, "not a board Takt knows"},
		{"a.json", `{"lists":[`, CodeSyntax, "incomplete"},
		{"a.json", "{\"lists\":[],\n\"cards\":[1,]}", CodeSyntax, "line 2"},
		{"a.json", `{} {}`, CodeSyntax, "something follows"},
		{"a.json", `Title,Status`, CodeSyntax, "name it .csv"},
	}
	for _, c := range cases {
		_, err := Recognise(c.name, []byte(c.data))
		if problem := asError(err); problem.Code != c.code || problem.Advice == "" || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %q: got %v", c.name, c.data, err)
		}
	}
}

func TestWrongOptions(t *testing.T) {
	cases := []struct {
		field string
		opts  Options
	}{
		{"format", Options{Format: "excel"}},
		{"archived", Options{Archived: "burn"}},
		{"lane", Options{Lane: "jog"}},
		{"encoding", Options{Encoding: "ebcdic"}},
		{"delimiter", Options{Delimiter: "::"}},
		{"dates", Options{Dates: "ydm"}},
		{"decimal", Options{Decimal: "'"}},
		{"currency", Options{Currency: "kr"}},
		{"amount_unit", Options{AmountUnit: -1}},
		{"zone", Options{Zone: "Mars/Base"}},
		{"people", Options{People: map[string]kanban.UserID{"Ann": "Ann Exempel"}}},
		{"by", Options{By: "no id"}},
		{"header", Options{Header: 7}},
		{"columns", Options{Columns: map[string]Field{"Colour": FieldTitle}}},
		{"Title", Options{Columns: map[string]Field{"Title": "name"}}},
		{"lists", Options{Lists: map[string]Target{"Nowhere": {Skip: true}}}},
		{"Done", Options{Lists: map[string]Target{"Done": {Stage: "nowhere", Lane: kanban.Sprint}}}},
		{"Done", Options{Lists: map[string]Target{"Done": {Mark: "stamp"}}}},
		{"into", Options{Into: []byte("{}")}},
	}
	table := []byte("Title,Status\nOne,Done\nTwo,Idea\n")
	for _, c := range cases {
		p, err := Read("t.csv", table, fixed(c.opts))
		if problem := asError(err); problem.Code != CodeOption || problem.Field != c.field || problem.Advice == "" || p.Command != nil {
			t.Errorf("%s: got %v", c.field, err)
		}
	}
	if p, err := Read("t.csv", table, fixed(Options{Lists: map[string]Target{"Done": {Skip: true}, "Idea": {Skip: true}}})); asError(err).Code != CodeNothing || len(p.Lists) != 2 {
		t.Errorf("everything left out: %v", err)
	}
}
