package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// WriteCSV writes the sheet like [WriteCSV]. Groups and their sums are lines
// like the others, where they were shown.
func (s Sheet) WriteCSV(w io.Writer) error {
	names := make([]string, len(s.Columns))
	for i, column := range s.Columns {
		names[i] = column.Name
	}
	return WriteCSV(w, names, func(yield func([]any) bool) {
		for _, row := range s.Rows {
			if !yield(row.Cells) {
				return
			}
		}
	})
}

// WriteCSV writes a table as UTF-8 with a byte order mark, by which
// spreadsheets recognise it, and otherwise after RFC 4180. Its texts are
// [Harmless]; a cell that is nil is empty.
func WriteCSV(w io.Writer, header []string, rows iter.Seq[[]any]) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(header))
	for i, name := range header {
		line[i] = Harmless(name)
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for row := range rows {
		line = slices.Grow(line[:0], len(row))[:len(row)]
		for i, cell := range row {
			line[i] = plain(cell)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func plain(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	default:
		return Harmless(fmt.Sprint(v))
	}
}

// Harmless keeps a text from being a formula in a spreadsheet: one that would
// be taken for it begins with an apostrophe.
func Harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
