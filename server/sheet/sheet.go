// Package sheet is a table as people take it elsewhere: columns that each
// hold one kind of value, and rows as they were shown.
//
// What somebody wrote never becomes a formula in a spreadsheet: texts that one
// would take for a formula are made harmless in CSV ([Harmless]), and are cells
// of text in a workbook (package xlsx). The package is pure.
package sheet

import "time"

// A Kind is what the cells of a column hold.
type Kind string

// The kinds of columns.
const (
	Text   Kind = "text"
	Number Kind = "number"
	Date   Kind = "date" // days such as 2026-12-31
)

// A Sheet is a table with a title.
type Sheet struct {
	Title   string
	Columns []Column
	Rows    []Row
}

// A Column has a heading and one kind of cells.
type Column struct {
	Name string
	Kind Kind
}

// A Row has a cell for each column: a string, a float64, a [Day] or nil. The
// row of a group stands above the group's other rows, which lie a level
// deeper; it may hold a text in any column.
type Row struct {
	Cells []any
	Level int
	Group bool
}

// A Day is a date such as 2026-12-31.
type Day string

// MaxLevel is how deep rows lie at most, as spreadsheets have it.
const MaxLevel = 7

// Cell makes a value of JSON a cell of a column, in the row of a group or in
// another one. It returns false when the value does not belong there.
func (c Column) Cell(value any, group bool) (any, bool) {
	switch v := value.(type) {
	case nil:
		return nil, true
	case float64:
		return v, c.Kind == Number
	case string:
		if c.Kind == Date && isDay(v) {
			return Day(v), true
		}
		return v, c.Kind == Text || group
	}
	return nil, false
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
