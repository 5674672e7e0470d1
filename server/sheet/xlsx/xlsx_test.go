package xlsx

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"takt/server/sheet"
)

// open writes a sheet and reads it back.
func open(t *testing.T, s sheet.Sheet) (*excelize.File, string) {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, s); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return book, book.GetSheetName(0)
}

var portfolio = sheet.Sheet{
	Title:   "Portfolio: 2027/28",
	Columns: []sheet.Column{{Name: "Title", Kind: sheet.Text}, {Name: "Cost", Kind: sheet.Number}, {Name: "People", Kind: sheet.Number}, {Name: "End", Kind: sheet.Date}},
	Rows: []sheet.Row{
		{Cells: []any{"Welfare", 1500000.0, 2.5, "two cards"}, Group: true},
		{Cells: []any{"=1+1", 1500000.0, 2.5, sheet.Day("2026-12-31")}, Level: 1},
		{Cells: []any{"-x", nil, nil, nil}, Level: 1},
	},
}

func TestAWorkbook(t *testing.T) {
	book, tab := open(t, portfolio)
	if tab != "Portfolio 2027 28" {
		t.Errorf("the tab is %q", tab)
	}
	want := [][]string{
		{"Title", "Cost", "People", "End"},
		{"Welfare", "1,500,000", "2.50", "two cards"},
		{"=1+1", "1,500,000", "2.50", "2026-12-31"},
		{"-x"},
	}
	rows, err := book.GetRows(tab)
	if err != nil || fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("rows %q, %v", rows, err)
	}
	for cell, want := range map[string]excelize.CellType{"A3": excelize.CellTypeInlineString, "B3": excelize.CellTypeUnset, "D3": excelize.CellTypeUnset} {
		if kind, err := book.GetCellType(tab, cell); err != nil || kind != want {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
	}
	if raw, err := book.GetCellValue(tab, "D3", excelize.Options{RawCellValue: true}); err != nil || raw != "46387" {
		t.Errorf("the last day of 2026 is %q, %v", raw, err)
	}
}

func TestHeadingsStayAndRowsFold(t *testing.T) {
	book, tab := open(t, portfolio)
	panes, err := book.GetPanes(tab)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	for _, name := range book.GetDefinedName() {
		if name.Name == "_xlnm._FilterDatabase" && name.RefersTo != "'Portfolio 2027 28'!$A$1:$D$4" {
			t.Errorf("filters on %s", name.RefersTo)
		}
	}
	for row, want := range map[int]uint8{1: 0, 2: 0, 3: 1, 4: 1} {
		if level, err := book.GetRowOutlineLevel(tab, row); err != nil || level != want {
			t.Errorf("row %d lies at level %d, %v", row, level, err)
		}
	}
	for cell, want := range map[string]bool{"A1": true, "A2": true, "B2": true, "A3": false} {
		id, err := book.GetCellStyle(tab, cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := book.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if bold := style.Font != nil && style.Font.Bold; bold != want {
			t.Errorf("%s is bold: %v", cell, bold)
		}
	}
}

func TestNoTextIsAFormulaAndEachComesBack(t *testing.T) {
	texts := awkward(t)
	s := sheet.Sheet{Title: "'[]", Columns: []sheet.Column{{Name: "=1", Kind: sheet.Text}}}
	for _, text := range texts {
		s.Rows = append(s.Rows, sheet.Row{Cells: []any{text}})
	}
	book, tab := open(t, s)
	for i, text := range texts {
		at := fmt.Sprintf("A%d", i+2)
		if formula, err := book.GetCellFormula(tab, at); err != nil || formula != "" {
			t.Errorf("%q is the formula %q, %v", text, formula, err)
		}
		if got, err := book.GetCellValue(tab, at); err != nil || got != readable(text) {
			t.Errorf("%q came back as %q, %v", text, got, err)
		}
	}
}

// awkward returns texts that have broken programs, and some that would be
// formulas.
func awkward(t *testing.T) []string {
	data, err := os.ReadFile("../../../frontend/e2e/testdata/naughty.json")
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Strings []string }
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return append(list.Strings, "=1+1", "+46 8 508", "-1", "@SUM(1,2)", "\t=1", "\r=1", "_x000D_", " x ", "a\r\nb", strings.Repeat("å", MaxText/2))
}

// readable has a sign for what XML cannot hold.
func readable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, text)
}

func TestNamesOfTabs(t *testing.T) {
	for title, want := range map[string]string{
		"":                        "Takt",
		" '*' ":                   "Takt",
		"Q1/Q2: plan [draft]?":    "Q1 Q2 plan draft",
		strings.Repeat("å", 40):   strings.Repeat("å", 31),
		strings.Repeat("😀", 40):   strings.Repeat("😀", 15),
		strings.Repeat("a b", 15): "a ba ba ba ba ba ba ba ba ba ba",
	} {
		if got := tabName(title); got != want {
			t.Errorf("%q: %q", title, got)
		}
	}
}

func TestDaysAreCountedAsSpreadsheetsDo(t *testing.T) {
	for day, want := range map[sheet.Day]int{"1900-03-01": 61, "2000-02-29": 36585, "2026-12-31": 46387} {
		if got, ok := serial(day); !ok || got != want {
			t.Errorf("%s is day %d", day, got)
		}
	}
	if _, ok := serial("1900-02-28"); ok {
		t.Error("spreadsheets do not agree on days before March 1900")
	}
}

// BenchmarkLargest writes 5,000 rows of 40 columns.
func BenchmarkLargest(b *testing.B) {
	s := sheet.Sheet{Title: "Portfolio"}
	kinds := []sheet.Kind{sheet.Text, sheet.Text, sheet.Number, sheet.Date}
	for i := range 40 {
		s.Columns = append(s.Columns, sheet.Column{Name: fmt.Sprintf("Column %d", i), Kind: kinds[i%4]})
	}
	for range 5_000 {
		cells := make([]any, 40)
		for i := range cells {
			cells[i] = []any{"A title of some length, as they are", "Welfare", 1234.5, sheet.Day("2027-06-30")}[i%4]
		}
		s.Rows = append(s.Rows, sheet.Row{Cells: cells})
	}
	b.ReportAllocs()
	for b.Loop() {
		var file bytes.Buffer
		if err := Write(&file, s); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(file.Len())/1024, "KiB")
	}
}
