package exchange

import (
	"strings"
)

// Delimiters lists what Options.Delimiter and Reading.Delimiter can be.
var Delimiters = []string{",", ";", "\t", "|"}

const (
	maxColumns = 6_000     // a board of maxCards laid out one card per column
	maxCells   = 2_000_000 // of a table, to bound memory
)

// A row is one record of a table with the line of the file it begins on.
type row struct {
	line  int
	cells []string
}

// cell returns the i-th cell, "" where the row is shorter.
func (r row) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func (r row) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// parseTable splits text into rows, as RFC 4180 and as Excel writes it: a
// cell that begins with a quotation mark ends with the next single one and may
// hold line ends, delimiters and doubled quotation marks; a quotation mark
// elsewhere is itself. Rows without any value are left out.
func parseTable(text string, delimiter byte) ([]row, *Error) {
	p := tableParser{text: text, delimiter: delimiter, line: 1}
	var rows []row
	for p.at < len(p.text) {
		r, err := p.row()
		if err != nil {
			return rows, err
		}
		if !r.blank() {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

type tableParser struct {
	text      string
	delimiter byte
	at        int
	line      int
	cells     int // so far, of blank rows too
}

// row reads cells up to and with the line end.
func (p *tableParser) row() (row, *Error) {
	r := row{line: p.line}
	for {
		cell, err := p.cell()
		if err != nil {
			return r, err.at(r.line, "")
		}
		r.cells = append(r.cells, cell)
		if p.cells++; p.cells > maxCells || len(r.cells) > maxColumns {
			return r, fail(CodeTooLarge, "the table has more than %d columns or %d cells", maxColumns, maxCells).
				at(r.line, "").advise("Split the file, or leave out columns")
		}
		if p.at >= len(p.text) || p.text[p.at] != p.delimiter {
			p.lineEnd()
			return r, nil
		}
		p.at++
	}
}

// cell reads up to a delimiter or line end.
func (p *tableParser) cell() (string, *Error) {
	start := p.at
	for start < len(p.text) && p.text[start] == ' ' {
		start++
	}
	if start < len(p.text) && p.text[start] == '"' {
		return p.quoted(start + 1)
	}
	n := strings.IndexAny(p.text[p.at:], string(p.delimiter)+"\r\n")
	if n < 0 {
		n = len(p.text) - p.at
	}
	cell := p.text[p.at : p.at+n]
	p.at += n
	return cell, nil
}

// quoted reads a cell whose opening quotation mark has been read.
func (p *tableParser) quoted(from int) (string, *Error) {
	end, doubled := from, false
	for {
		n := strings.IndexByte(p.text[end:], '"')
		if n < 0 {
			return "", fail(CodeSyntax, "a quotation mark opens here and is never closed").
				advise("Close it, or double quotation marks inside the text")
		}
		end += n
		if end+1 >= len(p.text) || p.text[end+1] != '"' {
			break
		}
		end, doubled = end+2, true
	}
	cell := p.text[from:end]
	p.line += strings.Count(cell, "\n")
	p.at = end + 1
	if doubled {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	return cell, p.afterQuote()
}

// afterQuote lets only spaces follow a closing quotation mark.
func (p *tableParser) afterQuote() *Error {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if p.at >= len(p.text) || p.text[p.at] == p.delimiter || p.text[p.at] == '\n' || p.text[p.at] == '\r' {
		return nil
	}
	rest := p.text[p.at:min(p.at+20, len(p.text))]
	return fail(CodeSyntax, "text follows a closing quotation mark on line %d: %s", p.line, short(rest)).
		advise("Double quotation marks inside the text, or choose another delimiter")
}

func (p *tableParser) lineEnd() {
	if p.at < len(p.text) && p.text[p.at] == '\r' {
		p.at++
	}
	if p.at < len(p.text) && p.text[p.at] == '\n' {
		p.at++
	}
	p.line++
}

// sepLine takes the first line away when it is Excel's "sep=;".
func sepLine(text string) (rest, delimiter string) {
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.TrimSuffix(first, "\r")
	if d, ok := strings.CutPrefix(strings.ToLower(first), "sep="); ok && len(d) == 1 {
		return "\n" + rest, d // the line end keeps the line numbers right
	}
	return text, ""
}

// guessDelimiter picks the delimiter under which the beginning of the text is
// most like a table: rows of the same length, headings Takt knows, and then
// more columns rather than fewer.
func guessDelimiter(text string) string {
	head := text[:min(len(text), 256<<10)]
	best, bestScore := Delimiters[0], 0.0
	for _, d := range Delimiters {
		rows, _ := parseTable(head, d[0])
		if score := likeTable(rows); score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// likeTable is 0 for rows of one cell and grows with evenness and headings.
func likeTable(rows []row) float64 {
	rows = rows[:min(len(rows), 200)]
	lengths := map[int]int{}
	for _, r := range rows {
		lengths[len(r.cells)]++
	}
	width, most := 0, 0
	for n, count := range lengths {
		if count > most || count == most && n > width {
			width, most = n, count
		}
	}
	if width < 2 {
		return 0
	}
	score := float64(most) / float64(len(rows))
	for _, r := range rows[:min(len(rows), 10)] {
		if known := knownHeadings(r.cells); known > 0 {
			score += float64(known) / float64(len(r.cells))
			break
		}
	}
	return score + float64(min(width, 50))/1000
}

// transpose turns columns into rows. Lines are those of the headings' row.
func transpose(rows []row) ([]row, *Error) {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.cells))
	}
	if width*len(rows) > maxCells {
		return nil, fail(CodeTooLarge, "the table turned round has more than %d cells", maxCells).advise("Split the file")
	}
	turned := make([]row, 0, width)
	for i := range width {
		t := row{line: i + 1, cells: make([]string, len(rows))}
		for j, r := range rows {
			t.cells[j] = r.cell(i)
		}
		if !t.blank() {
			turned = append(turned, t)
		}
	}
	return turned, nil
}
