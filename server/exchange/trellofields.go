package exchange

import "cmp"

// A customField is one that people added to their Trello board.
type customField struct {
	name    string
	field   Field             // that its name fits best, "" when none
	options map[string]string // texts of its choices, by id
}

func newCustomField(f trelloField) *customField {
	c := &customField{name: oneLine(f.Name), options: map[string]string{}}
	c.field = bestField(c.name)
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
	if !r.setNamed(c, f.field, f.name, value, r.dates, r.numbers) {
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
