package exchange

import (
	"time"

	"takt/server/kanban"
)

// A Plan is what a file becomes: shown to people before anything happens, and
// then carried out by giving Command to a board, wholly or not at all.
type Plan struct {
	Format   Format         `json:"format"`
	Name     string         `json:"name"`              // of the board
	Cards    int            `json:"cards"`             // that come to lie on the board
	Archived int            `json:"archived"`          // that come to lie in its archive
	Comments int            `json:"comments"`          // on all of these
	Items    int            `json:"items"`             // lines of checklists
	Links    int            `json:"links"`             // attachments
	Reading  *Reading       `json:"reading,omitempty"` // how a table was read
	Columns  []Column       `json:"columns,omitempty"` // of a table
	Lists    []List         `json:"lists"`             // what becomes of each list, status or column
	People   []Person       `json:"people"`            // named in the file
	Labels   []Mark         `json:"labels"`
	Units    []Mark         `json:"units"`
	Clusters []Mark         `json:"clusters"`
	Notes    []Note         `json:"notes"`             // what was assumed, put elsewhere or dropped
	Samples  []Sample       `json:"samples"`           // the first cards as they will be
	Problem  *Error         `json:"problem,omitempty"` // why there is no Command
	Targets  []Choice       `json:"targets"`           // the stages a list can go to
	Command  kanban.Command `json:"-"`                 // CreateBoard, or a Batch for Options.Into
}

// Reading is how the text of a table was understood. Every field can be set
// in Options under the same name.
type Reading struct {
	Encoding   string   `json:"encoding"`
	Delimiter  string   `json:"delimiter"`         // one of Delimiters
	Header     int      `json:"header"`            // line of the headings, -1 for none
	Transposed bool     `json:"transposed"`        // one card per column
	Dates      string   `json:"dates,omitempty"`   // order of numeric dates, one of DateOrders; "" when there are none
	Decimal    string   `json:"decimal,omitempty"` // "." or ","
	Currency   string   `json:"currency,omitempty"`
	AmountUnit float64  `json:"amount_unit,omitempty"` // what 1 stands for: 1, 1000 or 1000000
	Unsure     []string `json:"unsure,omitempty"`      // names of the fields above that the file leaves open
	Rows       int      `json:"rows"`
}

// A Column is one column of a table and the field it goes to.
type Column struct {
	ID      string   `json:"id"`   // key for Options.Columns: the heading, with #2 and so on when it repeats
	Name    string   `json:"name"` // the heading
	Field   Field    `json:"field"`
	Guessed bool     `json:"guessed,omitempty"` // nobody chose it
	Filled  int      `json:"filled"`            // rows with a value
	Reason  string   `json:"reason,omitempty"`  // why it is dropped
	Samples []string `json:"samples"`
}

// A List is a list of a Trello board, a status, a stage by another name:
// what the file sorts its cards by. It goes to a stage.
type List struct {
	ID       string `json:"id"` // key for Options.Lists
	Name     string `json:"name"`
	Cards    int    `json:"cards"`              // archived ones not counted
	Archived int    `json:"archived,omitempty"` // cards
	Closed   bool   `json:"closed,omitempty"`   // the list itself is archived
	Sure     bool   `json:"sure"`               // its name says which stage it is, or somebody chose it
	Target
}

// A Target says where the cards of a list go.
type Target struct {
	Lane     kanban.LaneKey `json:"lane,omitempty"`
	Stage    kanban.StageID `json:"stage,omitempty"`
	NewStage string         `json:"new_stage,omitempty"` // instead of Stage: a stage of this name is added to the lane
	Mark     MarkKind       `json:"mark,omitempty"`      // keep the list's name on its cards as this
	Skip     bool           `json:"skip,omitempty"`      // leave its cards out
}

// A MarkKind is one of the registers whose entries cards are marked with.
type MarkKind string

// Ways to keep the name of a list on its cards.
const (
	MarkNone    MarkKind = "none"
	MarkLabel   MarkKind = "label"
	MarkUnit    MarkKind = "unit"
	MarkCluster MarkKind = "cluster"
)

// A Choice is a stage that a list can go to.
type Choice struct {
	Lane  kanban.LaneKey `json:"lane"`
	Stage kanban.StageID `json:"stage"`
	Name  string         `json:"name"`
	Key   string         `json:"key,omitempty"` // of a standard stage that has its standard name, which the reader's language has too
}

func choiceOf(lane kanban.LaneKey, s kanban.Stage) Choice {
	c := Choice{Lane: lane, Stage: s.ID, Name: s.Name}
	if !s.Custom {
		c.Key = s.Key
	}
	return c
}

// A Person is somebody the file names. The caller says in Options.People who
// that is. Who nobody is chosen for stays in the text of the card or, in
// Takt's own JSON, keeps the id of the file.
type Person struct {
	Key      string        `json:"key"` // key for Options.People
	Name     string        `json:"name"`
	Cards    int           `json:"cards"`    // that they own, sponsor, follow …
	Comments int           `json:"comments"` // that they wrote
	Person   kanban.UserID `json:"person,omitempty"`
}

// A Mark is a label, unit or cluster with the number of its cards.
type Mark struct {
	Name  string `json:"name"`
	Color string `json:"color,omitempty"`
	Cards int    `json:"cards"`
}

// A Note tells one thing the import does that its owner would want to know.
type Note struct {
	Kind    NoteKind `json:"kind"`
	Code    string   `json:"code"` // stable, for translation
	Text    string   `json:"text"`
	Count   int      `json:"count"`
	Samples []string `json:"samples,omitempty"` // a few of them, with their place
}

// A NoteKind is what a Note is about.
type NoteKind string

// Kinds of notes.
const (
	Assumed NoteKind = "assumed" // the file leaves it open; Options can change it
	Moved   NoteKind = "moved"   // kept, but in another place
	Dropped NoteKind = "dropped" // will not be on the board
)

// A Sample is a card as it will be.
type Sample struct {
	Place  string         `json:"place"` // in the file
	Lane   kanban.LaneKey `json:"lane"`
	Stage  kanban.StageID `json:"stage"`
	Title  string         `json:"title"`
	Fields []Value        `json:"fields"`
}

// A Value is what a field of a Sample holds, as people would write it.
type Value struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Options corrects what Read recognises and says what only the caller knows.
// The zero Options recognises everything.
type Options struct {
	Format   Format                   `json:"format,omitempty"`
	Name     string                   `json:"name,omitempty"`     // of the board
	Lists    map[string]Target        `json:"lists,omitempty"`    // by List.ID or List.Name
	Columns  map[string]Field         `json:"columns,omitempty"`  // by Column.ID, or by name for all of that name
	People   map[string]kanban.UserID `json:"people,omitempty"`   // by Person.Key or Person.Name
	Archived string                   `json:"archived,omitempty"` // "archive" (default), "drop", or "open": as if not archived
	Lane     kanban.LaneKey           `json:"lane,omitempty"`     // for lists that fit both

	Encoding   string  `json:"encoding,omitempty"`
	Delimiter  string  `json:"delimiter,omitempty"`
	Header     int     `json:"header,omitempty"`     // line of the headings, -1 for none, 0 to recognise it
	Transposed *bool   `json:"transposed,omitempty"` // one card per column
	Dates      string  `json:"dates,omitempty"`
	Decimal    string  `json:"decimal,omitempty"`
	Currency   string  `json:"currency,omitempty"` // of amounts without one
	AmountUnit float64 `json:"amount_unit,omitempty"`
	Zone       string  `json:"zone,omitempty"` // in which a moment becomes a date; default Europe/Stockholm

	// Into is the wire form of the board the cards are added to; nil creates
	// a board.
	Into []byte `json:"-"`
	// By is who imports: author of what nobody else wrote. Default "guest".
	By kanban.UserID `json:"-"`
	// Now is the time of the import; zero for the clock's.
	Now time.Time `json:"-"`
	// Mint makes the ids of new things; nil for random ones.
	Mint func() string `json:"-"`
}

// Values of Options.Archived.
const (
	ToArchive = "archive"
	ToDrop    = "drop"
	ToOpen    = "open"
)
