package kanban

import (
	"slices"
	"strings"
)

// checklist decides the commands for lines of a checklist. What comes of
// them is the whole list, so that applying stays assignment.
func (d *decision) checklist(cmd Command) error {
	var id CardID
	var edit func(*Card) ([]Item, error)
	switch c := cmd.(type) {
	case AddItem:
		id, edit = c.Card, c.edit
	case ChangeItem:
		id, edit = c.Card, c.edit
	case MoveItem:
		id, edit = c.Card, c.edit
	case RemoveItem:
		id, edit = c.Card, c.edit
	}
	card, err := d.card(id)
	if err != nil {
		return err
	}
	items, err := edit(card)
	if err != nil {
		return err
	}
	if r := checkChecklist("checklist", items); r != nil {
		return r
	}
	d.emit(CardChanged{id, Patch{"checklist": items}})
	return nil
}

func (c AddItem) edit(card *Card) ([]Item, error) {
	if card.item(c.Item) >= 0 {
		return nil, refuse(Exists, "there is such a line already")
	}
	at := len(card.Checklist)
	if i := card.item(c.Before); i >= 0 {
		at = i
	}
	return slices.Insert(slices.Clone(card.Checklist), at, Item{ID: c.Item, Text: c.Text}), nil
}

func (c ChangeItem) edit(card *Card) ([]Item, error) {
	i := card.item(c.Item)
	if i < 0 {
		return nil, notFound("checklist line", c.Item)
	}
	now := card.Checklist[i].Text
	if c.Text != nil && c.Was != nil && now != *c.Was && now != *c.Text {
		return nil, conflict("text", now)
	}
	items := slices.Clone(card.Checklist)
	assign(&items[i].Text, c.Text)
	assign(&items[i].Done, c.Done)
	return items, nil
}

func (c MoveItem) edit(card *Card) ([]Item, error) {
	i := card.item(c.Item)
	if i < 0 {
		return nil, notFound("checklist line", c.Item)
	}
	moved := card.Checklist[i]
	items := slices.Delete(slices.Clone(card.Checklist), i, i+1)
	at := slices.IndexFunc(items, func(it Item) bool { return it.ID == c.Before })
	if at < 0 {
		at = len(items)
	}
	return slices.Insert(items, at, moved), nil
}

func (c RemoveItem) edit(card *Card) ([]Item, error) {
	i := card.item(c.Item)
	if i < 0 {
		return nil, notFound("checklist line", c.Item)
	}
	return slices.Delete(slices.Clone(card.Checklist), i, i+1), nil
}

func conflict(field string, now any) *Refusal {
	return &Refusal{Code: Conflict, Message: "somebody else has changed this meanwhile", Missing: []string{field}, Current: map[string]any{field: now}}
}

// comment decides the commands for comments.
func (d *decision) comment(cmd Command) error {
	switch c := cmd.(type) {
	case AddComment:
		return d.addComment(c)
	case EditComment:
		said, err := d.ownComment(c.Card, c.Comment)
		if err != nil {
			return err
		}
		if c.Was != nil && said.Text != *c.Was && said.Text != c.Text {
			return conflict("text", said.Text)
		}
		if r := checkComment(c.Text); r != nil {
			return r
		}
		d.emit(CommentEdited{c.Card, c.Comment, c.Text, d.at})
	case RemoveComment:
		if _, err := d.ownComment(c.Card, c.Comment); err != nil {
			return err
		}
		d.emit(CommentRemoved{c.Card, c.Comment})
	}
	return nil
}

func (d *decision) addComment(c AddComment) error {
	card, err := d.card(c.Card)
	if err != nil {
		return err
	}
	if r := first(checkID("comment", c.Comment), checkComment(c.Text)); r != nil {
		return r
	}
	if card.comment(c.Comment) != nil {
		return refuse(Exists, "there is such a comment already")
	}
	if len(card.Comments) >= MaxComments {
		return refuse(TooLarge, "a card holds at most %d comments", MaxComments)
	}
	d.emit(CommentAdded{Card: c.Card, Comment: c.Comment, Author: d.by, WrittenAt: d.at, Text: c.Text})
	return nil
}

func checkComment(v string) *Refusal {
	if strings.TrimSpace(v) == "" {
		return wrong("text", "a comment needs a text")
	}
	return text(MaxComment)("text", v)
}

// ownComment returns a comment the asker wrote.
func (d *decision) ownComment(card CardID, id CommentID) (*Comment, error) {
	c, err := d.card(card)
	if err != nil {
		return nil, err
	}
	said := c.comment(id)
	if said == nil {
		return nil, notFound("comment", id)
	}
	if said.Author != d.by {
		return nil, refuse(NotYours, "only its author can change a comment")
	}
	return said, nil
}

// stage decides the commands for stages.
func (d *decision) stage(cmd Command) error {
	switch c := cmd.(type) {
	case AddStage:
		return d.addStage(c)
	case RenameStage:
		return d.renameStage(c)
	case MoveStage:
		return d.moveStage(c)
	case LimitStage:
		if r := first(d.inStage(Place{c.Lane, c.Stage}), checkLimit(c.Limit)); r != nil {
			return r
		}
		d.emit(StageChanged{c.Lane, c.Stage, StagePatch{Limit: &c.Limit}})
	case RemoveStage:
		return d.removeStage(c)
	}
	return nil
}

func (d *decision) addStage(c AddStage) error {
	lane := d.board.lane(c.Lane)
	if lane == nil {
		return wrong("lane", "a lane is marathon or sprint, not %q", string(c.Lane))
	}
	standard := standardName(c.Lane, c.Key)
	name, custom := c.Name, c.Name != ""
	if !custom {
		name = standard
	}
	if r := first(checkID("stage", c.Stage), checkKey(c.Lane, c.Key), checkName("name", name), checkLimit(c.Limit)); r != nil {
		return r
	}
	if lane.index(c.Stage) >= 0 {
		return refuse(Exists, "there is such a stage already")
	}
	if len(lane.Stages) >= MaxStages {
		return refuse(TooLarge, "a lane holds at most %d stages", MaxStages)
	}
	order := insertBefore(lane.ids(), c.Stage, c.Before)
	d.emit(StageAdded{c.Lane, c.Stage, c.Key, name, custom, c.Limit, order})
	return nil
}

func insertBefore(order []StageID, id, before StageID) []StageID {
	if i := slices.Index(order, before); i >= 0 {
		return slices.Insert(order, i, id)
	}
	return append(order, id)
}

func (d *decision) renameStage(c RenameStage) error {
	if r := d.inStage(Place{c.Lane, c.Stage}); r != nil {
		return r
	}
	name, custom := c.Name, true
	if name == "" {
		name, custom = standardName(c.Lane, d.board.stage(Place{c.Lane, c.Stage}).Key), false
	}
	if r := checkName("name", name); r != nil {
		return r
	}
	d.emit(StageChanged{c.Lane, c.Stage, StagePatch{Name: &name, Custom: &custom}})
	return nil
}

func (d *decision) moveStage(c MoveStage) error {
	if r := d.inStage(Place{c.Lane, c.Stage}); r != nil {
		return r
	}
	ids := slices.DeleteFunc(d.board.lane(c.Lane).ids(), func(id StageID) bool { return id == c.Stage })
	d.emit(StagesOrdered{c.Lane, insertBefore(ids, c.Stage, c.Before)})
	return nil
}

func (d *decision) removeStage(c RemoveStage) error {
	p := Place{c.Lane, c.Stage}
	if r := d.inStage(p); r != nil {
		return r
	}
	if n := len(d.board.order[p]); n > 0 {
		return refuse(StageNotEmpty, "%d cards lie in this stage; move them first", n)
	}
	if len(d.board.lane(c.Lane).Stages) == 1 {
		return refuse(LastStage, "a lane keeps at least one stage")
	}
	d.emit(StageRemoved{c.Lane, c.Stage})
	return nil
}
