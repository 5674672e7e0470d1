//go:build libreoffice

package xlsx

import (
	"cmp"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"takt/server/sheet"
)

// TestLibreOfficeReadsWhatWasWritten has LibreOffice open both kinds of file
// and tell what it made of each cell.
func TestLibreOfficeReadsWhatWasWritten(t *testing.T) {
	texts := slices.DeleteFunc(awkward(t), func(text string) bool { return text == "" })
	s := sheet.Sheet{
		Title:   "Portfolio",
		Columns: []sheet.Column{{Name: "Title", Kind: sheet.Text}, {Name: "Cost", Kind: sheet.Number}, {Name: "End", Kind: sheet.Date}},
		Rows:    []sheet.Row{{Cells: []any{"All", 1.5 * float64(len(texts)), "sum"}, Group: true}},
	}
	for _, text := range texts {
		s.Rows = append(s.Rows, sheet.Row{Cells: []any{text, -1.5, sheet.Day("2026-12-31")}, Level: 1})
	}
	t.Run("xlsx", func(t *testing.T) {
		rows := convert(t, "table.xlsx", "", func(f *os.File) error { return Write(f, s) })
		if len(rows) != len(s.Rows)+1 {
			t.Fatalf("%d rows of %d", len(rows), len(s.Rows)+1)
		}
		for i, row := range rows[2:] {
			holds(t, texts[i], row, readable(texts[i]))
			if row[0].Type != "string" {
				t.Errorf("%q is a %s", texts[i], row[0].Type)
			}
		}
	})
	t.Run("csv", func(t *testing.T) {
		const commaQuoteUTF8 = "--infilter=CSV:44,34,76,1"
		rows := convert(t, "table.csv", commaQuoteUTF8, func(f *os.File) error { return s.WriteCSV(f) })
		if len(rows) != len(s.Rows)+1 {
			t.Fatalf("%d rows of %d", len(rows), len(s.Rows)+1)
		}
		for i, row := range rows[2:] {
			if row[0].Type != "string" {
				row[0].Text = sheet.Harmless(texts[i]) // "1E2" is a number where nothing says it is not
			}
			holds(t, texts[i], row, readable(sheet.Harmless(texts[i])))
		}
	})
}

// holds compares a row with what was written.
func holds(t *testing.T, text string, row []cell, shown string) {
	t.Helper()
	if got := oneLine(row[0].text()); got != oneLine(shown) {
		t.Errorf("%q is shown as %q", text, got)
	}
	if row[1].Value != "-1.5" || row[1].Type != "float" {
		t.Errorf("%q: the number is %+v", text, row[1])
	}
	if row[2].Date != "2026-12-31" {
		t.Errorf("%q: the day is %+v", text, row[2])
	}
}

// oneLine compares texts but for how white space and ends of lines are told,
// and for signs that a spreadsheet does not have.
func oneLine(text string) string {
	kept := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == '\uFFFD' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(strings.TrimPrefix(strings.Join(strings.Fields(kept), " "), "'"))
}

// A cell is what LibreOffice makes of one.
type cell struct {
	Formula string   `xml:"formula,attr"`
	Type    string   `xml:"value-type,attr"`
	Value   string   `xml:"value,attr"`
	Date    string   `xml:"date-value,attr"`
	Lines   []spaced `xml:"p"`
	Text    string   `xml:"-"`
}

func (c cell) text() string {
	if c.Text != "" {
		return c.Text
	}
	var lines []string
	for _, line := range c.Lines {
		lines = append(lines, line.text)
	}
	return strings.Join(lines, "\n")
}

// A spaced is a paragraph, in which elements stand for white space.
type spaced struct{ text string }

// UnmarshalXML reads the text of a paragraph.
func (s *spaced) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			if token.Name.Local != "a" && token.Name.Local != "span" {
				s.text += " "
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			s.text += string(token)
		}
	}
	return nil
}

// convert writes a file, has LibreOffice read it, and returns the rows it saw.
// None of them may have a formula.
func convert(t *testing.T, name, how string, write func(*os.File) error) [][]cell {
	t.Helper()
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := write(file); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	args := []string{"--headless", "-env:UserInstallation=file://" + dir + "/profile", "--convert-to", "fods", "--outdir", dir, file.Name()}
	if how != "" {
		args = append([]string{how}, args...)
	}
	if out, err := exec.Command(cmp.Or(os.Getenv("SOFFICE"), "soffice"), args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "table.fods"))
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Rows []struct {
			Cells []cell `xml:"table-cell"`
		} `xml:"body>spreadsheet>table>table-row"`
		Grouped []struct {
			Cells []cell `xml:"table-cell"`
		} `xml:"body>spreadsheet>table>table-row-group>table-row"`
	}
	if err := xml.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	var rows [][]cell
	for _, row := range slices.Concat(document.Rows, document.Grouped) {
		for _, c := range row.Cells {
			if c.Formula != "" {
				t.Errorf("%s has the formula %s", name, c.Formula)
			}
		}
		if len(row.Cells) >= 3 {
			rows = append(rows, row.Cells)
		}
	}
	return rows
}
