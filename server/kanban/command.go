package kanban

// A Command asks for a change of a board. It can be refused.
//
// DecodeCommand reads the wire form of all but CreateBoard, which only the
// server gives. Ids of new things are in the command; DecodeCommand mints
// those the client left out.
type Command interface {
	// Kind is the command's name on the wire, such as "card.move".
	Kind() string
}

type (
	// CreateBoard begins a board with everything that lies on it at first.
	// It is decided by the zero Board. Lanes may be nil for the standard
	// stages; otherwise they are the marathon and the sprint lane.
	CreateBoard struct {
		ID       BoardID
		Name     string
		Lanes    []Lane
		Labels   []Label
		Units    []Unit
		Clusters []Cluster
		Cards    []AddCard
	}
	// RenameBoard gives the board another name.
	RenameBoard struct {
		Name string `json:"name"`
	}
	// ArchiveBoard makes the board read only.
	ArchiveBoard struct{}
	// RestoreBoard undoes ArchiveBoard.
	RestoreBoard struct{}

	// AddStage adds a stage before another one, or last. With Key it is a
	// standard stage that had been removed; otherwise Name is needed.
	AddStage struct {
		Lane   LaneKey `json:"lane"`
		Stage  StageID `json:"stage"`
		Key    string  `json:"key"`
		Name   string  `json:"name"`
		Before StageID `json:"before"`
		Limit  int     `json:"limit"`
	}
	// RenameStage names a stage; an empty name gives a standard stage its
	// standard name back.
	RenameStage struct {
		Lane  LaneKey `json:"lane"`
		Stage StageID `json:"stage"`
		Name  string  `json:"name"`
	}
	// MoveStage puts a stage before another one of its lane, or last.
	MoveStage struct {
		Lane   LaneKey `json:"lane"`
		Stage  StageID `json:"stage"`
		Before StageID `json:"before"`
	}
	// LimitStage sets the work in progress limit; 0 means none.
	LimitStage struct {
		Lane  LaneKey `json:"lane"`
		Stage StageID `json:"stage"`
		Limit int     `json:"limit"`
	}
	// RemoveStage removes an empty stage.
	RemoveStage struct {
		Lane  LaneKey `json:"lane"`
		Stage StageID `json:"stage"`
	}

	// AddLabel adds to the register of labels.
	AddLabel struct {
		Label LabelID `json:"label"`
		Name  string  `json:"name"`
		Color string  `json:"color"`
	}
	// ChangeLabel changes what it names of a label; what it leaves out stays.
	ChangeLabel struct {
		Label LabelID `json:"label"`
		Name  string  `json:"name"`
		Color string  `json:"color"`
	}
	// RemoveLabel takes a label out of use. Cards that have it keep it.
	RemoveLabel struct {
		Label LabelID `json:"label"`
	}
	// AddUnit adds to the register of units.
	AddUnit struct {
		Unit UnitID `json:"unit"`
		Name string `json:"name"`
	}
	// ChangeUnit changes what it names of a unit; what it leaves out stays.
	ChangeUnit struct {
		Unit UnitID `json:"unit"`
		Name string `json:"name"`
	}
	// RemoveUnit takes a unit out of use. Cards that have it keep it.
	RemoveUnit struct {
		Unit UnitID `json:"unit"`
	}
	// AddCluster adds to the register of clusters.
	AddCluster struct {
		Cluster ClusterID `json:"cluster"`
		Name    string    `json:"name"`
	}
	// ChangeCluster changes what it names of a cluster; what it leaves out stays.
	ChangeCluster struct {
		Cluster ClusterID `json:"cluster"`
		Name    string    `json:"name"`
	}
	// RemoveCluster takes a cluster out of use. Cards that have it keep it.
	RemoveCluster struct {
		Cluster ClusterID `json:"cluster"`
	}

	// AddCard puts a new card into a stage, before or after another card
	// there, or last.
	AddCard struct {
		Card   CardID  `json:"card"`
		Lane   LaneKey `json:"lane"`
		Stage  StageID `json:"stage"`
		Before CardID  `json:"before"`
		After  CardID  `json:"after"`
		Title  string  `json:"title"`
		Set    Patch   `json:"set"`

		Past Past `json:"-"` // what an import brings along
	}
	// ChangeCard sets fields. Was holds, by field, what the asker saw: where
	// the card no longer holds it the command is refused with Conflict. Add
	// and Remove change fields that are sets without naming the rest.
	ChangeCard struct {
		Card   CardID `json:"card"`
		Set    Patch  `json:"set"`
		Was    Patch  `json:"was"`
		Add    Patch  `json:"add"`
		Remove Patch  `json:"remove"`
	}
	// MoveCard puts a card before or after another card of the target stage.
	// Before wins; when neither lies there the card goes last. Lane and Stage
	// default to where the card is.
	MoveCard struct {
		Card   CardID  `json:"card"`
		Lane   LaneKey `json:"lane"`
		Stage  StageID `json:"stage"`
		Before CardID  `json:"before"`
		After  CardID  `json:"after"`
	}
	// ArchiveCard takes a card off the board.
	ArchiveCard struct {
		Card CardID `json:"card"`
	}
	// RestoreCard puts an archived card back where it was, or into the first
	// stage of its lane when its stage is gone.
	RestoreCard struct {
		Card CardID `json:"card"`
	}

	// AddItem adds a line to a checklist, before another one or last.
	AddItem struct {
		Card   CardID `json:"card"`
		Item   ItemID `json:"item"`
		Text   string `json:"text"`
		Before ItemID `json:"before"`
	}
	// ChangeItem rewords or ticks a line. Was is the text the asker saw.
	ChangeItem struct {
		Card CardID  `json:"card"`
		Item ItemID  `json:"item"`
		Text *string `json:"text"`
		Was  *string `json:"was"`
		Done *bool   `json:"done"`
	}
	// MoveItem puts a line before another one, or last.
	MoveItem struct {
		Card   CardID `json:"card"`
		Item   ItemID `json:"item"`
		Before ItemID `json:"before"`
	}
	// RemoveItem removes a line.
	RemoveItem struct {
		Card CardID `json:"card"`
		Item ItemID `json:"item"`
	}

	// AddComment says something about a card.
	AddComment struct {
		Card    CardID    `json:"card"`
		Comment CommentID `json:"comment"`
		Text    string    `json:"text"`
	}
	// EditComment rewords one's own comment. Was is the text the asker saw.
	EditComment struct {
		Card    CardID    `json:"card"`
		Comment CommentID `json:"comment"`
		Text    string    `json:"text"`
		Was     *string   `json:"was"`
	}
	// RemoveComment removes one's own comment.
	RemoveComment struct {
		Card    CardID    `json:"card"`
		Comment CommentID `json:"comment"`
	}

	// Undo takes back one of the asker's own steps: the one whose last event
	// is Step, or the latest.
	Undo struct {
		Step uint64 `json:"step"`
	}
	// Redo takes back an Undo of the asker's own.
	Redo struct {
		Step uint64 `json:"step"`
	}
	// Batch does several commands as one step, all or none. Batches, undo and
	// redo cannot be part of one.
	Batch struct {
		Commands []Command
	}
)

func (CreateBoard) Kind() string   { return "board.create" }
func (RenameBoard) Kind() string   { return "board.rename" }
func (ArchiveBoard) Kind() string  { return "board.archive" }
func (RestoreBoard) Kind() string  { return "board.restore" }
func (AddStage) Kind() string      { return "stage.add" }
func (RenameStage) Kind() string   { return "stage.rename" }
func (MoveStage) Kind() string     { return "stage.move" }
func (LimitStage) Kind() string    { return "stage.limit" }
func (RemoveStage) Kind() string   { return "stage.remove" }
func (AddLabel) Kind() string      { return "label.add" }
func (ChangeLabel) Kind() string   { return "label.change" }
func (RemoveLabel) Kind() string   { return "label.remove" }
func (AddUnit) Kind() string       { return "unit.add" }
func (ChangeUnit) Kind() string    { return "unit.change" }
func (RemoveUnit) Kind() string    { return "unit.remove" }
func (AddCluster) Kind() string    { return "cluster.add" }
func (ChangeCluster) Kind() string { return "cluster.change" }
func (RemoveCluster) Kind() string { return "cluster.remove" }
func (AddCard) Kind() string       { return "card.add" }
func (ChangeCard) Kind() string    { return "card.change" }
func (MoveCard) Kind() string      { return "card.move" }
func (ArchiveCard) Kind() string   { return "card.archive" }
func (RestoreCard) Kind() string   { return "card.restore" }
func (AddItem) Kind() string       { return "item.add" }
func (ChangeItem) Kind() string    { return "item.change" }
func (MoveItem) Kind() string      { return "item.move" }
func (RemoveItem) Kind() string    { return "item.remove" }
func (AddComment) Kind() string    { return "comment.add" }
func (EditComment) Kind() string   { return "comment.edit" }
func (RemoveComment) Kind() string { return "comment.remove" }
func (Undo) Kind() string          { return "undo" }
func (Redo) Kind() string          { return "redo" }
func (Batch) Kind() string         { return "batch" }
