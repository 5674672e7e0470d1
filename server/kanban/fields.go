package kanban

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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
}

// fields is the one place that knows which fields a card has, by wire name.
var fields = map[string]field{
	"title":       fieldOf("title", func(f *Fields) *string { return &f.Title }, checkTitle),
	"description": fieldOf("description", func(f *Fields) *string { return &f.Description }, text(MaxDescription)),
	"owner":       fieldOf("owner", func(f *Fields) *UserID { return &f.Owner }, optionalID[UserID]),
	"sponsor":     fieldOf("sponsor", func(f *Fields) *UserID { return &f.Sponsor }, optionalID[UserID]),
	"champion":    fieldOf("champion", func(f *Fields) *UserID { return &f.Champion }, optionalID[UserID]),
	"unit":        fieldOf("unit", func(f *Fields) *UnitID { return &f.Unit }, optionalID[UnitID]),
	"cluster":     fieldOf("cluster", func(f *Fields) *ClusterID { return &f.Cluster }, optionalID[ClusterID]),
	"labels":      setField("labels", func(f *Fields) *[]LabelID { return &f.Labels }, eachID[LabelID](MaxLabels)),
	"anchor":      fieldOf("anchor", func(f *Fields) *Anchor { return &f.Anchor }, checkAnchor),
	"start":       fieldOf("start", func(f *Fields) *Date { return &f.Start }, checkDate),
	"end":         fieldOf("end", func(f *Fields) *Date { return &f.End }, checkDate),
	"risk":        fieldOf("risk", func(f *Fields) *Risk { return &f.Risk }, checkRisk),
	"waiting_for": fieldOf("waiting_for", func(f *Fields) *WaitingFor { return &f.WaitingFor }, checkWaitingFor),
	"effort":      fieldOf("effort", func(f *Fields) *float64 { return &f.Effort }, checkEffort),
	"budget":      fieldOf("budget", func(f *Fields) *Money { return &f.Budget }, checkMoney),
	"case_ref":    fieldOf("case_ref", func(f *Fields) *string { return &f.CaseRef }, line(MaxName)),
	"followers":   setField("followers", func(f *Fields) *[]UserID { return &f.Followers }, eachID[UserID](MaxFollowers)),
	"checklist":   fieldOf("checklist", func(f *Fields) *[]Item { return &f.Checklist }, checkChecklist),
	"attachments": fieldOf("attachments", func(f *Fields) *[]Attachment { return &f.Attachments }, checkAttachments),
	"benefits":    fieldOf("benefits", func(f *Fields) *[]Benefit { return &f.Benefits }, checkBenefits),
	"pairs":       setField("pairs", func(f *Fields) *[]Pair { return &f.Pairs }, checkPairs),
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

func checkTitle(name, v string) *Refusal {
	if strings.TrimSpace(v) == "" {
		return wrong(name, "a card needs a title")
	}
	return line(MaxTitle)(name, v)
}

// line allows one line of at most limit characters.
func line(limit int) func(string, string) *Refusal {
	return func(name, v string) *Refusal {
		if utf8.RuneCountInString(v) > limit {
			return tooLong(name, limit, "characters")
		}
		if strings.ContainsFunc(v, unicode.IsControl) {
			return wrong(name, "line breaks and control characters are not allowed here")
		}
		return nil
	}
}

// text allows several lines of at most limit bytes in all.
func text(limit int) func(string, string) *Refusal {
	return func(name, v string) *Refusal {
		if len(v) > limit {
			return tooLong(name, limit, "bytes")
		}
		if strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }) {
			return wrong(name, "control characters are not allowed")
		}
		return nil
	}
}

// ValidID reports whether id has the form of an identity.
func ValidID(id string) bool {
	if id == "" || len(id) > 64 || id[0] == '-' {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

func checkID[T ~string](name string, id T) *Refusal {
	if !ValidID(string(id)) {
		return wrong(name, "%q is not an id: 1 to 64 of a-z, 0-9 and -", string(id))
	}
	return nil
}

func optionalID[T ~string](name string, id T) *Refusal {
	if id == "" {
		return nil
	}
	return checkID(name, id)
}

func eachID[T ~string](limit int) func(string, []T) *Refusal {
	return func(name string, ids []T) *Refusal {
		return each(name, ids, limit, func(id T) (T, *Refusal) { return id, checkID(name, id) })
	}
}

// each checks a list: its length, every element, and that no key repeats.
func each[T any, K comparable](name string, list []T, limit int, check func(T) (K, *Refusal)) *Refusal {
	if len(list) > limit {
		return &Refusal{Code: TooLarge, Message: name + ": too many", Missing: []string{name}}
	}
	seen := make(map[K]bool, len(list))
	for _, v := range list {
		key, r := check(v)
		if r != nil {
			return r
		}
		if seen[key] {
			return wrong(name, "%v appears twice", key)
		}
		seen[key] = true
	}
	return nil
}

func checkDate(name string, d Date) *Refusal {
	if d == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
		return wrong(name, "%q is not a date like 2026-12-31", string(d))
	}
	return nil
}

func checkAnchor(name string, a Anchor) *Refusal {
	return first(text(MaxNote)(name, a.Now), text(MaxNote)(name, a.ShouldBe), text(MaxNote)(name, a.ForWhom))
}

func checkRisk(name string, r Risk) *Refusal {
	if !slices.Contains([]string{"", "low", "medium", "high"}, r.Level) {
		return wrong(name, "level is low, medium or high")
	}
	return text(MaxNote)(name, r.Note)
}

func checkWaitingFor(name string, w WaitingFor) *Refusal {
	return first(line(MaxTitle)(name, w.Party), text(MaxNote)(name, w.Reason), checkDate(name, w.Since))
}

func checkEffort(name string, people float64) *Refusal {
	return checkNumber(name, people, 0, 100_000)
}

func checkMoney(name string, m Money) *Refusal {
	if m == (Money{}) {
		return nil
	}
	if len(m.Currency) != 3 || strings.ContainsFunc(m.Currency, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return wrong(name, "currency is an ISO 4217 code such as SEK")
	}
	return checkNumber(name, m.Amount, 0, 1e13)
}

func checkNumber(name string, v, low, high float64) *Refusal {
	if math.IsNaN(v) || v < low || v > high {
		return wrong(name, "not between %v and %v", low, high)
	}
	return nil
}

func checkChecklist(name string, items []Item) *Refusal {
	return each(name, items, MaxItems, func(i Item) (ItemID, *Refusal) {
		return i.ID, first(checkID(name, i.ID), checkItemText(name, i.Text))
	})
}

func checkItemText(name, v string) *Refusal {
	if strings.TrimSpace(v) == "" {
		return wrong(name, "a line needs a text")
	}
	return line(MaxItem)(name, v)
}

func checkAttachments(name string, links []Attachment) *Refusal {
	return each(name, links, MaxLinks, func(a Attachment) (string, *Refusal) {
		return a.ID, first(checkID(name, a.ID), line(MaxTitle)(name, a.Name), checkURL(name, a.URL))
	})
}

func checkURL(name, url string) *Refusal {
	rest, ok := strings.CutPrefix(url, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(url, "http://")
	}
	if !ok || rest == "" || strings.ContainsFunc(url, unicode.IsSpace) {
		return wrong(name, "a link begins with http:// or https://")
	}
	return line(MaxNote)(name, url)
}

func checkBenefits(name string, benefits []Benefit) *Refusal {
	return each(name, benefits, MaxLinks, func(b Benefit) (string, *Refusal) {
		if !slices.Contains([]string{"avoided_cost", "time_saved", "quality"}, b.Kind) {
			return b.ID, wrong(name, "kind is avoided_cost, time_saved or quality")
		}
		return b.ID, first(checkID(name, b.ID), optionalID(name, b.Owner), line(MaxTitle)(name, b.Measure),
			checkNumber(name, b.Baseline, -1e13, 1e13), checkNumber(name, b.Target, -1e13, 1e13), checkDate(name, b.Due))
	})
}

// PairKinds are the ways one card can be linked to another.
var PairKinds = []string{"informs", "derisks", "graduates_to", "blocked_by", "replaces", "renewal_of", "restart_of", "call_off_of", "planned_by"}

func checkPairs(name string, pairs []Pair) *Refusal {
	return each(name, pairs, MaxLinks, func(p Pair) (Pair, *Refusal) {
		if !slices.Contains(PairKinds, p.Kind) {
			return p, wrong(name, "kind is one of %s", strings.Join(PairKinds, ", "))
		}
		return p, checkID(name, p.Card)
	})
}

// first returns the first refusal there is.
func first(refusals ...*Refusal) *Refusal {
	for _, r := range refusals {
		if r != nil {
			return r
		}
	}
	return nil
}
