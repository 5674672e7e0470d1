package exchange

import (
	"fmt"
	"time"

	"takt/server/kanban"
)

// A draft is a file as read, in its own order and words: what every foreign
// format becomes before it is fitted to a board. Nothing in it is cut yet.
type draft struct {
	name   string
	lane   kanban.LaneKey // the pace its cards have, "" when nothing tells
	lists  []draftList
	labels []draftLabel
	people []draftPerson
	named  map[string]string // people by key; meet keeps both
	cards  []draftCard
	notes  notes

	// Of tables.
	reading *Reading
	columns []Column
	first   map[int]int    // columns that share a field: lower comes first
	jira    *jira          // what only Jira's tables have
	sums    map[uint64]int // columns by a sum of their values, to find those that are the same
}

type draftList struct {
	id     string
	name   string
	lane   kanban.LaneKey // that the file itself names
	stage  kanban.StageID // that the file itself names
	pace   kanban.LaneKey // that its cards' dates speak for
	hint   string         // another word for what the list is
	topic  string         // name to keep on the cards, default the list's; "-" when it has none of its own
	closed bool
}

// A draftLabel has a key of the file's own; cards name it by that.
type draftLabel struct{ key, name, color string }

// A draftPerson has a key of the file's own; cards name it by that.
type draftPerson struct{ key, name string }

type draftCard struct {
	place       string // where it stands in the file, for people
	line        int    // where it stands in the file, 0 when it has no lines
	list        string
	lane        kanban.LaneKey // that the file itself names
	archived    bool
	title       string
	description string
	facts       []fact // kept below the description
	owner       string // people by key
	sponsor     string
	champion    string
	followers   []string
	labels      []string // by key
	unit        string   // by name
	cluster     string   // by name
	anchor      kanban.Anchor
	start, end  kanban.Date
	risk        kanban.Risk
	waiting     kanban.WaitingFor
	effort      float64
	budget      kanban.Money
	currency    string           // of amounts that name none
	buying      kanban.Tendering // fields of one value
	pilot       kanban.Pilot     // likewise
	whoStops    string
	caseRef     string
	checklist   []draftItem
	links       []draftLink
	comments    []draftComment
	created     time.Time
	creator     string
	entered     time.Time // its list
	changed     time.Time
}

// A fact is a value no field of a card takes, with what the file calls it.
type fact struct{ name, value string }

type draftItem struct {
	text string
	done bool
}

type draftLink struct{ name, url string }

type draftComment struct {
	author string // key
	at     time.Time
	when   string // what the file says when at cannot be made out of it
	text   string
}

// keep puts a value that its field does not take below the description.
func (c *draftCard) keep(name, value string) {
	if value != "" {
		c.facts = append(c.facts, fact{name, value})
	}
}

// meet takes note of a person, once.
func (d *draft) meet(key, name string) {
	if d.named == nil {
		d.named = map[string]string{}
	}
	if _, ok := d.named[key]; !ok {
		d.named[key] = name
		d.people = append(d.people, draftPerson{key, name})
	}
}

// person returns the key of a person whom the file only gives a name.
func (d *draft) person(name string) string {
	d.meet(name, name)
	return name
}

func linePlace(line int) string { return fmt.Sprintf("line %d", line) }
