package insight

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"takt/server/kanban"
)

// A Table is a figure's data in rows. Cells are texts, numbers and dates, and
// nil where there is no value.
type Table struct {
	Columns []string
	Rows    [][]any
}

// row adds a row.
func (t *Table) row(cells ...any) { t.Rows = append(t.Rows, cells) }

// WriteCSV writes the table as UTF-8 with a byte order mark, by which
// spreadsheets recognise it, and otherwise after RFC 4180. A text that a
// spreadsheet would take for a formula begins with an apostrophe.
func (t Table) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(t.Columns); err != nil {
		return err
	}
	line := make([]string, len(t.Columns))
	for _, row := range t.Rows {
		for i, cell := range row {
			line[i] = cellText(cell)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func cellText(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int, bool, kanban.Date:
		return fmt.Sprint(v)
	default:
		return harmless(fmt.Sprint(v))
	}
}

// harmless keeps a text from being a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
