package exchange

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"takt/server/kanban"
)

// gates are those of the file: the standard ones where it is from before
// boards had any.
func (b *wireBoard) gates() []kanban.Gate {
	if len(b.Gates) > 0 {
		return b.Gates
	}
	var gates []kanban.Gate
	for _, g := range kanban.StandardGates() {
		gates = append(gates, g.Gate)
	}
	return gates
}

// checkRecords refuses records that speak of gates, bodies and cards the file
// does not have.
func (b *wireBoard) checkRecords(cards map[kanban.CardID]bool) *Error {
	gates, bodies := map[kanban.GateID]bool{}, map[kanban.BodyID]bool{"": true}
	for _, g := range b.gates() {
		gates[g.ID] = true
	}
	for _, body := range b.Bodies {
		bodies[body.ID] = true
	}
	for card, path := range b.all() {
		if into := card.MergedInto; into != "" && !cards[into] {
			return missing("card", string(into), path+".merged_into")
		}
		for i, v := range card.Decisions {
			if !gates[v.Gate] {
				return missing("gate", string(v.Gate), fmt.Sprintf("%s.decisions[%d].gate", path, i))
			}
			if !bodies[v.Body] {
				return missing("body", string(v.Body), fmt.Sprintf("%s.decisions[%d].body", path, i))
			}
		}
		for i, p := range card.Passes {
			for j, g := range p.Gates {
				if !gates[g] {
					return missing("gate", string(g), fmt.Sprintf("%s.passes[%d].gates[%d]", path, i, j))
				}
			}
		}
	}
	return nil
}

func missing(what, id, path string) *Error {
	return fail(CodeValue, "there is no %s “%s” in the file", what, short(id)).at(0, path).advise("Correct it in the file, or export the board again")
}

// A rulebook gives the gates and bodies that a file's records speak of their
// ids on the board the cards are added to.
type rulebook struct {
	*taktReader
	gates    map[kanban.GateID]kanban.GateID
	bodies   map[kanban.BodyID]kanban.BodyID
	commands []kanban.Command // that add what the board does not have
	added    []kanban.Gate    // by commands
	joined   []kanban.Body    // by commands
}

// translateRecords puts the board's ids in the place of the file's. A stage
// that the board does not have by itself is where its cards go.
func (r *rulebook) translateRecords(card *kanban.Card) {
	card.MergedInto = r.ids[card.MergedInto]
	for i := range card.Decisions {
		v := &card.Decisions[i]
		v.Gate, v.Body = r.gate(v.Gate), r.body(v.Body)
	}
	for i := range card.Passes {
		p := &card.Passes[i]
		if l := r.lists[string(card.Lane)+"/"+string(p.Stage)]; l != nil && l.Stage != "" {
			p.Stage = l.Stage
		}
		for j, g := range p.Gates {
			p.Gates[j] = r.gate(g)
		}
		p.Gates = once(p.Gates)
	}
}

// gate returns the board's id of a gate. One the board does not have is added
// and taken away at once: it is on record, and guards nothing.
func (r *rulebook) gate(id kanban.GateID) kanban.GateID {
	if known, ok := r.gates[id]; ok {
		return known
	}
	i := slices.IndexFunc(r.env.Board.gates(), func(g kanban.Gate) bool { return g.ID == id })
	g := r.env.Board.gates()[i] // checkRecords has found it
	alike := slices.IndexFunc(r.board.Gates, func(other kanban.Gate) bool {
		return g.Key != "" && other.Key == g.Key || g.Key == "" && other.Lane == g.Lane && other.Name == g.Name
	})
	switch {
	case alike >= 0:
		r.gates[id] = r.board.Gates[alike].ID
	case len(r.board.Gates)+len(r.added) >= kanban.MaxRegister:
		r.gates[id] = id
	default:
		add := kanban.AddGate{Gate: kanban.GateID(r.opts.Mint()), Lane: g.Lane, Stage: r.board.lane(g.Lane).Stages[0].ID, Name: g.Name}
		r.gates[id] = add.Gate
		r.commands = append(r.commands, add, kanban.RemoveGate{Gate: add.Gate})
		r.added = append(r.added, kanban.Gate{ID: add.Gate, Lane: add.Lane, Stage: add.Stage, Name: add.Name, Custom: true, Removed: true})
		r.notes.add(Assumed, "gate_on_record", "gates the board does not have are kept for the decisions made there; they guard no stage", g.Name)
	}
	return r.gates[id]
}

// body returns the board's id of a body, by its name; one the board does not
// have is added.
func (r *rulebook) body(id kanban.BodyID) kanban.BodyID {
	if known, ok := r.bodies[id]; ok || id == "" {
		return known
	}
	i := slices.IndexFunc(r.env.Board.Bodies, func(b kanban.Body) bool { return b.ID == id })
	name := r.env.Board.Bodies[i].Name // checkRecords has found it
	alike := slices.IndexFunc(r.board.Bodies, func(b kanban.Body) bool { return strings.EqualFold(b.Name, name) })
	switch {
	case alike >= 0:
		r.bodies[id] = r.board.Bodies[alike].ID
	case len(r.board.Bodies)+len(r.joined) >= kanban.MaxRegister:
		r.bodies[id] = ""
	default:
		add := kanban.AddBody{Body: kanban.BodyID(r.opts.Mint()), Name: name}
		r.bodies[id] = add.Body
		r.commands = append(r.commands, add)
		r.joined = append(r.joined, kanban.Body{ID: add.Body, Name: name})
	}
	return r.bodies[id]
}

// tellRules says that a board keeps its own rules, where the file has others.
func (r *taktReader) tellRules() {
	b := &r.env.Board
	standard := (&wireBoard{}).gates()
	if *b.Settings != kanban.DefaultSettings() || len(b.Bodies) > 0 || len(b.Views) > 0 || !slices.EqualFunc(b.gates(), standard, sameGate) {
		r.notes.tell(Dropped, "own_rules", 1, "gates, bodies, meetings, views and rules of the file; the board keeps its own")
	}
}

func sameGate(a, b kanban.Gate) bool {
	a.Needs, b.Needs = append([]string{}, a.Needs...), append([]string{}, b.Needs...)
	return reflect.DeepEqual(a, b)
}

// stampRecords gives records that do not say who and when the importer and
// the moment, and all of them the precision of a board.
func (r *taktReader) stampRecords(card *kanban.Card) {
	for stamp := range stamps(card) {
		stamp.By = cmp.Or(stamp.By, r.opts.By)
		if stamp.At.IsZero() {
			stamp.At = r.opts.Now
		}
		stamp.At = instant(stamp.At)
	}
}
