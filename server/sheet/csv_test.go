package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	s := Sheet{
		Columns: []Column{{"@name", Text}, {"Cost", Number}, {"End", Date}},
		Rows: []Row{
			{Cells: []any{"Welfare", -1500.5, nil}, Group: true},
			{Cells: []any{"=1+1", -1500.5, Day("2026-12-31")}, Level: 1},
			{Cells: []any{"a \"b\"\r\nc", nil, nil}, Level: 1},
		},
	}
	var b bytes.Buffer
	if err := s.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff'@name,Cost,End\r\nWelfare,-1500.5,\r\n'=1+1,-1500.5,2026-12-31\r\n\"a \"\"b\"\"\r\nc\",,\r\n"
	if b.String() != want {
		t.Errorf("%q\nwant\n%q", b.String(), want)
	}
}

func TestEveryTextComesBackFromCSV(t *testing.T) {
	var rows [][]any
	for _, text := range naughty(t) {
		rows = append(rows, []any{text, "after"})
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, []string{"x", "y"}, func(yield func([]any) bool) {
		for _, row := range rows {
			if !yield(row) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil || len(lines) != len(rows)+1 {
		t.Fatalf("%d lines of %d: %v", len(lines), len(rows)+1, err)
	}
	for i, row := range rows {
		// A carriage return is kept before a line feed, where readers drop it.
		text := strings.ReplaceAll(row[0].(string), "\r", "")
		if got := lines[i+1][0]; strings.TrimPrefix(got, "'") != strings.TrimPrefix(text, "'") {
			t.Errorf("%q came back as %q", text, got)
		} else if got != "" && strings.ContainsRune("=+-@\t\r", rune(got[0])) {
			t.Errorf("%q would be a formula", got)
		}
	}
}

// naughty returns texts that have broken programs, and some that would be
// formulas.
func naughty(t *testing.T) []string {
	data, err := os.ReadFile("../../frontend/e2e/testdata/naughty.json")
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Strings []string }
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return append(list.Strings, "=1+1", "+46 8 508", "-1", "@SUM(1,2)", "\t=1", "\r=1", `=HYPERLINK("http://x")`, "'=1", "a,b;c\td")
}

func TestCellsOfAColumn(t *testing.T) {
	for _, c := range []struct {
		kind  Kind
		value any
		group bool
		want  any
		fits  bool
	}{
		{Text, "=1", false, "=1", true},
		{Text, 1.0, false, 1.0, false},
		{Number, 1.5, false, 1.5, true},
		{Number, "1", false, "1", false},
		{Number, "12 cards", true, "12 cards", true},
		{Date, "2026-12-31", false, Day("2026-12-31"), true},
		{Date, "2026-12-32", false, "2026-12-32", false},
		{Date, "Q4", true, "Q4", true},
		{Number, nil, false, nil, true},
		{Text, true, false, nil, false},
		{Text, []any{}, true, nil, false},
	} {
		if got, fits := (Column{Kind: c.kind}).Cell(c.value, c.group); got != c.want || fits != c.fits {
			t.Errorf("%v in a column of %s: %v, %v", c.value, c.kind, got, fits)
		}
	}
}
