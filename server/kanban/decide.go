package kanban

import (
	"slices"
	"time"
)

// Decide reports the events that cmd leads to when by asks for it at the
// given time, or why it is refused, as a *Refusal. It does not change the
// board. The events lack only Seq and ID, which the caller gives them.
func (b *Board) Decide(by UserID, at time.Time, cmd Command) ([]Event, error) {
	at = instant(at)
	d := decision{board: b, by: by, at: at}
	if err := d.decide(cmd); err != nil {
		return nil, err
	}
	for i := range d.events {
		e := &d.events[i]
		e.At, e.By, e.More = at, by, i < len(d.events)-1
	}
	return d.events, nil
}

// A decision is one command being decided. Changes gather in events; where
// a later change builds on an earlier one, board is a draft that has it.
type decision struct {
	board  *Board
	by     UserID
	at     time.Time
	events []Event
}

func (d *decision) emit(c Change) { d.events = append(d.events, Event{Change: c}) }

func (d *decision) decide(cmd Command) error {
	if err := d.mayChange(cmd); err != nil {
		return err
	}
	switch c := cmd.(type) {
	case CreateBoard:
		return d.createBoard(c)
	case RenameBoard:
		return d.renameBoard(c)
	case ArchiveBoard:
		return d.setArchived(true)
	case RestoreBoard:
		return d.setArchived(false)
	case AddCard:
		if r := c.Set.mayBeSet(); r != nil && !c.Records {
			return r
		}
		return d.addCard(c)
	case ChangeCard:
		return d.changeCard(c)
	case MoveCard:
		return d.moveCard(c)
	case ArchiveCard:
		return d.archiveCard(c)
	case RestoreCard:
		return d.restoreCard(c)
	case CarryCard, ExtendCard, ContinueCard, MergeCard, VoteCard:
		return d.pace(c)
	case SetEntry:
		return d.setEntry(c)
	case RemoveEntry:
		return d.removeEntry(c)
	case Undo:
		return d.undo(c)
	case Redo:
		return d.redo(c)
	case Batch:
		return d.batch(c)
	case AddItem, ChangeItem, MoveItem, RemoveItem:
		return d.checklist(c)
	case AddComment, EditComment, RemoveComment:
		return d.comment(c)
	case AddStage, RenameStage, MoveStage, LimitStage, RemoveStage:
		return d.stage(c)
	case AddView, ChangeView, RemoveView:
		return d.views(c)
	case AddLabel, ChangeLabel, RemoveLabel, AddUnit, ChangeUnit, RemoveUnit, AddCluster, ChangeCluster, RemoveCluster:
		return d.register(c)
	}
	return d.governance(cmd)
}

// mayChange refuses everything on a board that is not there or archived, but
// to create or restore it.
func (d *decision) mayChange(cmd Command) error {
	switch cmd.(type) {
	case CreateBoard:
		if d.board.Exists() {
			return refuse(Exists, "there is such a board already")
		}
		return nil
	case RestoreBoard, Undo:
		if d.board.Exists() {
			return nil
		}
	}
	if !d.board.Exists() {
		return refuse(NotFound, "there is no such board")
	}
	if d.board.Archived {
		return refuse(IsArchived, "the board is archived; restore it to change it")
	}
	return nil
}

// batch decides each command on a draft that has what the ones before did.
func (d *decision) batch(c Batch) error {
	draft := d.board.draft()
	for _, cmd := range c.Commands {
		part := decision{board: draft, by: d.by, at: d.at}
		if err := part.decide(cmd); err != nil {
			return err
		}
		for _, e := range part.events {
			draft.apply(Event{At: d.at, By: d.by, Change: e.Change})
		}
		d.events = append(d.events, part.events...)
	}
	return nil
}

func (d *decision) renameBoard(c RenameBoard) error {
	if r := checkName("name", c.Name); r != nil {
		return r
	}
	d.emit(BoardChanged{BoardPatch{Name: &c.Name}})
	return nil
}

func (d *decision) setArchived(archived bool) error {
	d.emit(BoardChanged{BoardPatch{Archived: &archived}})
	return nil
}

// checkName allows the name of a board, stage, label, unit or cluster.
func checkName(field, name string) *Refusal {
	if name == "" {
		return wrong(field, "missing")
	}
	return line(MaxName)(field, name)
}

func (d *decision) createBoard(c CreateBoard) error {
	if c.Lanes == nil {
		c.Lanes = StandardLanes()
	}
	if r := first(checkID("board", c.ID), checkName("name", c.Name), checkLanes(c.Lanes), checkRegisters(c)); r != nil {
		return r
	}
	if len(c.Gates) == 0 {
		c.Gates = nil // as it comes back from the journal
	}
	created := BoardCreated{c.ID, c.Name, c.Lanes, c.Labels, c.Units, c.Clusters, c.Gates, c.Bodies, c.Views, c.Settings}
	d.emit(created)
	draft := new(Board)
	draft.apply(Event{Change: created})
	for _, card := range c.Cards {
		part := decision{board: draft, by: d.by, at: d.at}
		if err := part.addCard(card); err != nil {
			return err
		}
		for _, e := range part.events {
			draft.apply(Event{At: d.at, By: d.by, Change: e.Change})
		}
		d.events = append(d.events, part.events...)
	}
	if c.Archived {
		d.emit(BoardChanged{BoardPatch{Archived: &c.Archived}})
	}
	return draft.checkPairedCards()
}

func checkLanes(lanes []Lane) *Refusal {
	if len(lanes) != 2 || lanes[0].Key != Marathon || lanes[1].Key != Sprint {
		return wrong("lanes", "a board has the lanes marathon and sprint, in this order")
	}
	for _, lane := range lanes {
		if len(lane.Stages) == 0 {
			return wrong("stages", "lane %s has no stage", lane.Key)
		}
		r := each("stages", lane.Stages, MaxStages, func(s Stage) (StageID, *Refusal) {
			return s.ID, first(checkID("stages", s.ID), checkName("stages", s.Name), checkLimit(s.Limit), checkKey(lane.Key, s.Key))
		})
		if r != nil {
			return r
		}
	}
	return nil
}

func checkKey(lane LaneKey, key string) *Refusal {
	if key != "" && standardName(lane, key) == "" {
		return wrong("key", "%q is not a standard stage of lane %s", key, lane)
	}
	return nil
}

func checkLimit(limit int) *Refusal {
	if limit < 0 || limit > 999 {
		return wrong("limit", "a limit is 0 (none) to 999")
	}
	return nil
}

func checkRegisters(c CreateBoard) *Refusal {
	settings := DefaultSettings()
	assign(&settings, c.Settings)
	return first(
		checkSettings(settings),
		each("gates", c.Gates, MaxRegister, func(g Gate) (GateID, *Refusal) {
			return g.ID, first(checkID("gates", g.ID), checkName("gates", g.Name), checkNeeds(g.Needs), c.checkGate(g))
		}),
		each("bodies", c.Bodies, MaxRegister, func(b Body) (BodyID, *Refusal) {
			return b.ID, first(checkID("bodies", b.ID), checkName("bodies", b.Name), checkMeetings(b.Meetings))
		}),
		each("views", c.Views, MaxViews, func(v View) (ViewID, *Refusal) { return v.ID, checkView(v) }),
		each("labels", c.Labels, MaxRegister, func(l Label) (LabelID, *Refusal) {
			return l.ID, first(checkID("labels", l.ID), checkName("labels", l.Name), checkColor(l.Color))
		}),
		each("units", c.Units, MaxRegister, func(u Unit) (UnitID, *Refusal) {
			return u.ID, first(checkID("units", u.ID), checkName("units", u.Name))
		}),
		each("clusters", c.Clusters, MaxRegister, func(u Cluster) (ClusterID, *Refusal) {
			return u.ID, first(checkID("clusters", u.ID), checkName("clusters", u.Name))
		}),
	)
}

// checkGate refuses a gate of a lane, stage or body that cannot be. Its stage
// may have been removed.
func (c CreateBoard) checkGate(g Gate) *Refusal {
	if g.Lane != Marathon && g.Lane != Sprint {
		return wrong("gates", "a lane is marathon or sprint, not %q", string(g.Lane))
	}
	if g.Key != "" && standardGateName(g.Key) == "" {
		return wrong("gates", "%q is not a standard gate", g.Key)
	}
	if g.Body != "" && !slices.ContainsFunc(c.Bodies, func(b Body) bool { return b.ID == g.Body }) {
		return notFound("body", g.Body)
	}
	return checkID("gates", g.Stage)
}

// Colors are the colours a label can have.
var Colors = []string{"grey", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"}

func checkColor(color string) *Refusal {
	if !slices.Contains(Colors, color) {
		return wrong("color", "%q is not a label colour", color)
	}
	return nil
}
