package kanban

import (
	"encoding/json"
	"reflect"
	"slices"
)

// Limits of what people write. Bytes are those of UTF-8.
const (
	MaxTitle       = 300    // characters
	MaxDescription = 20_000 // bytes
	MaxNote        = 2_000  // bytes: anchors, risk notes, reasons, URLs
	MaxComment     = 8_000  // bytes
	MaxItem        = 500    // characters
	MaxName        = 120    // characters: boards, stages, labels, units, clusters, attachments
	MaxItems       = 200    // checklist lines of a card
	MaxLinks       = 100    // attachments, benefits, pairs of a card, each
	MaxLabels      = 40     // labels of a card
	MaxFollowers   = 500
	MaxComments    = 2_000 // comments of a card
	MaxUnit        = 40    // characters: what a number counts
	MaxMeetings    = 400   // of a body
)

// A Patch holds values for some of a card's Fields, by their wire name. Each
// value has the type of its field; the zero value empties it.
type Patch map[string]any

// A field is one of a card's Fields: how to reach it and what may be in it.
type field struct {
	decode func(raw []byte) (any, error)
	get    func(*Fields) any
	set    func(*Fields, any)
	check  func(any) *Refusal
	union  func(have, more any) any // for sets: nil where Add and Remove make no sense
	minus  func(have, less any) any
	record bool // written by commands of its own only
}

func fieldOf[T any](name string, at func(*Fields) *T, check func(string, T) *Refusal) field {
	return field{
		decode: func(raw []byte) (any, error) {
			var v T
			err := decodeStrictly(raw, &v)
			return v, err
		},
		get: func(f *Fields) any { return *at(f) },
		set: func(f *Fields, v any) {
			if *at(f) = v.(T); empty(v) { // one form of empty, for lists too
				*at(f) = *new(T)
			}
		},
		check: func(v any) *Refusal {
			typed, ok := v.(T)
			if !ok {
				return wrong(name, "not a value of this field")
			}
			return check(name, typed)
		},
	}
}

func setField[T comparable](name string, at func(*Fields) *[]T, check func(string, []T) *Refusal) field {
	f := fieldOf(name, at, check)
	f.union = func(have, more any) any {
		sum := slices.Clone(have.([]T))
		for _, v := range more.([]T) {
			if !slices.Contains(sum, v) {
				sum = append(sum, v)
			}
		}
		return sum
	}
	f.minus = func(have, less any) any {
		return slices.DeleteFunc(slices.Clone(have.([]T)), func(v T) bool { return slices.Contains(less.([]T), v) })
	}
	return f
}

// entriesOf is a field that is a list of entries with ids.
func entriesOf[T any](name string, at func(*Fields) *[]T, check func(string, T) *Refusal) field {
	return fieldOf(name, at, func(name string, entries []T) *Refusal {
		return each(name, entries, MaxLinks, func(e T) (string, *Refusal) {
			id := lists[name].id(e)
			return id, first(checkID(name, id), check(name, e))
		})
	})
}

// recorded makes a field one that people do not set.
func recorded(f field) field {
	f.record = true
	return f
}

// mayBeSet refuses fields that are on record.
func (p Patch) mayBeSet() *Refusal {
	for name := range p {
		if fields[name].record {
			return wrong(name, "is on record; there is a command of its own for it")
		}
	}
	return nil
}

// UnmarshalJSON reads a patch strictly: every field must exist and be of its form.
func (p *Patch) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return wrong("set", "not an object")
	}
	*p = make(Patch, len(raw))
	for name, value := range raw {
		f, ok := fields[name]
		if !ok {
			return wrong(name, "cards have no such field")
		}
		v, err := f.decode(value)
		if err != nil {
			return wrong(name, "not of the form this field has")
		}
		(*p)[name] = v
	}
	return nil
}

// MarshalJSON writes an empty list as [], for the wire knows no null.
func (p Patch) MarshalJSON() ([]byte, error) {
	plain := make(map[string]any, len(p))
	for name, value := range p {
		if plain[name] = value; reflect.TypeOf(value).Kind() == reflect.Slice && empty(value) {
			plain[name] = []any{}
		}
	}
	return json.Marshal(plain)
}

// check refuses values that break a rule of their field.
func (p Patch) check() error {
	for name, value := range p {
		f, ok := fields[name]
		if !ok {
			return wrong(name, "cards have no such field")
		}
		if r := f.check(value); r != nil {
			return r
		}
	}
	return nil
}

// with returns the fields with the patch's values set.
func (f Fields) with(p Patch) Fields {
	for name, value := range p {
		fields[name].set(&f, value)
	}
	return f
}

// pick returns what the fields that p names hold now.
func (f Fields) pick(p Patch) Patch {
	now := make(Patch, len(p))
	for name := range p {
		now[name] = fields[name].get(&f)
	}
	return now
}

// differing returns the values of those fields that do not hold what p says.
func (f Fields) differing(p Patch) Patch {
	differ := Patch{}
	for name, value := range p {
		if now := fields[name].get(&f); !same(now, value) {
			differ[name] = now
		}
	}
	return differ
}

// filled returns every field that is not empty.
func (f Fields) filled() Patch {
	p := Patch{}
	for name, field := range fields {
		if v := field.get(&f); !empty(v) {
			p[name] = v
		}
	}
	return p
}

// same reports whether two values of a field are equal; a nil list and an
// empty one are.
func same(a, b any) bool {
	return empty(a) && empty(b) || reflect.DeepEqual(a, b)
}
