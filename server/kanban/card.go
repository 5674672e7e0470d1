package kanban

import "time"

// A Card is an initiative: a procurement, a programme, a pilot.
type Card struct {
	ID    CardID  `json:"id"`
	Lane  LaneKey `json:"lane"`
	Stage StageID `json:"stage"`
	Rank  string  `json:"rank"` // order in the stage, bytewise; see Between

	Fields

	Comments  []Comment `json:"comments,omitempty"`
	Since     time.Time `json:"since"` // when it entered its stage
	CreatedAt time.Time `json:"created_at"`
	CreatedBy UserID    `json:"created_by"`
	ChangedAt time.Time `json:"changed_at"`
	ChangedBy UserID    `json:"changed_by"`

	archived bool
	encoded  []byte // the wire form, made when first asked for
}

// Place returns where the card lies, or lay when it was archived.
func (c *Card) Place() Place { return Place{c.Lane, c.Stage} }

// Archived reports whether the card lies in the archive.
func (c *Card) Archived() bool { return c.archived }

// Fields are what people set on a card. The zero value of each means that it
// is empty. Package documentation of the field table in fields.go gives the
// limits.
type Fields struct {
	Title       string       `json:"title,omitzero"`
	Description string       `json:"description,omitzero"` // Markdown
	Owner       UserID       `json:"owner,omitzero"`       // answers for it day by day
	Sponsor     UserID       `json:"sponsor,omitzero"`     // owns it in top management
	Champion    UserID       `json:"champion,omitzero"`    // the enthusiast in the line
	Unit        UnitID       `json:"unit,omitzero"`
	Cluster     ClusterID    `json:"cluster,omitzero"`
	Labels      []LabelID    `json:"labels,omitempty"`
	Anchor      Anchor       `json:"anchor,omitzero"`
	Start       Date         `json:"start,omitzero"`
	End         Date         `json:"end,omitzero"`
	Risk        Risk         `json:"risk,omitzero"`
	WaitingFor  WaitingFor   `json:"waiting_for,omitzero"`
	Effort      float64      `json:"effort,omitzero"` // people
	Budget      Money        `json:"budget,omitzero"`
	CaseRef     string       `json:"case_ref,omitzero"` // in the organisation's records system
	Followers   []UserID     `json:"followers,omitempty"`
	Checklist   []Item       `json:"checklist,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
	Benefits    []Benefit    `json:"benefits,omitempty"`
	Pairs       []Pair       `json:"pairs,omitempty"`

	PriorInvolvement []PriorInvolvement `json:"prior_involvement,omitempty"`

	Tendering
	Pilot
	Record
}

// A Date is a calendar day, "2006-01-02", without time or zone.
type Date string

// An Anchor is the experience a card is for.
type Anchor struct {
	Now      string `json:"now,omitzero"`
	ShouldBe string `json:"should_be,omitzero"`
	ForWhom  string `json:"for_whom,omitzero"`
}

// A Risk is how endangered a card is, "low", "medium" or "high", and why.
type Risk struct {
	Level string `json:"level,omitzero"`
	Note  string `json:"note,omitzero"`
}

// WaitingFor says whom a card waits for.
type WaitingFor struct {
	Party  string `json:"party,omitzero"`
	Reason string `json:"reason,omitzero"`
	Since  Date   `json:"since,omitzero"`
}

// Money is an amount in the main unit of an ISO 4217 currency.
type Money struct {
	Amount   float64 `json:"amount"`
	Currency string  `json:"currency"`
}

// An Item is one line of a checklist.
type Item struct {
	ID   ItemID `json:"id"`
	Text string `json:"text"`
	Done bool   `json:"done,omitzero"`
}

// A Comment is what somebody said about a card. In its text, as in a card's
// description, a person is mentioned by a link of Markdown,
// [@Kari Nordmann](person:kari): the id says who is meant, the name is the one
// the person had then.
type Comment struct {
	ID        CommentID `json:"id"`
	Author    UserID    `json:"author"`
	WrittenAt time.Time `json:"written_at"`
	Text      string    `json:"text"`
	EditedAt  time.Time `json:"edited_at,omitzero"`
}

// An Attachment is a link to a document kept elsewhere.
type Attachment struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// A Benefit is what a card promises. Kinds follow KS, the association of
// Norwegian municipalities: "avoided_cost", "time_saved", "quality".
type Benefit struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	Owner    UserID  `json:"owner,omitzero"`
	Measure  string  `json:"measure"`
	Baseline float64 `json:"baseline,omitzero"`
	Target   float64 `json:"target,omitzero"`
	Unit     string  `json:"unit,omitzero"` // of measure, such as h or SEK; only like units are summed
	Due      Date    `json:"due,omitzero"`
}

// A Pair is a typed link from one card to another.
type Pair struct {
	Kind string `json:"kind"`
	Card CardID `json:"card"`
}

func (c *Card) comment(id CommentID) *Comment {
	for i := range c.Comments {
		if c.Comments[i].ID == id {
			return &c.Comments[i]
		}
	}
	return nil
}

func (c *Card) item(id ItemID) int {
	for i := range c.Checklist {
		if c.Checklist[i].ID == id {
			return i
		}
	}
	return -1
}
