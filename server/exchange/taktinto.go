package exchange

import (
	"slices"

	"takt/server/kanban"
)

// addTo adds the cards to a board there is. Labels, units and clusters of the
// same name become one; cards get new ids, and their pairs with them.
func (r *taktReader) addTo() *Error {
	r.registers()
	r.entries = r.env.Board.entries()
	for _, lane := range r.env.Board.Lanes {
		for _, s := range lane.Stages {
			r.draft.lists = append(r.draft.lists, draftList{id: string(lane.Key) + "/" + string(s.ID), name: s.Name, lane: lane.Key, stage: s.ID, topic: "-"})
		}
	}
	var err *Error
	if r.plan.Lists, err = r.placeLists(r.board, r.opts); err != nil {
		return err
	}
	r.plan.Name, r.plan.Targets = r.board.Name, r.board.choices()
	for i := range r.plan.Lists {
		l := &r.plan.Lists[i]
		r.lists[l.ID] = l
		if err := r.newStage(l); err != nil {
			return err
		}
	}
	if err := r.addCards(); err != nil {
		return err
	}
	r.tellRules()
	r.conclude()
	return r.command()
}

// addCards adds the cards that are not left out.
func (r *taktReader) addCards() *Error {
	if err := r.chooseCards(); err != nil {
		return err
	}
	rules := rulebook{taktReader: r, gates: map[kanban.GateID]kanban.GateID{}, bodies: map[kanban.BodyID]kanban.BodyID{}}
	for card, path := range r.inOrder() {
		id, chosen := r.ids[card.ID]
		if !chosen {
			r.notes.add(Dropped, "left_out", "cards that are left out", path+": "+short(card.Title))
			continue
		}
		card.Pairs = slices.DeleteFunc(card.Pairs, func(p kanban.Pair) bool { return r.ids[p.Card] == "" })
		for i := range card.Pairs {
			card.Pairs[i].Card = r.ids[card.Pairs[i].Card]
		}
		if err := r.translate(card, path); err != nil {
			return err
		}
		rules.translateRecords(card)
		r.add(card, path, id, r.listOf(card).Target)
	}
	r.rules = rules.commands
	r.board.Gates = append(slices.Clone(r.board.Gates), rules.added...)
	r.board.Bodies = append(slices.Clone(r.board.Bodies), rules.joined...)
	return nil
}

func (r *taktReader) listOf(card *kanban.Card) *List {
	return r.lists[string(card.Lane)+"/"+string(card.Stage)]
}

// chooseCards gives a new id to each card that is not left out.
func (r *taktReader) chooseCards() *Error {
	r.ids = map[kanban.CardID]kanban.CardID{}
	for card, path := range r.env.Board.all() {
		l := r.listOf(card)
		if l == nil {
			return fail(CodeValue, "there is no stage “%s” in lane %s", short(string(card.Stage)), short(string(card.Lane))).
				at(0, path+".stage").advise("Correct it in the file, or export the board again")
		}
		archived := r.archived[card.ID]
		if archived {
			l.Archived++
		} else {
			l.Cards++
		}
		if !l.Skip && !(archived && r.opts.Archived == ToDrop) {
			r.ids[card.ID] = kanban.CardID(r.opts.Mint())
		}
	}
	return nil
}

// translate puts the board's ids of labels, units and clusters in the place
// of the file's.
func (r *taktReader) translate(card *kanban.Card, path string) *Error {
	labels := make([]kanban.LabelID, 0, len(card.Labels))
	for _, file := range card.Labels {
		id, err := r.enter(&r.labels, "l"+string(file), path+".labels")
		if err != nil {
			return err
		}
		if id != "" {
			labels = append(labels, kanban.LabelID(id))
		}
	}
	card.Labels = labels
	unit, err := r.enter(&r.units, "u"+string(card.Unit), path+".unit")
	if err != nil {
		return err
	}
	cluster, err := r.enter(&r.clusters, "c"+string(card.Cluster), path+".cluster")
	card.Unit, card.Cluster = kanban.UnitID(unit), kanban.ClusterID(cluster)
	return err
}

// entries are the registers of the file, by the first letter of their kind
// and their id.
func (b *wireBoard) entries() map[string]entry {
	all := map[string]entry{"u": {}, "c": {}} // no unit, no cluster
	for _, l := range b.Labels {
		all["l"+string(l.ID)] = entry{name: l.Name, color: l.Color}
	}
	for _, u := range b.Units {
		all["u"+string(u.ID)] = entry{name: u.Name}
	}
	for _, c := range b.Clusters {
		all["c"+string(c.ID)] = entry{name: c.Name}
	}
	return all
}

// enter returns the id that an entry of the file has on the board, "" when
// the board has no room for it.
func (r *taktReader) enter(reg *register, key, path string) (string, *Error) {
	e, ok := r.entries[key]
	if !ok {
		return "", fail(CodeValue, "the file has no such entry").at(0, path).advise("Correct it in the file, or export the board again")
	}
	if e.name == "" {
		return "", nil
	}
	id := reg.id(e.name, e.color)
	if id == "" {
		r.notes.add(Dropped, "many_marks", "labels, units and clusters beyond what a board holds", path+": "+short(e.name))
	}
	return id, nil
}
