package insight

import (
	"io"
	"slices"

	"takt/server/sheet"
)

// A Table is a figure's data in rows. Cells are texts, numbers and dates, and
// nil where there is no value.
type Table struct {
	Columns []string
	Rows    [][]any
}

// row adds a row.
func (t *Table) row(cells ...any) { t.Rows = append(t.Rows, cells) }

// WriteCSV writes the table as [sheet.WriteCSV] does.
func (t Table) WriteCSV(w io.Writer) error {
	return sheet.WriteCSV(w, t.Columns, slices.Values(t.Rows))
}
