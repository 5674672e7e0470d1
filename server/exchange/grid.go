package exchange

import (
	"fmt"
	"slices"
	"strings"
)

// A grid is a table whose headings are known.
type grid struct {
	names []string // of the columns
	rows  []row
	width int
}

// readGrid turns the text of a table into a grid and tells in d.reading how.
func (d *draft) readGrid(data []byte, opts Options) (*grid, *Error) {
	text, encoding, err := decodeText(data, opts.Encoding)
	d.reading = &Reading{Encoding: encoding, Delimiter: opts.Delimiter, Header: opts.Header}
	if err != nil {
		return nil, err
	}
	text, told := sepLine(text)
	if d.reading.Delimiter == "" {
		d.reading.Delimiter = told
	}
	if d.reading.Delimiter == "" {
		d.reading.Delimiter = guessDelimiter(text)
	}
	rows, err := parseTable(text, d.reading.Delimiter[0])
	if notTable := d.proseNotTable(rows, opts); notTable != nil {
		return nil, notTable
	}
	if err != nil {
		return nil, err
	}
	if rows, err = d.turn(rows, opts); err != nil {
		return nil, err
	}
	return d.withHeadings(rows)
}

// proseNotTable refuses lines of text of which nothing says that they are a
// table: no heading, or lines below it that do not fall into columns.
func (d *draft) proseNotTable(rows []row, opts Options) *Error {
	if len(rows) == 0 || opts.Delimiter != "" || opts.Header != 0 || len(opts.Columns) > 0 {
		return nil
	}
	at := max(0, guessHeadings(rows))
	known, wide := knownHeadings(rows[at].cells), 0
	if even := likeTable(rows); even >= 0.9 || known > 0 && even > 0.5 {
		return nil
	}
	for _, r := range rows[at:] {
		if (len(r.cells) > 1) == (len(rows[at].cells) > 1) {
			wide++
		}
	}
	if known > 0 && wide*2 > len(rows)-at {
		return nil
	}
	return fail(CodeKind, "this is text, but not a table: its lines do not fall into columns, or the first one holds no heading").
		at(1, "").advise("Put headings such as Title, Description and Status into the first line, or say which delimiter divides the columns")
}

// turn transposes a table that has one card per column.
func (d *draft) turn(rows []row, opts Options) ([]row, *Error) {
	d.reading.Transposed = opts.Transposed != nil && *opts.Transposed || opts.Transposed == nil && looksTurned(rows)
	if !d.reading.Transposed {
		return rows, nil
	}
	if opts.Transposed == nil {
		d.notes.tell(Assumed, "transposed", len(rows), "the headings stand below each other in the first column: each column is read as one card")
	}
	return transpose(rows)
}

// looksTurned reports whether the headings stand in the first column.
func looksTurned(rows []row) bool {
	if len(rows) < 3 {
		return false
	}
	first := make([]string, 0, len(rows))
	for _, r := range rows[:min(len(rows), 200)] {
		first = append(first, r.cell(0))
	}
	down, across := knownHeadings(first), knownHeadings(rows[0].cells)
	share := func(known, all int) float64 { return float64(known) / float64(max(all, 1)) }
	return down >= 3 && len(rows[0].cells) >= 3 && share(down, len(first)) > 2*share(across, len(rows[0].cells))
}

// withHeadings finds the row of headings and checks the rows against it.
func (d *draft) withHeadings(rows []row) (*grid, *Error) {
	at, err := d.headingsAt(rows)
	if err != nil {
		return nil, err
	}
	g := &grid{rows: rows}
	if at >= 0 {
		g.names, g.rows = slices.Clone(rows[at].cells), rows[at+1:]
		d.tellAbove(rows[:at])
	}
	g.fitWidth()
	d.reading.Rows = len(g.rows)
	switch {
	case len(g.rows) == 0:
		return g, fail(CodeNothing, "there are headings but no rows below them").at(d.reading.Header, "").advise("Export the table with its rows")
	case len(g.rows) > MaxCards:
		return g, fail(CodeTooLarge, "the table has %d rows, more than the %d cards that can be imported", len(g.rows), MaxCards).
			at(g.rows[MaxCards].line, "").advise("Split the table, or leave out closed rows")
	}
	return g, g.checkWidth(d.reading)
}

// headingsAt returns which row holds the headings, -1 for none.
func (d *draft) headingsAt(rows []row) (int, *Error) {
	at := -1
	switch chosen := d.reading.Header; {
	case len(rows) == 0:
		return 0, fail(CodeEmpty, "there are no rows").advise("Export the table again")
	case chosen > 0:
		if at = slices.IndexFunc(rows, func(r row) bool { return r.line == chosen }); at < 0 {
			return 0, fail(CodeOption, "there is no row on line %d", chosen).at(0, "header").advise("Choose the line the headings are on")
		}
	case chosen == 0:
		at = guessHeadings(rows)
	}
	d.reading.Header = -1
	if at >= 0 {
		d.reading.Header = rows[at].line
	}
	return at, nil
}

// guessHeadings looks for the first row that names fields; reports often have
// a title above it. Without one the first row is it when it could be.
func guessHeadings(rows []row) int {
	best, at := 0, -1
	for i, r := range rows[:min(len(rows), 10)] {
		if known := knownHeadings(r.cells); known > best && (known > 1 || len(r.cells) < 4) {
			best, at = known, i
		}
	}
	if at >= 0 {
		return at
	}
	seen := map[string]bool{}
	for _, c := range rows[0].cells {
		words := normal(c)
		if words == "" || seen[words] || strings.Trim(words, "0123456789 ") == "" || len(c) > 80 {
			return -1
		}
		seen[words] = true
	}
	return 0
}

func (d *draft) tellAbove(rows []row) {
	for _, r := range rows {
		d.notes.add(Dropped, "above", "lines above the headings", linePlace(r.line)+": "+short(strings.Join(r.cells, " ")))
	}
}

// fitWidth takes away columns at the end that have neither heading nor value,
// and names those without a heading.
func (g *grid) fitWidth() {
	g.width = len(g.names)
	if g.width == 0 {
		for _, r := range g.rows {
			g.width = max(g.width, len(r.cells))
		}
	}
	for g.width > 0 && g.emptyColumn(g.width-1) {
		g.width--
	}
	g.names = append(g.names, make([]string, max(0, g.width-len(g.names)))...)[:g.width]
	for i := range g.names {
		g.names[i], _ = plain(g.names[i])
		if g.names[i] = strings.Join(strings.Fields(g.names[i]), " "); g.names[i] == "" {
			g.names[i] = fmt.Sprintf("Column %d", i+1)
		}
	}
}

func (g *grid) emptyColumn(i int) bool {
	if i < len(g.names) && strings.TrimSpace(g.names[i]) != "" {
		return false
	}
	return !slices.ContainsFunc(g.rows, func(r row) bool { return strings.TrimSpace(r.cell(i)) != "" })
}

// checkWidth refuses a row with values beyond the last heading: something in
// it is out of step, and its values would go to the wrong fields. Shorter
// rows are what spreadsheets write when the last cells are empty.
func (g *grid) checkWidth(r *Reading) *Error {
	for _, row := range g.rows {
		for i := g.width; i < len(row.cells); i++ {
			if v := strings.TrimSpace(row.cells[i]); v != "" {
				return fail(CodeRow, "the row has %d cells, but there are only %d headings; beyond them stands: %s", len(row.cells), g.width, short(v)).
					at(row.line, "").advise("Put quotation marks round cells that hold %s, or choose another delimiter", delimiterName(r.Delimiter))
			}
		}
	}
	return nil
}

func delimiterName(d string) string {
	switch d {
	case "\t":
		return "a tab"
	case ";":
		return "a semicolon"
	case "|":
		return "a vertical bar"
	}
	return "a comma"
}

// values returns the values of a column that are not blank.
func (g *grid) values(i int) []string {
	var out []string
	for _, r := range g.rows {
		if v := strings.TrimSpace(r.cell(i)); v != "" {
			out = append(out, v)
		}
	}
	return out
}
