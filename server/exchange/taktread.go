package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"takt/server/kanban"
)

// readTakt reads Takt's own JSON. A new board gets everything as it was; an
// existing one gets the cards, with ids of its own.
func (p *Plan) readTakt(s *source, opts Options) *Error {
	env, err := decodeTakt(s)
	if err != nil {
		return err
	}
	r := taktReader{builder: builder{draft: &draft{name: env.Board.Name}, plan: p, opts: opts, lists: map[string]*List{}}, env: env}
	p.Name = cmp.Or(cut(oneLine(opts.Name), kanban.MaxName), env.Board.Name)
	if r.board, err = opts.targetBoard(); err != nil {
		return err
	}
	defer func() { p.Notes = r.notes.all() }()
	if err := r.checkIDs(); err != nil {
		return err
	}
	r.mapPeople()
	if r.board.exists {
		return r.addTo()
	}
	return r.create()
}

// A taktReader makes the command of a board of Takt.
type taktReader struct {
	builder
	env      *envelope
	archived map[kanban.CardID]bool
	ids      map[kanban.CardID]kanban.CardID // of the cards that are added
	entries  map[string]entry
}

// checkIDs refuses cards that share an id, and what speaks of things that are
// not in the file.
func (r *taktReader) checkIDs() *Error {
	ids := map[kanban.CardID]bool{}
	r.archived = map[kanban.CardID]bool{}
	for i := range r.env.Board.Archive {
		r.archived[r.env.Board.Archive[i].ID] = true
	}
	for card, path := range r.env.Board.all() {
		if ids[card.ID] {
			return fail(CodeValue, "two cards have the id “%s”", short(string(card.ID))).at(0, path+".id").advise("Give each card an id of its own")
		}
		ids[card.ID] = true
	}
	for card, path := range r.env.Board.all() {
		for i, pair := range card.Pairs {
			if !ids[pair.Card] {
				return fail(CodeValue, "there is no card “%s” to be paired with", short(string(pair.Card))).
					at(0, fmt.Sprintf("%s.pairs[%d].card", path, i)).advise("Remove the pair, or add the card")
			}
		}
	}
	return r.env.Board.checkRecords(ids)
}

// mapPeople puts the ids the caller chose in the place of the file's. Whom
// nobody is chosen for keeps the id of the file.
func (r *taktReader) mapPeople() {
	r.people = map[string]*Person{}
	for card := range r.env.Board.all() {
		seen := map[*Person]bool{}
		eachPerson(card, func(id kanban.UserID, comment bool) kanban.UserID {
			p := r.known(string(id))
			switch {
			case comment:
				p.Comments++
			case !seen[p]:
				seen[p] = true
				p.Cards++
			}
			return cmp.Or(p.Person, id)
		})
	}
	for i := range r.env.Board.Views {
		if by := &r.env.Board.Views[i].By; *by != "" {
			*by = cmp.Or(r.known(string(*by)).Person, *by)
		}
	}
}

// known returns the person behind an id of the file.
func (r *taktReader) known(key string) *Person {
	p := r.people[key]
	if p == nil {
		name := cmp.Or(r.env.People[key], key)
		p = &Person{Key: key, Name: name, Person: r.opts.choose(key, name)}
		r.people[key] = p
		r.meet(key, name)
		if p.Person == "" {
			r.notes.add(Assumed, "kept_id", "people nobody is chosen for keep the id they have in the file", name)
		}
	}
	return p
}

// create makes the whole board anew.
func (r *taktReader) create() *Error {
	if len(r.opts.Lists) > 0 {
		return fail(CodeOption, "a board of Takt keeps its own stages").at(0, "lists").advise("Import it as it is, then move its cards")
	}
	b := &r.env.Board
	for card, path := range r.inOrder() {
		r.add(card, path, card.ID, Target{Lane: card.Lane, Stage: card.Stage})
	}
	if b.Archived {
		r.notes.tell(Assumed, "archived_board", 1, "the board was archived and stays so; restore it to work on it")
	}
	r.listStages()
	r.nameRegisters()
	r.conclude()
	r.plan.Labels, r.plan.Units, r.plan.Clusters = r.fileMarks()
	create := kanban.CreateBoard{
		ID: kanban.BoardID(r.opts.Mint()), Name: r.plan.Name, Lanes: b.Lanes,
		Labels: b.Labels, Units: b.Units, Clusters: b.Clusters, Gates: b.Gates, Bodies: b.Bodies, Views: b.Views, Settings: b.Settings,
		Cards: r.adds, Archived: b.Archived,
	}
	r.plan.Command = create
	return tryCreate(create, r.opts, r.places)
}

// inOrder yields the cards as they shall be added: by rank where all have
// one, archived ones between the others, else as they stand in the file. Of
// equal ranks an archived card's comes first, as it was added first.
func (r *taktReader) inOrder() func(yield func(*kanban.Card, string) bool) {
	type placed struct {
		card *kanban.Card
		path string
	}
	var cards []placed
	ranked := true
	live := func(c *kanban.Card) int {
		if r.archived[c.ID] {
			return 0
		}
		return 1
	}
	for card, path := range r.env.Board.all() {
		cards = append(cards, placed{card, path})
		ranked = ranked && kanban.ValidRank(card.Rank)
	}
	if ranked {
		slices.SortStableFunc(cards, func(a, b placed) int {
			return cmp.Or(cmp.Compare(a.card.Rank, b.card.Rank), cmp.Compare(live(a.card), live(b.card)))
		})
	}
	return func(yield func(*kanban.Card, string) bool) {
		for _, c := range cards {
			if !yield(c.card, c.path) {
				return
			}
		}
	}
}

// add adds a card under an id and at a place.
func (r *taktReader) add(card *kanban.Card, path string, id kanban.CardID, to Target) {
	r.stampRecords(card)
	add := kanban.AddCard{Card: id, Lane: to.Lane, Stage: to.Stage, Set: patchOf(card.Fields), Records: true, Past: kanban.Past{
		Archived: r.archived[card.ID], Comments: card.Comments, EnteredAt: instant(card.Since),
	}}
	if !card.CreatedAt.IsZero() {
		add.Past.CreatedAt, add.Past.CreatedBy = instant(card.CreatedAt), cmp.Or(card.CreatedBy, r.opts.By)
	}
	if !card.ChangedAt.IsZero() {
		add.Past.ChangedAt, add.Past.ChangedBy = instant(card.ChangedAt), cmp.Or(card.ChangedBy, r.opts.By)
	}
	for i := range add.Past.Comments {
		c := &add.Past.Comments[i]
		c.WrittenAt, c.EditedAt = instant(c.WrittenAt), instant(c.EditedAt)
	}
	r.adds = append(r.adds, add)
	r.places = append(r.places, place{name: path})
	r.plan.count(add, path)
}

// instant is the precision of every time on a board.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// patchOf returns the fields that are not empty.
func patchOf(f kanban.Fields) kanban.Patch {
	var p kanban.Patch
	b, err := json.Marshal(f)
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil {
		panic(fmt.Sprintf("exchange: fields of a card: %v", err)) // they were read from JSON
	}
	return p
}

// listStages shows the file's stages as lists that stay where they are.
func (r *taktReader) listStages() {
	for _, lane := range r.env.Board.Lanes {
		for _, s := range lane.Stages {
			l := List{ID: string(lane.Key) + "/" + string(s.ID), Name: s.Name, Sure: true, Target: Target{Lane: lane.Key, Stage: s.ID, Mark: MarkNone}}
			for card := range r.env.Board.all() {
				if card.Lane != lane.Key || card.Stage != s.ID {
					continue
				}
				if r.archived[card.ID] {
					l.Archived++
				} else {
					l.Cards++
				}
			}
			r.plan.Lists = append(r.plan.Lists, l)
			r.plan.Targets = append(r.plan.Targets, choiceOf(lane.Key, s))
		}
	}
}

// nameRegisters takes the file's registers for the board's.
func (r *taktReader) nameRegisters() {
	b := &r.env.Board
	r.board = &targetBoard{Labels: b.Labels, Units: b.Units, Clusters: b.Clusters}
	r.registers()
}

// fileMarks counts the cards of the file's registers.
func (r *taktReader) fileMarks() (labels, units, clusters []Mark) {
	count := map[string]int{}
	for card := range r.env.Board.all() {
		for _, l := range card.Labels {
			count["l"+string(l)]++
		}
		count["u"+string(card.Unit)]++
		count["c"+string(card.Cluster)]++
	}
	for _, l := range r.env.Board.Labels {
		labels = append(labels, Mark{l.Name, l.Color, count["l"+string(l.ID)]})
	}
	for _, u := range r.env.Board.Units {
		units = append(units, Mark{u.Name, "", count["u"+string(u.ID)]})
	}
	for _, c := range r.env.Board.Clusters {
		clusters = append(clusters, Mark{c.Name, "", count["c"+string(c.ID)]})
	}
	return labels, units, clusters
}
