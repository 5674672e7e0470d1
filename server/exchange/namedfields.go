package exchange

import (
	"cmp"
	"strings"
)

// bestField returns the field that a name speaks of, "" when it speaks of none.
func bestField(name string) (field Field) {
	best := 0
	for f, score := range fits(name) {
		if score > best || score == best && f < field {
			field, best = f, score
		}
	}
	return field
}

// setNamed gives the value of a field that people named themselves to the
// field their name speaks of. It returns false for a value that field does not
// take, or says less than; it is then kept as it is.
func (d *draft) setNamed(c *draftCard, field Field, name, value string, dates dateReader, numbers numberReader) bool {
	switch {
	case field == FieldCreated:
		return false
	case isDateField(field):
		day, ok := dates.read(value)
		at := dateAt(c, field)
		if ok = ok && day.whole() && *at == ""; ok {
			*at = day.first
		}
		return ok
	case isMoneyField(field):
		currency, unit := headingAmount(name)
		numbers.currency, numbers.unit = cmp.Or(currency, numbers.currency), cmp.Or(unit, numbers.unit)
		_, taken := setMoney(c, field, numbers, value)
		return taken
	case isChoiceField(field):
		return d.setChoice(c, field, value)
	case field == FieldQuarter:
		return setQuarter(c, dates, value)
	case field == FieldEffort:
		n, ok := numbers.read(value)
		if ok = ok && n >= 0 && n <= 100_000; ok {
			c.effort = n
		}
		return ok
	case field == FieldRisk:
		c.risk.Level = riskLevel(value)
		return c.risk.Level != "" && !strings.Contains(normal(value), " ")
	case field == FieldTitle || field == FieldDescription:
		return false
	}
	return setText(c, field, value)
}
