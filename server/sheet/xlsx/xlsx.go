// Package xlsx writes a sheet as a workbook for spreadsheets. Numbers and days
// are numbers and days there; a text is a cell of text, whatever it begins
// with, and stays one when somebody edits it.
package xlsx

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"takt/server/sheet"
)

// MaxText is how many bytes a text may have: no more than spreadsheets take as
// characters in a cell.
const MaxText = excelize.TotalCellChars

// Write writes the sheet as a workbook: the headings stay in sight and have
// filters, the rows of a group can be folded. It keeps what is large in a
// temporary file while it writes.
func Write(w io.Writer, s sheet.Sheet) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil {
			err = closed
		}
	}()
	name := tabName(s.Title)
	if err := prepare(book, name, s); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	if err := fill(book, name, s); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return book.Write(w)
}

// prepare names the tab and gives its headings filters.
func prepare(book *excelize.File, name string, s sheet.Sheet) error {
	if err := book.SetSheetName(book.GetSheetName(0), name); err != nil {
		return err
	}
	if err := book.SetDocProps(&excelize.DocProperties{Title: s.Title, Creator: "Takt"}); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(max(len(s.Columns), 1), len(s.Rows)+1)
	if err != nil {
		return err
	}
	if err := book.AutoFilter(name, "A1:"+last, nil); err != nil {
		return err
	}
	above := false
	return book.SetSheetProps(name, &excelize.SheetPropsOptions{OutlineSummaryBelow: &above})
}

// fill writes headings and rows.
func fill(book *excelize.File, name string, s sheet.Sheet) error {
	styles, err := stylesOf(book, s)
	if err != nil {
		return err
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, width := range widths(s) {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	headings := make([]any, len(s.Columns))
	for i, column := range s.Columns {
		headings[i] = excelize.Cell{StyleID: styles.heading, Value: column.Name}
	}
	if err := out.SetRow("A1", headings); err != nil {
		return err
	}
	cells := make([]any, len(s.Columns))
	for i, row := range s.Rows {
		for j, cell := range row.Cells {
			cells[j] = styles.cell(row, j, cell)
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, cells, excelize.RowOpts{OutlineLevel: row.Level}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// A look is how cells of a kind are shown, in ordinary rows and in those of
// groups.
type look struct{ plain, group int }

type styles struct {
	heading int
	text    look
	day     look
	numbers []look // by column
}

// Number formats, as spreadsheets number those they know.
const (
	wholeNumber  = 3 // #,##0
	brokenNumber = 4 // #,##0.00
	textFormat   = 49
	dayFormat    = "yyyy-mm-dd"
)

func stylesOf(book *excelize.File, s sheet.Sheet) (styles, error) {
	var all styles
	var failed error
	style := func(style excelize.Style) int {
		id, err := book.NewStyle(&style)
		if err != nil {
			failed = err
		}
		return id
	}
	bold := &excelize.Font{Bold: true}
	shade := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E9EBEF"}}
	both := func(format excelize.Style) look {
		plain := style(format)
		format.Font, format.Fill = bold, shade
		return look{plain, style(format)}
	}
	line := []excelize.Border{{Type: "bottom", Style: 1, Color: "7D8696"}}
	all.heading = style(excelize.Style{Font: bold, Border: line, NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	all.text = both(excelize.Style{NumFmt: textFormat})
	format := dayFormat
	all.day = both(excelize.Style{CustomNumFmt: &format})
	whole, broken := both(excelize.Style{NumFmt: wholeNumber}), both(excelize.Style{NumFmt: brokenNumber})
	for i := range s.Columns {
		all.numbers = append(all.numbers, whole)
		if hasFractions(s, i) {
			all.numbers[i] = broken
		}
	}
	return all, failed
}

func hasFractions(s sheet.Sheet, column int) bool {
	for _, row := range s.Rows {
		if n, ok := row.Cells[column].(float64); ok && n != math.Trunc(n) {
			return true
		}
	}
	return false
}

// cell returns a value as it is written in column i of a row.
func (all styles) cell(row sheet.Row, i int, value any) any {
	of := func(l look, value any) excelize.Cell {
		if row.Group {
			return excelize.Cell{StyleID: l.group, Value: value}
		}
		return excelize.Cell{StyleID: l.plain, Value: value}
	}
	switch v := value.(type) {
	case float64:
		return of(all.numbers[i], v)
	case string:
		return of(all.text, v)
	case sheet.Day:
		if day, ok := serial(v); ok {
			return of(all.day, day)
		}
		return of(all.text, string(v))
	}
	if row.Group {
		return of(all.text, nil)
	}
	return nil
}

// serial returns a day as spreadsheets count days, which they agree on from
// March 1900 on.
func serial(day sheet.Day) (int, bool) {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil || t.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)) {
		return 0, false
	}
	return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)), true
}

// widths returns how wide each column is, in characters.
func widths(s sheet.Sheet) []float64 {
	const narrow, wide = 10, 60
	list := make([]float64, len(s.Columns))
	for i, column := range s.Columns {
		most := utf8.RuneCountInString(column.Name) + 3 // room for the filter's button
		for _, row := range s.Rows {
			if text, ok := row.Cells[i].(string); ok && !row.Group {
				most = max(most, utf8.RuneCountInString(text))
			}
		}
		list[i] = float64(min(max(most+1, narrow), wide))
	}
	return list
}

// tabName makes a title the name of a tab, which is short and lacks some
// characters.
func tabName(title string) string {
	kept := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, title)
	short := strings.Join(strings.Fields(kept), " ")
	for utf16Length(short) > excelize.MaxSheetNameLength {
		_, last := utf8.DecodeLastRuneInString(short)
		short = strings.TrimSpace(short[:len(short)-last])
	}
	return cmp.Or(short, "Takt")
}

func utf16Length(text string) int { return len(utf16.Encode([]rune(text))) }
