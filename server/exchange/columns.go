package exchange

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"takt/server/kanban"
)

// readColumns decides where the values of each column go: as the options say,
// else by the heading where the values are of the field's form.
func (d *draft) readColumns(g *grid, opts Options) *Error {
	d.columns = make([]Column, g.width)
	seen := map[string]int{}
	for i, name := range g.names {
		c := &d.columns[i]
		*c = Column{ID: name, Name: name, Guessed: true, Samples: []string{}}
		if seen[name]++; seen[name] > 1 {
			c.ID = fmt.Sprintf("%s#%d", name, seen[name])
		}
		values := g.values(i)
		c.Filled = len(values)
		for _, v := range values[:min(len(values), 3)] {
			v, _ = plain(v)
			c.Samples = append(c.Samples, short(v))
		}
	}
	if err := d.chosenColumns(opts); err != nil {
		return err
	}
	d.guessColumns(g, opts)
	return d.needTitle(g)
}

// chosenColumns applies what somebody chose.
func (d *draft) chosenColumns(opts Options) *Error {
	for key, field := range opts.Columns {
		if !knownField(field) {
			return fail(CodeOption, "there is no field “%s”", short(string(field))).at(0, key).advise("Choose one of %s", fieldNames())
		}
		found := false
		for i := range d.columns {
			if c := &d.columns[i]; c.ID == key || c.Name == key && opts.Columns[c.ID] == "" {
				c.Field, c.Guessed, found = field, false, true
			}
		}
		if !found {
			return fail(CodeOption, "the table has no column “%s”", short(key)).at(0, "columns").advise("Its columns are %s", d.columnNames())
		}
	}
	return nil
}

func (d *draft) columnNames() string {
	names := make([]string, 0, len(d.columns))
	for _, c := range d.columns[:min(len(d.columns), 12)] {
		names = append(names, short(c.ID))
	}
	if len(d.columns) > 12 {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

func knownField(f Field) bool {
	return slices.Contains(Fields(), f)
}

// Fields returns every field a column can go to.
func Fields() []Field {
	all := make([]Field, 0, len(headings)+2)
	for _, h := range headings {
		all = append(all, h.field)
	}
	return append(all, FieldNote, FieldDrop)
}

func fieldNames() string {
	var names []string
	for _, f := range Fields() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// A fit is one way to use a column.
type fit struct {
	column, score int
	field         Field
}

// guessColumns gives each column nobody chose the field it fits best.
func (d *draft) guessColumns(g *grid, opts Options) {
	taken := map[Field]bool{}
	for _, c := range d.columns {
		taken[c.Field] = c.Field != "" || taken[c.Field]
	}
	var all []fit
	for i := range d.columns {
		c := &d.columns[i]
		if c.Field == "" {
			d.guessDropped(g, i)
		}
		if c.Field != "" {
			continue
		}
		for field, score := range fits(c.Name) {
			if score > 0 && suits(field, g.values(i), opts) {
				all = append(all, fit{i, score, field})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.column, b.column), cmp.Compare(a.field, b.field))
	})
	for _, f := range all {
		c := &d.columns[f.column]
		fallback := f.field == FieldEnd || f.field == FieldStart
		if c.Field == "" && (!taken[f.field] || many[f.field] || fallback) {
			c.Field, taken[f.field] = f.field, true
		}
	}
	for i := range d.columns {
		if d.columns[i].Field == "" {
			d.columns[i].Field = FieldNote
		}
	}
	d.sortFallbacks(all)
}

// sortFallbacks remembers which of several columns for one date comes first.
func (d *draft) sortFallbacks(all []fit) {
	d.first = map[int]int{}
	for rank, f := range all {
		if d.columns[f.column].Field == f.field {
			d.first[f.column] = rank
		}
	}
}

// guessDropped drops a column that says nothing about any single card.
func (d *draft) guessDropped(g *grid, i int) {
	c := &d.columns[i]
	values := g.values(i)
	switch {
	case len(values) == 0:
		c.Field, c.Reason = FieldDrop, "empty"
	case d.foreignNoise(c):
		c.Field, c.Reason = FieldDrop, "internal to the program the file comes from"
	case len(g.rows) >= 5 && len(values) == len(g.rows) && allSame(values) && len(fits(c.Name)) == 0:
		c.Field, c.Reason = FieldDrop, "the same in every row: "+short(values[0])
	default:
		if j := d.twin(g, i); j >= 0 {
			c.Field, c.Reason = FieldDrop, fmt.Sprintf("the same as “%s” in every row", d.columns[j].Name)
		}
	}
}

func allSame(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return v != values[0] })
}

// twin returns an earlier column with the same values, or -1.
func (d *draft) twin(g *grid, i int) int {
	if d.columns[i].Filled < 3 || allSame(g.values(i)) {
		return -1
	}
	if d.sums == nil {
		d.sums = map[uint64]int{}
	}
	sum := fnv.New64a()
	for _, r := range g.rows {
		io.WriteString(sum, r.cell(i)+"\x00")
	}
	j, met := d.sums[sum.Sum64()]
	if !met || slices.ContainsFunc(g.rows, func(r row) bool { return r.cell(i) != r.cell(j) }) {
		d.sums[sum.Sum64()] = i
		return -1
	}
	return j
}

// suits reports whether the values of a column are of a field's form.
func suits(field Field, values []string, opts Options) bool {
	values = values[:min(len(values), 500)]
	switch field {
	case FieldTitle:
		return share(values, numberLike) < 0.5
	case FieldEffort:
		r := numberReader{decimal: signOf(values, opts)}
		return share(values, func(v string) bool { _, ok := r.read(v); return ok }) >= 0.5
	case FieldRisk:
		return share(values, func(v string) bool { return riskLevel(v) != "" }) >= 0.5
	case FieldLane:
		return share(values, func(v string) bool { return laneOf(v) != "" }) >= 0.8
	case FieldArchived:
		return share(values, func(v string) bool { _, ok := yesNo(v); return ok }) >= 0.8
	case FieldLink:
		return share(values, func(v string) bool { return strings.Contains(v, "http") }) >= 0.5
	case FieldCurrency:
		return share(values, currencyCode) >= 0.8
	case FieldCPV:
		return share(values, func(v string) bool { return cpvCode.MatchString(v) }) >= 0.5
	}
	return suitsKind(field, values, opts)
}

var cpvCode = regexp.MustCompile(`\d{8}`)

// suitsKind checks fields by the kind of their values.
func suitsKind(field Field, values []string, opts Options) bool {
	order, _ := dateOrder(values)
	dates := dateReader{cmp.Or(opts.Dates, order), opts.zone()}
	switch {
	case isDateField(field):
		return share(values, func(v string) bool { _, ok := dates.read(v); return ok && !bareYear(v) }) >= 0.5
	case isMoneyField(field):
		r := numberReader{decimal: signOf(values, opts)}
		return share(values, func(v string) bool { _, ok := r.money(v); return ok }) >= 0.5
	case isChoiceField(field):
		return share(values, func(v string) bool { chosen, _ := field.choose(v); return chosen != "" }) >= 0.5
	case field == FieldQuarter:
		return share(values, func(v string) bool { _, ok := quarterOf(dates, v); return ok }) >= 0.5
	}
	return suitsWords(field, values)
}

// signOf is the decimal sign of the values of a column.
func signOf(values []string, opts Options) string {
	sign, _ := decimalSign(values)
	return cmp.Or(opts.Decimal, sign, ".")
}

// suitsWords checks fields whose values are words: how long and how many.
func suitsWords(field Field, values []string) bool {
	long := func(limit int) bool {
		return share(values, func(v string) bool { return utf8.RuneCountInString(v) > limit }) > 0.2
	}
	switch field {
	case FieldList:
		return !long(60) && distinct(values) <= max(10, min(40, len(values)/2))
	case FieldOwner, FieldSponsor, FieldChampion, FieldWhoStops:
		return !long(60) && share(values, numberLike) < 0.5
	case FieldUnit:
		return !long(kanban.MaxName) && distinct(values) <= kanban.MaxRegister
	case FieldCluster:
		return !long(kanban.MaxName) && distinct(values) <= 60
	case FieldLabels:
		return !long(200) && share(values, numberLike) < 0.5
	case FieldCaseRef:
		return distinct(values)*10 >= len(values)*9 &&
			!slices.ContainsFunc(values, func(v string) bool { return utf8.RuneCountInString(v) > kanban.MaxName })
	case FieldSupplier:
		return !long(kanban.MaxTitle) && share(values, numberLike) < 0.5
	case FieldWaitingFor:
		return !long(kanban.MaxTitle)
	}
	return true
}

func share(values []string, is func(string) bool) float64 {
	n := 0
	for _, v := range values {
		if is(v) {
			n++
		}
	}
	return float64(n) / float64(max(len(values), 1))
}

func distinct(values []string) int {
	seen := map[string]bool{}
	for _, v := range values {
		seen[v] = true
	}
	return len(seen)
}

func numberLike(v string) bool {
	return strings.Trim(v, "0123456789.,-+ %") == ""
}

func bareYear(v string) bool { return len(v) == 4 && numberLike(v) }

// needTitle makes sure that something can be the cards' titles.
func (d *draft) needTitle(g *grid) *Error {
	if d.column(FieldTitle) >= 0 {
		return nil
	}
	best, bestScore := -1, 0.0
	for i, c := range d.columns {
		if score := titleLike(g.values(i), len(g.rows)); c.Guessed && titleCandidate(c.Field) && score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 {
		return fail(CodeNoTitle, "no column looks like the titles of the cards; the columns are %s", d.columnNames()).
			at(d.reading.Header, "").advise("Say which column holds the title, or name it Title in the file")
	}
	c := &d.columns[best]
	c.Field = FieldTitle
	d.notes.tell(Assumed, "title", c.Filled, "no heading names the titles of the cards; “%s” looks most like them", c.Name)
	return nil
}

func titleCandidate(f Field) bool {
	return f == FieldNote || f == FieldCaseRef || f == FieldDescription || f == FieldLabels || f == FieldUnit || f == FieldCluster
}

// titleLike is higher the more rows have a short text of their own, 0 for
// numbers and the like.
func titleLike(values []string, rows int) float64 {
	if len(values)*2 < rows || share(values, numberLike) > 0.3 {
		return 0
	}
	score := float64(distinct(values)) / float64(rows)
	long := share(values, func(v string) bool { return utf8.RuneCountInString(v) > 200 })
	return score * (1 - long)
}

func (d *draft) column(f Field) int {
	return slices.IndexFunc(d.columns, func(c Column) bool { return c.Field == f })
}
