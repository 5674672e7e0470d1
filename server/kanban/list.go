package kanban

import (
	"encoding/json"
	"reflect"
	"slices"
)

// A list is one of a card's fields that holds entries, each with an id, so
// that two people can change different entries at the same time. All its
// functions take and give entries as values of their own type.
type list struct {
	decode func(raw []byte) (any, error)
	name   func(entry any, id string) any             // gives the entry the id if it has none
	id     func(entry any) string                     //
	find   func(entries any, id string) (any, bool)   // the entry with the id
	put    func(entries, entry any) any               // replaces the one with its id, or comes last
	drop   func(entries any, id string) any           // takes the one with the id away
	stamp  func(entry any, s Stamp) any               // puts on record; as it is where the list is no record
	stamps func(entry any) (Stamp, bool)              // who put it on record
	links  func(d *decision, c *Card, e any) *Refusal // refuses entries that name what is not there
	own    bool                                       // only who put it there may change it
}

// lists has every field of a card that SetEntry and RemoveEntry work on.
var lists = map[string]list{
	"attachments":       listOf(func(e *Attachment) *string { return &e.ID }, nil),
	"benefits":          listOf(func(e *Benefit) *string { return &e.ID }, nil),
	"notices":           listOf(func(e *Notice) *string { return &e.ID }, nil),
	"options":           listOf(func(e *Option) *string { return &e.ID }, nil),
	"measures":          listOf(func(e *Measure) *string { return &e.ID }, nil),
	"prior_involvement": listOf(func(e *PriorInvolvement) *string { return &e.ID }, nil),
	"decisions":         listOf(func(e *Verdict) *string { return &e.ID }, func(e *Verdict) *Stamp { return &e.Stamp }).linked(gateAndBody),
	"check_ins":         listOf(func(e *CheckIn) *string { return &e.ID }, func(e *CheckIn) *Stamp { return &e.Stamp }).linked(benefitOf).owned(),
	"recognitions":      listOf(func(e *Recognition) *string { return &e.ID }, func(e *Recognition) *Stamp { return &e.Stamp }).owned(),
}

func listOf[T any](id func(*T) *string, stamp func(*T) *Stamp) list {
	is := func(wanted string) func(T) bool { return func(e T) bool { return *id(&e) == wanted } }
	l := list{
		decode: func(raw []byte) (any, error) {
			var e T
			err := decodeStrictly(raw, &e)
			return e, err
		},
		name: func(entry any, minted string) any {
			e := entry.(T)
			if *id(&e) == "" {
				*id(&e) = minted
			}
			return e
		},
		id: func(entry any) string {
			e := entry.(T)
			return *id(&e)
		},
		find: func(entries any, wanted string) (any, bool) {
			i := slices.IndexFunc(entries.([]T), is(wanted))
			if i < 0 {
				return nil, false
			}
			return entries.([]T)[i], true
		},
		put: func(entries, entry any) any {
			e := entry.(T)
			return register(entries.([]T), e, is(*id(&e)))
		},
		drop: func(entries any, unwanted string) any {
			return slices.DeleteFunc(slices.Clone(entries.([]T)), is(unwanted))
		},
		stamp:  func(entry any, _ Stamp) any { return entry },
		stamps: func(any) (Stamp, bool) { return Stamp{}, false },
		links:  func(*decision, *Card, any) *Refusal { return nil },
	}
	if stamp != nil {
		l.stamp = func(entry any, s Stamp) any {
			e := entry.(T)
			*stamp(&e) = s
			return e
		}
		l.stamps = func(entry any) (Stamp, bool) {
			e := entry.(T)
			return *stamp(&e), true
		}
	}
	return l
}

func (l list) linked(links func(*decision, *Card, any) *Refusal) list {
	l.links = links
	return l
}

func (l list) owned() list {
	l.own = true
	return l
}

func gateAndBody(d *decision, _ *Card, e any) *Refusal {
	v := e.(Verdict)
	if d.board.gate(v.Gate) == nil {
		return notFound("gate", v.Gate)
	}
	if v.Body != "" && d.board.body(v.Body) == nil {
		return notFound("body", v.Body)
	}
	return nil
}

func benefitOf(_ *decision, c *Card, e any) *Refusal {
	checkIn := e.(CheckIn)
	if !slices.ContainsFunc(c.Benefits, func(b Benefit) bool { return b.ID == checkIn.Benefit }) {
		return notFound("benefit", checkIn.Benefit)
	}
	return nil
}

// UnmarshalJSON reads the entry as one of its list.
func (c *SetEntry) UnmarshalJSON(data []byte) error {
	var raw struct {
		Card  CardID          `json:"card"`
		List  string          `json:"list"`
		Entry json.RawMessage `json:"entry"`
		Was   json.RawMessage `json:"was"`
	}
	if err := decodeStrictly(data, &raw); err != nil {
		return asRefusal(err)
	}
	c.Card, c.List = raw.Card, raw.List
	if c.List == "" && raw.Entry == nil {
		return nil // decided, and refused, as any command that names nothing
	}
	l, ok := lists[c.List]
	if !ok {
		return wrong("list", "%q is not a list of a card", c.List)
	}
	var err error
	if c.Entry, err = decodeEntry(l, "entry", raw.Entry); err != nil {
		return err
	}
	if raw.Was != nil {
		c.Was, err = decodeEntry(l, "was", raw.Was)
	}
	return err
}

func decodeEntry(l list, name string, raw []byte) (any, error) {
	if raw == nil {
		return nil, wrong(name, "missing")
	}
	entry, err := l.decode(raw)
	if err != nil {
		return nil, wrong(name, "not of the form an entry of this list has")
	}
	return entry, nil
}

// nameEntry gives a new entry its id.
func nameEntry(c *SetEntry, id string) {
	if c.Entry != nil {
		c.Entry = lists[c.List].name(c.Entry, id)
	}
}

func (d *decision) setEntry(c SetEntry) error {
	card, l, err := d.list(c.Card, c.List)
	if err != nil {
		return err
	}
	if c.Entry == nil {
		return wrong("entry", "missing")
	}
	entries := fields[c.List].get(&card.Fields)
	now, known := l.find(entries, l.id(c.Entry))
	if r := d.mayWrite(l, now, known); r != nil {
		return r
	}
	if c.Was != nil && (!known || !sameEntry(l, now, c.Was)) && !(known && sameEntry(l, now, c.Entry)) {
		return &Refusal{Code: Conflict, Message: "somebody else has changed this meanwhile", Missing: []string{c.List}, Current: map[string]any{c.List: entries}}
	}
	stamp := Stamp{d.by, d.at}
	if known {
		stamp, _ = l.stamps(now)
	}
	entry := l.stamp(c.Entry, stamp)
	if r := l.links(d, card, entry); r != nil {
		return r
	}
	return d.setFields(card, Patch{c.List: l.put(entries, entry)})
}

// sameEntry compares two entries of a list but for who put them on record.
func sameEntry(l list, a, b any) bool {
	return reflect.DeepEqual(l.stamp(a, Stamp{}), l.stamp(b, Stamp{}))
}

func (d *decision) removeEntry(c RemoveEntry) error {
	card, l, err := d.list(c.Card, c.List)
	if err != nil {
		return err
	}
	entries := fields[c.List].get(&card.Fields)
	now, known := l.find(entries, c.Entry)
	if !known {
		return notFound("entry", c.Entry)
	}
	if r := d.mayWrite(l, now, known); r != nil {
		return r
	}
	return d.setFields(card, Patch{c.List: l.drop(entries, c.Entry)})
}

// list returns a card that can be changed and a list of its.
func (d *decision) list(id CardID, name string) (*Card, list, error) {
	card, err := d.card(id)
	if err != nil {
		return nil, list{}, err
	}
	l, ok := lists[name]
	if !ok {
		return nil, list{}, wrong("list", "%q is not a list of a card", name)
	}
	return card, l, nil
}

// mayWrite refuses to change what only its author may change.
func (d *decision) mayWrite(l list, entry any, known bool) *Refusal {
	if s, stamped := stampsOf(l, entry, known); stamped && l.own && s.By != d.by {
		return refuse(NotYours, "only who wrote this can change it")
	}
	return nil
}

func stampsOf(l list, entry any, known bool) (Stamp, bool) {
	if !known {
		return Stamp{}, false
	}
	return l.stamps(entry)
}

// setFields emits a change of fields that the command itself has made up.
func (d *decision) setFields(card *Card, set Patch) error {
	if err := d.checkPatch(card.ID, set); err != nil {
		return err
	}
	d.emit(CardChanged{card.ID, set})
	return nil
}
