package exchange

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"takt/server/kanban"
)

// readTable reads a table: one card per row.
func (d *draft) readTable(data []byte, opts Options, p *Plan) *Error {
	g, err := d.readGrid(data, opts)
	if err != nil {
		return err
	}
	if p.Format == Jira {
		d.jira = readJira(g, opts.zone())
		d.name = cmp.Or(d.jira.project, d.name)
	}
	if err := d.readColumns(g, opts); err != nil {
		return err
	}
	t := tableReader{draft: d, grid: g, now: opts.Now, lists: map[string]int{}, labels: map[string]bool{}, wekan: g.fromWekan()}
	t.readers(opts)
	for _, r := range g.rows {
		d.cards = append(d.cards, t.card(r))
	}
	if d.jira == nil { // issues are short work, whatever their dates
		d.guessLane()
	}
	if d.column(FieldList) < 0 {
		t.listsByDate()
	}
	if opts.Lane == "" && d.column(FieldLane) < 0 && d.lane != "" {
		t.splitByPace()
	}
	t.dropEmptyLists()
	return nil
}

// dropEmptyLists leaves out lists whose cards have gone to another lane's.
func (t *tableReader) dropEmptyLists() {
	filled := map[string]bool{}
	for _, c := range t.cards {
		filled[c.list] = true
	}
	t.draft.lists = slices.DeleteFunc(t.draft.lists, func(l draftList) bool { return !filled[l.id] })
}

// A tableReader makes cards of rows.
type tableReader struct {
	*draft
	grid    *grid
	dates   dateReader
	numbers numberReader
	heads   []numberReader // of each column, where its heading tells more
	order   []int          // in which columns are read
	divides map[int]string // what divides labels, by column
	now     time.Time
	lists   map[string]int  // place in draft.lists, by id
	labels  map[string]bool // keys in draft.labels
	wekan   bool
}

// readers settles dates and numbers for the whole table and tells what is
// left open.
func (t *tableReader) readers(opts Options) {
	var dates, numbers []string
	t.divides = map[int]string{}
	for i, c := range t.columns {
		switch {
		case c.Field == FieldLabels:
			t.divides[i] = t.labelSeparators(i)
		case isDateField(c.Field) || c.Field == FieldQuarter:
			dates = append(dates, t.grid.values(i)...)
		case isMoneyField(c.Field) || c.Field == FieldEffort:
			numbers = append(numbers, t.grid.values(i)...)
		}
	}
	t.order = t.columnOrder()
	order, unsureDates := dateOrder(dates)
	sign, unsureSign := decimalSign(numbers)
	r := t.reading
	r.Dates, r.Decimal = cmp.Or(opts.Dates, order), cmp.Or(opts.Decimal, sign)
	if unsureDates && opts.Dates == "" {
		t.unsure("dates", len(dates), "nothing tells whether dates are day/month or month/day; day first is assumed")
	}
	if unsureSign && opts.Decimal == "" {
		t.unsure("decimal", len(numbers), "nothing tells whether 1.234 is a thousand or a fraction; a fraction is assumed")
	}
	t.dates = dateReader{cmp.Or(r.Dates, DMY), opts.zone()}
	t.numbers = numberReader{decimal: cmp.Or(r.Decimal, "."), currency: opts.Currency, unit: opts.AmountUnit}
	t.headReaders(opts)
}

// columnOrder is that of the table, but for columns that share a field: of
// those the one that fits it best comes first.
func (t *tableReader) columnOrder() []int {
	order := make([]int, 0, len(t.columns))
	places := map[Field][]int{}
	for i, c := range t.columns {
		order = append(order, i)
		places[c.Field] = append(places[c.Field], i)
	}
	for _, shared := range places {
		best := slices.Clone(shared)
		slices.SortStableFunc(best, func(a, b int) int { return cmp.Compare(t.first[a], t.first[b]) })
		for n, i := range shared {
			order[i] = best[n]
		}
	}
	return order
}

// headReaders lets the heading of an amount name its currency and unit.
func (t *tableReader) headReaders(opts Options) {
	t.heads = make([]numberReader, len(t.columns))
	for i, c := range t.columns {
		currency, unit := headingAmount(c.Name)
		r := t.numbers
		r.currency = cmp.Or(opts.Currency, currency)
		r.unit = cmp.Or(opts.AmountUnit, unit, 1)
		t.heads[i] = r
		if isMoneyField(c.Field) {
			t.tellMoney(i, opts)
		}
	}
}

// tellMoney says which currency and unit the amounts are taken to be in.
func (t *tableReader) tellMoney(i int, opts Options) {
	r, named, bare := t.heads[i], "", 0
	var amounts []float64
	for _, v := range t.grid.values(i) {
		m, ok := r.money(v)
		if ok && m.Currency != "" {
			named = m.Currency
		} else if ok {
			bare++
		}
		if ok && m.Amount > 0 {
			amounts = append(amounts, m.Amount)
		}
	}
	t.heads[i].currency = cmp.Or(r.currency, named, "SEK")
	t.reading.Currency, t.reading.AmountUnit = t.heads[i].currency, r.unit
	told := opts.Currency != "" || r.currency != "" || t.column(FieldCurrency) >= 0
	dollars := named == "USD" && slices.ContainsFunc(t.grid.values(i), func(v string) bool { return strings.Contains(v, "$") })
	if !told && (bare > 0 || dollars) {
		t.unsure("currency", bare, "amounts without a currency, or with a sign of several, are taken as %s", t.heads[i].currency)
	}
	slices.Sort(amounts)
	switch {
	case opts.AmountUnit != 0 || len(amounts) == 0:
	case r.unit != 1:
		t.notes.tell(Assumed, "amount_unit", len(amounts), "the heading “%s” says that 1 stands for %.0f", t.columns[i].Name, r.unit)
	case amounts[len(amounts)/2] < 10_000:
		t.unsure("amount_unit", len(amounts), "amounts in “%s” are small for budgets; they are taken as they stand, and may be in thousands or millions", t.columns[i].Name)
	}
}

// unsure names a field of the reading that the file leaves open.
func (t *tableReader) unsure(field string, count int, format string, args ...any) {
	t.reading.Unsure = append(t.reading.Unsure, field)
	t.notes.tell(Assumed, field, max(count, 1), format, args...)
}

// card makes a card of a row.
func (t *tableReader) card(r row) draftCard {
	c := draftCard{line: r.line, place: linePlace(r.line), currency: t.currencyOf(r)}
	if t.reading.Transposed {
		c.place, c.line = "column "+columnLetters(r.line), 0
	}
	for _, i := range t.order {
		if v := strings.TrimSpace(r.cell(i)); v != "" {
			v, removed := plain(v)
			if removed {
				t.notes.add(Dropped, "control", "control characters that no text takes", c.place+", "+t.columns[i].Name)
			}
			if !t.set(&c, i, strings.TrimSpace(v)) {
				c.keep(t.columns[i].Name, v)
			}
		}
	}
	if t.column(FieldList) >= 0 && c.list == "" {
		c.list = t.list("", c.lane)
	}
	return c
}

// currencyOf returns what a row's column of currencies says, "" when nothing.
func (t *tableReader) currencyOf(r row) string {
	if i := t.column(FieldCurrency); i >= 0 {
		if code := strings.ToUpper(strings.TrimSpace(r.cell(i))); currencyCode(code) {
			return code
		}
	}
	return ""
}

// set gives a value to its field. It returns false for a value the field does
// not take, which is then kept as it is.
func (t *tableReader) set(c *draftCard, i int, v string) bool {
	field := t.columns[i].Field
	switch field {
	case FieldNote:
		return false
	case FieldDrop:
		return true
	case FieldEffort, FieldCurrency:
		return t.setNumber(c, i, v)
	case FieldOwner, FieldSponsor, FieldChampion, FieldWhoStops, FieldFollowers:
		return t.setPeople(c, field, v)
	case FieldList:
		c.list = t.list(v, c.lane)
	case FieldLane:
		return t.setLane(c, v)
	case FieldLabels:
		t.setLabels(c, i, v)
	case FieldComment:
		c.comments = append(c.comments, t.comment(v))
	case FieldLink:
		return t.setLinks(c, v)
	case FieldChecklist:
		c.checklist = append(c.checklist, checklistOf(v)...)
	case FieldRisk:
		return t.setRisk(c, v)
	case FieldArchived:
		yes, ok := yesNo(v)
		c.archived = yes
		return ok
	case FieldQuarter:
		return setQuarter(c, t.dates, v)
	default:
		return t.setByKind(c, i, v)
	}
	return true
}

func (t *tableReader) setByKind(c *draftCard, i int, v string) bool {
	switch field := t.columns[i].Field; {
	case isDateField(field):
		return t.setDate(c, i, v)
	case isMoneyField(field):
		return t.setNumber(c, i, v)
	case isChoiceField(field):
		return t.setChoice(c, field, v)
	default:
		return setText(c, field, v)
	}
}

// setText sets the fields that take any text; the first column wins.
func setText(c *draftCard, field Field, v string) bool {
	at := map[Field]*string{
		FieldTitle: &c.title, FieldDescription: &c.description, FieldUnit: &c.unit, FieldCluster: &c.cluster,
		FieldRiskNote: &c.risk.Note, FieldWaitingFor: &c.waiting.Party, FieldWaitingReason: &c.waiting.Reason,
		FieldCaseRef: &c.caseRef, FieldNow: &c.anchor.Now, FieldShouldBe: &c.anchor.ShouldBe, FieldForWhom: &c.anchor.ForWhom,
		FieldCPV: &c.buying.CPV, FieldMarketDialogue: &c.buying.MarketDialogue, FieldSupplier: &c.buying.Supplier, FieldOCID: &c.buying.OCID,
		FieldHypothesis: &c.pilot.Hypothesis, FieldLearningGoals: &c.pilot.LearningGoals, FieldStopCriteria: &c.pilot.StopCriteria,
		FieldSites: &c.pilot.Sites, FieldPurchaseBasis: &c.pilot.PurchaseBasis,
	}[field]
	if at == nil || *at != "" {
		return false
	}
	*at = v
	return true
}

func (t *tableReader) setDate(c *draftCard, i int, v string) bool {
	name := t.columns[i].Name
	d, ok := t.dates.read(v)
	if !ok {
		t.notes.add(Moved, "not_a_date:"+name, "values of “"+name+"” that are no dates are kept below the description", c.place+": "+short(v))
		return false
	}
	if !d.whole() {
		t.notes.add(Assumed, "part_of_date:"+name, "values of “"+name+"” name a month, quarter or year: the first day is taken for a start, the last for an end", c.place+": "+short(v))
	}
	field := t.columns[i].Field
	if field == FieldCreated {
		c.created, _ = time.Parse(time.DateOnly, string(d.first))
		return true
	}
	at := dateAt(c, field)
	if *at != "" {
		return c.start == d.first || c.end == d.last
	}
	if *at = d.first; endDates[field] {
		*at = d.last
	}
	return true
}

func (t *tableReader) setNumber(c *draftCard, i int, v string) bool {
	name, ok := t.columns[i].Name, false
	switch field := t.columns[i].Field; field {
	case FieldCurrency:
		ok = currencyCode(strings.ToUpper(v))
	case FieldEffort:
		n, isNumber := t.numbers.read(v)
		if ok = isNumber && n >= 0 && n <= 100_000; ok {
			c.effort = n
			return n != 0 // a zero is kept as text
		}
	default:
		r := t.heads[i]
		r.currency = cmp.Or(c.currency, r.currency)
		isMoney, taken := setMoney(c, field, r, v)
		if ok = isMoney; ok {
			return taken
		}
	}
	if !ok {
		t.notes.add(Moved, "not_a_number:"+name, "values of “"+name+"” that are no amounts are kept below the description", c.place+": "+short(v))
	}
	return ok
}

func (t *tableReader) setPeople(c *draftCard, field Field, v string) bool {
	names := t.splitPeople(v, field)
	switch field {
	case FieldOwner:
		c.owner = t.person(names[0])
	case FieldSponsor:
		c.sponsor = t.person(names[0])
	case FieldChampion:
		c.champion = t.person(names[0])
	case FieldWhoStops:
		c.whoStops = t.person(names[0])
	default:
		for _, n := range names {
			c.followers = append(c.followers, t.person(n))
		}
		return true
	}
	for _, n := range names[1:] {
		c.followers = append(c.followers, t.person(n))
		t.notes.add(Moved, "second_person", "a card has one "+string(field)+": further names follow the card", c.place+": "+short(v))
	}
	return true
}

func (t *tableReader) setLane(c *draftCard, v string) bool {
	lane := laneOf(v)
	if lane == "" {
		return false
	}
	c.lane = lane
	if c.list != "" {
		c.list = t.list(t.draft.lists[t.lists[c.list]].name, lane)
	}
	return true
}

// list returns the id of a list by name, adding it when new. Lists of the
// same name in both lanes are two.
func (t *tableReader) list(name string, lane kanban.LaneKey) string {
	id := name
	if lane != "" {
		id = string(lane) + "/" + name
	}
	if _, ok := t.lists[id]; !ok {
		l := draftList{id: id, name: name, lane: lane}
		if name == "" {
			l.name, l.topic = "(no value)", "-"
		}
		if t.jira != nil {
			l.hint = t.jira.category[name]
		}
		t.lists[id] = len(t.draft.lists)
		t.draft.lists = append(t.draft.lists, l)
	}
	return id
}
