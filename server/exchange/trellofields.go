package exchange

import (
	"cmp"
	"strings"
)

// A customField is one that people added to their Trello board.
type customField struct {
	name    string
	field   Field             // that its name fits best, "" when none
	options map[string]string // texts of its choices, by id
}

func newCustomField(f trelloField) *customField {
	c := &customField{name: oneLine(f.Name), options: map[string]string{}}
	best := 0
	for field, score := range fits(c.name) {
		if score > best || score == best && field < c.field {
			c.field, best = field, score
		}
	}
	for _, o := range f.Options {
		c.options[o.ID] = oneLine(o.Value.Text)
	}
	return c
}

// customField sets the field that a custom field's name speaks of, where its
// value is of that form, and else keeps it below the description.
func (r *trelloReader) customField(v trelloValue, c *draftCard) {
	f := r.fields[v.IDField]
	if f == nil {
		return
	}
	value := r.valueOf(f, v)
	if value == "" {
		return
	}
	if !r.setCustom(f, value, c) {
		c.keep(f.name, value)
		r.notes.add(Moved, "custom_field:"+f.name, "the custom field “"+f.name+"” is kept below the description", c.place+": "+short(value))
	}
}

func (r *trelloReader) valueOf(f *customField, v trelloValue) string {
	if option := f.options[v.IDValue]; option != "" {
		return option
	}
	switch value := v.Value; {
	case value.Date != "":
		if d, ok := r.dates.read(value.Date); ok {
			return string(d.first)
		}
		return value.Date
	case value.Checked == "true":
		return "✓"
	case value.Checked != "":
		return "–"
	default:
		text, _ := plain(cmp.Or(value.Text, value.Number))
		return text
	}
}

// setCustom gives the value to the field its name fits best.
func (r *trelloReader) setCustom(f *customField, value string, c *draftCard) bool {
	switch f.field {
	case FieldStart, FieldEnd:
		d, ok := r.dates.read(value)
		at := &c.start
		if f.field == FieldEnd {
			at = &c.end
		}
		if ok && *at == "" {
			*at = d.first
			return true
		}
	case FieldBudget:
		currency, unit := headingAmount(f.name)
		n := r.numbers
		n.currency, n.unit = cmp.Or(currency, n.currency), cmp.Or(unit, n.unit)
		m, ok := n.money(value)
		if ok = ok && m.Amount >= 0 && m.Amount <= 1e13 && c.budget.Amount == 0; ok {
			c.budget = m
		}
		return ok
	case FieldEffort:
		n, ok := r.numbers.read(value)
		if ok = ok && n >= 0 && n <= 100_000; ok {
			c.effort = n
		}
		return ok
	case FieldRisk:
		c.risk.Level = riskLevel(value)
		return c.risk.Level != "" && !strings.Contains(normal(value), " ")
	case FieldCaseRef, FieldRiskNote, FieldWaitingFor, FieldWaitingReason, FieldNow, FieldShouldBe, FieldForWhom, FieldUnit, FieldCluster:
		return setText(c, f.field, value)
	}
	return false
}
