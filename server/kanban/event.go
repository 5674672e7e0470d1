package kanban

import "time"

// An Event is one thing that has happened on a board. It cannot be refused.
// One command gives one or more events with the same ID; all but the last of
// them have More set.
type Event struct {
	Seq    uint64    // place in the board's history: 1, 2, 3, …
	At     time.Time // when it was accepted, UTC, milliseconds
	By     UserID    // who asked for it
	ID     string    // the asker's own name for the request
	More   bool      // further events of the same command follow
	Undoes uint64    // last event of the step this takes back, or 0
	Redoes uint64    // last event of the undo this takes back, or 0
	Sum    string    // digest of what was asked, on a command's first event; see package live
	Change Change
}

// A Change is what an event does to the board: it carries what it sets.
type Change interface {
	// Kind is the change's name on the wire and on disk, such as "card.moved".
	Kind() string
}

type (
	// BoardCreated begins a board with its lanes and registers.
	BoardCreated struct {
		Board    BoardID   `json:"board"`
		Name     string    `json:"name"`
		Lanes    []Lane    `json:"lanes"`
		Labels   []Label   `json:"labels,omitempty"`
		Units    []Unit    `json:"units,omitempty"`
		Clusters []Cluster `json:"clusters,omitempty"`
		Gates    []Gate    `json:"gates,omitempty"` // none for the standard gates
		Bodies   []Body    `json:"bodies,omitempty"`
		Views    []View    `json:"views,omitempty"`
		Settings *Settings `json:"settings,omitempty"` // none for the defaults
	}
	// BoardChanged sets properties of the board itself.
	BoardChanged struct {
		Set BoardPatch `json:"set"`
	}
	// BoardPatch holds the properties of a board that a change sets.
	BoardPatch struct {
		Name     *string `json:"name,omitempty"`
		Archived *bool   `json:"archived,omitempty"`

		Settings *Settings `json:"settings,omitempty"`
	}

	// StageAdded adds a stage; Order is that of the whole lane.
	StageAdded struct {
		Lane   LaneKey   `json:"lane"`
		Stage  StageID   `json:"stage"`
		Key    string    `json:"key"`
		Name   string    `json:"name"`
		Custom bool      `json:"custom,omitzero"`
		Limit  int       `json:"limit,omitzero"`
		Order  []StageID `json:"order"`
	}
	// StageChanged sets properties of a stage.
	StageChanged struct {
		Lane  LaneKey    `json:"lane"`
		Stage StageID    `json:"stage"`
		Set   StagePatch `json:"set"`
	}
	// StagePatch holds the properties of a stage that a change sets.
	StagePatch struct {
		Name   *string `json:"name,omitempty"`
		Custom *bool   `json:"custom,omitempty"`
		Limit  *int    `json:"limit,omitempty"`
	}
	// StageRemoved removes a stage, which is empty.
	StageRemoved struct {
		Lane  LaneKey `json:"lane"`
		Stage StageID `json:"stage"`
	}
	// StagesOrdered sets the order of a lane's stages.
	StagesOrdered struct {
		Lane  LaneKey   `json:"lane"`
		Order []StageID `json:"order"`
	}

	// LabelSet sets a label, new or known.
	LabelSet struct {
		Label   LabelID `json:"label"`
		Name    string  `json:"name"`
		Color   string  `json:"color"`
		Removed bool    `json:"removed,omitzero"`
	}
	// UnitSet sets a unit, new or known.
	UnitSet struct {
		Unit    UnitID `json:"unit"`
		Name    string `json:"name"`
		Removed bool   `json:"removed,omitzero"`
	}
	// ClusterSet sets a cluster, new or known.
	ClusterSet struct {
		Cluster ClusterID `json:"cluster"`
		Name    string    `json:"name"`
		Removed bool      `json:"removed,omitzero"`
	}

	// GateSet sets a gate, new or known.
	GateSet struct {
		Gate    GateID   `json:"gate"`
		Key     string   `json:"key"`
		Lane    LaneKey  `json:"lane"`
		Stage   StageID  `json:"stage"`
		Name    string   `json:"name"`
		Custom  bool     `json:"custom,omitzero"`
		Body    BodyID   `json:"body,omitzero"`
		Needs   []string `json:"needs,omitempty"`
		Removed bool     `json:"removed,omitzero"`
	}
	// BodySet sets a body and its meetings, new or known.
	BodySet struct {
		Body     BodyID    `json:"body"`
		Name     string    `json:"name"`
		Meetings []Meeting `json:"meetings,omitempty"`
		Removed  bool      `json:"removed,omitzero"`
	}
	// ViewSet sets a view, new or known, or takes it away.
	ViewSet struct {
		View    ViewID `json:"view"`
		Name    string `json:"name"`
		Page    string `json:"page"`
		Search  string `json:"search"`
		By      UserID `json:"kept_by"`
		Removed bool   `json:"removed,omitzero"`
	}

	// CardAdded puts a card on the board.
	CardAdded struct {
		Card  CardID    `json:"card"`
		Lane  LaneKey   `json:"lane"`
		Stage StageID   `json:"stage"`
		Rank  string    `json:"rank"`
		Since time.Time `json:"since"`
		Set   Patch     `json:"set"`
		Past
	}
	// Past is what a card that was not new when it was added brings along.
	// Absent times and people are those of the event.
	Past struct {
		Archived  bool      `json:"archived,omitzero"`
		Comments  []Comment `json:"comments,omitempty"`
		EnteredAt time.Time `json:"-"` // becomes CardAdded.Since
		CreatedAt time.Time `json:"created_at,omitzero"`
		CreatedBy UserID    `json:"created_by,omitzero"`
		ChangedAt time.Time `json:"changed_at,omitzero"`
		ChangedBy UserID    `json:"changed_by,omitzero"`
	}
	// CardChanged sets fields of a card.
	CardChanged struct {
		Card CardID `json:"card"`
		Set  Patch  `json:"set"`
	}
	// CardMoved sets where a card lies, and since when.
	CardMoved struct {
		Card  CardID    `json:"card"`
		Lane  LaneKey   `json:"lane"`
		Stage StageID   `json:"stage"`
		Rank  string    `json:"rank"`
		Since time.Time `json:"since"`
	}
	// CardArchived takes a card off the board.
	CardArchived struct {
		Card CardID `json:"card"`
	}
	// CardRestored puts an archived card back on the board.
	CardRestored struct {
		Card  CardID    `json:"card"`
		Lane  LaneKey   `json:"lane"`
		Stage StageID   `json:"stage"`
		Rank  string    `json:"rank"`
		Since time.Time `json:"since"`
	}
	// CardRemoved takes back that a card was added.
	CardRemoved struct {
		Card CardID `json:"card"`
	}
	// CardsRanked spreads the ranks of a stage anew when they have grown long.
	CardsRanked struct {
		Lane  LaneKey           `json:"lane"`
		Stage StageID           `json:"stage"`
		Ranks map[CardID]string `json:"ranks"`
	}

	// CommentAdded adds a comment to a card.
	CommentAdded struct {
		Card      CardID    `json:"card"`
		Comment   CommentID `json:"comment"`
		Author    UserID    `json:"author"`
		WrittenAt time.Time `json:"written_at"`
		Text      string    `json:"text"`
		EditedAt  time.Time `json:"edited_at,omitzero"`
	}
	// CommentEdited sets the text of a comment.
	CommentEdited struct {
		Card     CardID    `json:"card"`
		Comment  CommentID `json:"comment"`
		Text     string    `json:"text"`
		EditedAt time.Time `json:"edited_at,omitzero"`
	}
	// CommentRemoved takes a comment away.
	CommentRemoved struct {
		Card    CardID    `json:"card"`
		Comment CommentID `json:"comment"`
	}
)

func (c LabelSet) entry() Label     { return Label{c.Label, c.Name, c.Color, c.Removed} }
func (c UnitSet) entry() Unit       { return Unit{c.Unit, c.Name, c.Removed} }
func (c ClusterSet) entry() Cluster { return Cluster{c.Cluster, c.Name, c.Removed} }

func (c GateSet) entry() Gate {
	return Gate{c.Gate, c.Key, c.Lane, c.Stage, c.Name, c.Custom, c.Body, c.Needs, c.Removed}
}
func (c BodySet) entry() Body { return Body{c.Body, c.Name, c.Meetings, c.Removed} }
func (g Gate) asSet() GateSet {
	return GateSet{g.ID, g.Key, g.Lane, g.Stage, g.Name, g.Custom, g.Body, g.Needs, g.Removed}
}
func (b Body) asSet() BodySet { return BodySet{b.ID, b.Name, b.Meetings, b.Removed} }

func (l Label) asSet() LabelSet     { return LabelSet{l.ID, l.Name, l.Color, l.Removed} }
func (u Unit) asSet() UnitSet       { return UnitSet{u.ID, u.Name, u.Removed} }
func (u Cluster) asSet() ClusterSet { return ClusterSet{u.ID, u.Name, u.Removed} }

func (BoardCreated) Kind() string   { return "board.created" }
func (BoardChanged) Kind() string   { return "board.changed" }
func (StageAdded) Kind() string     { return "stage.added" }
func (StageChanged) Kind() string   { return "stage.changed" }
func (StageRemoved) Kind() string   { return "stage.removed" }
func (StagesOrdered) Kind() string  { return "stages.ordered" }
func (LabelSet) Kind() string       { return "label.set" }
func (UnitSet) Kind() string        { return "unit.set" }
func (ClusterSet) Kind() string     { return "cluster.set" }
func (GateSet) Kind() string        { return "gate.set" }
func (BodySet) Kind() string        { return "body.set" }
func (ViewSet) Kind() string        { return "view.set" }
func (CardAdded) Kind() string      { return "card.added" }
func (CardChanged) Kind() string    { return "card.changed" }
func (CardMoved) Kind() string      { return "card.moved" }
func (CardArchived) Kind() string   { return "card.archived" }
func (CardRestored) Kind() string   { return "card.restored" }
func (CardRemoved) Kind() string    { return "card.removed" }
func (CardsRanked) Kind() string    { return "cards.ranked" }
func (CommentAdded) Kind() string   { return "comment.added" }
func (CommentEdited) Kind() string  { return "comment.edited" }
func (CommentRemoved) Kind() string { return "comment.removed" }
