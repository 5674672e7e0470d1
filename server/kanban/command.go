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
		Gates    []Gate // nil for the standard gates
		Bodies   []Body
		Views    []View
		Settings *Settings // nil for the defaults
		Cards    []AddCard
		Archived bool
	}
	// RenameBoard gives the board another name.
	RenameBoard struct {
		Name string `json:"name"`
	}
	// ArchiveBoard makes the board read only.
	ArchiveBoard struct{}
	// RestoreBoard undoes ArchiveBoard.
	RestoreBoard struct{}
	// SetBoard changes the rules it names; what it leaves out stays.
	SetBoard struct {
		Settings SettingsPatch `json:"settings"`
	}
	// SettingsPatch holds the settings that a command sets.
	SettingsPatch struct {
		Country       *string     `json:"country,omitempty"`
		AskMissing    *bool       `json:"ask_missing,omitempty"`
		AtRiskWeeks   *int        `json:"at_risk_weeks,omitempty"`
		RenewalMonths *int        `json:"renewal_months,omitempty"`
		LaneLimits    *LaneLimits `json:"lane_limits,omitempty"`
		OwnerLimit    *int        `json:"owner_limit,omitempty"`
		Balance       *Balance    `json:"balance,omitempty"`
		Currency      *string     `json:"currency,omitempty"`
	}

	// AddGate puts a gate before a stage.
	AddGate struct {
		Gate  GateID   `json:"gate"`
		Lane  LaneKey  `json:"lane"`
		Stage StageID  `json:"stage"`
		Name  string   `json:"name"`
		Body  BodyID   `json:"body"`
		Needs []string `json:"needs"`
	}
	// ChangeGate changes what it names of a gate, and brings one back that was
	// removed. An empty name gives a standard gate its standard name back.
	ChangeGate struct {
		Gate  GateID    `json:"gate"`
		Stage StageID   `json:"stage"`
		Name  *string   `json:"name"`
		Body  *BodyID   `json:"body"`
		Needs *[]string `json:"needs"`
	}
	// RemoveGate takes a gate away; what was decided there stays on record.
	RemoveGate struct {
		Gate GateID `json:"gate"`
	}
	// AddBody adds to the register of bodies.
	AddBody struct {
		Body BodyID `json:"body"`
		Name string `json:"name"`
	}
	// ChangeBody names a body.
	ChangeBody struct {
		Body BodyID `json:"body"`
		Name string `json:"name"`
	}
	// RemoveBody takes a body out of use.
	RemoveBody struct {
		Body BodyID `json:"body"`
	}
	// AddMeeting plans a meeting of a body.
	AddMeeting struct {
		Body     BodyID `json:"body"`
		Meeting  string `json:"meeting"`
		On       Date   `json:"on"`
		PapersBy Date   `json:"papers_by"`
	}
	// ChangeMeeting changes what it names of a meeting.
	ChangeMeeting struct {
		Body     BodyID `json:"body"`
		Meeting  string `json:"meeting"`
		On       *Date  `json:"on"`
		PapersBy *Date  `json:"papers_by"`
	}
	// RemoveMeeting takes a meeting off the calendar.
	RemoveMeeting struct {
		Body    BodyID `json:"body"`
		Meeting string `json:"meeting"`
	}

	// AddView keeps a view for everybody.
	AddView struct {
		View   ViewID `json:"view"`
		Name   string `json:"name"`
		Page   string `json:"page"`
		Search string `json:"search"`
	}
	// ChangeView changes what it names of a view.
	ChangeView struct {
		View   ViewID  `json:"view"`
		Name   string  `json:"name"`
		Page   string  `json:"page"`
		Search *string `json:"search"`
	}
	// RemoveView takes a view away.
	RemoveView struct {
		View ViewID `json:"view"`
	}

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

		Past    Past `json:"-"` // what an import brings along
		Records bool `json:"-"` // Set may hold what is on record, as an import does
	}
	// ChangeCard sets fields. Was holds, by field, what the asker saw: where
	// the card no longer holds it the command is refused with Conflict. Add
	// and Remove change fields that are sets without naming the rest. Reason
	// says why the end of a card with a baseline is planned anew.
	ChangeCard struct {
		Card   CardID `json:"card"`
		Set    Patch  `json:"set"`
		Was    Patch  `json:"was"`
		Add    Patch  `json:"add"`
		Remove Patch  `json:"remove"`
		Reason string `json:"reason"`
	}
	// MoveCard puts a card before or after another card of the target stage.
	// Before wins; when neither lies there the card goes last. Lane and Stage
	// default to where the card is. Where the card lacks something for the
	// stage, a Reason puts on record why it goes there all the same.
	MoveCard struct {
		Card   CardID  `json:"card"`
		Lane   LaneKey `json:"lane"`
		Stage  StageID `json:"stage"`
		Before CardID  `json:"before"`
		After  CardID  `json:"after"`
		Reason string  `json:"reason"`
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

	// SetEntry adds an entry to one of a card's lists, or changes the one with
	// its id. Was is the entry as the asker saw it. Who and when on entries that
	// are records come from the server.
	SetEntry struct {
		Card  CardID `json:"card"`
		List  string `json:"list"`
		Entry any    `json:"entry"`
		Was   any    `json:"was"`
	}
	// RemoveEntry takes an entry out of one of a card's lists.
	RemoveEntry struct {
		Card  CardID `json:"card"`
		List  string `json:"list"`
		Entry string `json:"entry"`
	}

	// CarryCard takes a pilot into a later quarter without a decision.
	CarryCard struct {
		Card    CardID  `json:"card"`
		Quarter Quarter `json:"quarter"`
		Reason  string  `json:"reason"`
	}
	// ExtendCard gives a pilot another quarter by decision, which it gets once.
	ExtendCard struct {
		Card    CardID  `json:"card"`
		Quarter Quarter `json:"quarter"`
		Reason  string  `json:"reason"`
	}
	// ContinueCard begins a card that goes on where another ends, paired with
	// it: As is "graduates_to" for what a pilot becomes in the marathon lane,
	// "restart_of" or "renewal_of" for what follows a procurement. Stage defaults
	// to the first of the lane this leads to.
	ContinueCard struct {
		Card  CardID  `json:"card"`
		New   CardID  `json:"new"`
		As    string  `json:"as"`
		Stage StageID `json:"stage"`
		Title string  `json:"title"`
	}
	// MergeCard archives a card because another one says the same, which takes
	// over its votes and followers.
	MergeCard struct {
		Card CardID `json:"card"`
		Into CardID `json:"into"`
	}
	// VoteCard gives the asker's vote to a card, or takes it back.
	VoteCard struct {
		Card CardID `json:"card"`
		Vote bool   `json:"vote"`
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
func (SetBoard) Kind() string      { return "board.set" }
func (AddGate) Kind() string       { return "gate.add" }
func (ChangeGate) Kind() string    { return "gate.change" }
func (RemoveGate) Kind() string    { return "gate.remove" }
func (AddBody) Kind() string       { return "body.add" }
func (ChangeBody) Kind() string    { return "body.change" }
func (RemoveBody) Kind() string    { return "body.remove" }
func (AddMeeting) Kind() string    { return "meeting.add" }
func (ChangeMeeting) Kind() string { return "meeting.change" }
func (RemoveMeeting) Kind() string { return "meeting.remove" }
func (AddView) Kind() string       { return "view.add" }
func (ChangeView) Kind() string    { return "view.change" }
func (RemoveView) Kind() string    { return "view.remove" }
func (SetEntry) Kind() string      { return "entry.set" }
func (RemoveEntry) Kind() string   { return "entry.remove" }
func (CarryCard) Kind() string     { return "card.carry" }
func (ExtendCard) Kind() string    { return "card.extend" }
func (ContinueCard) Kind() string  { return "card.continue" }
func (MergeCard) Kind() string     { return "card.merge" }
func (VoteCard) Kind() string      { return "card.vote" }
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
