package exchange

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"takt/server/kanban"
)

// A builder makes the command of a draft. Entries are added to the board's
// registers as cards need them.
type builder struct {
	*draft
	plan  *Plan
	opts  Options
	board *targetBoard

	lists    map[string]*List
	topics   map[string]string     // of lists that keep another name than their own on cards
	labelled map[string]draftLabel // by key
	people   map[string]*Person    // by key
	labels   register
	units    register
	clusters register
	stages   []kanban.Command // new ones
	rules    []kanban.Command // gates and bodies that records speak of
	adds     []kanban.AddCard
	places   []place // of adds
}

// A place is where a card stands in the file.
type place struct {
	line int // 0 when the file has no lines
	name string
}

// build fits a draft to the board and fills the plan.
func (p *Plan) build(d *draft, opts Options) *Error {
	b := &builder{draft: d, plan: p, opts: opts, lists: map[string]*List{}, people: map[string]*Person{}}
	p.Name = cmp.Or(cut(oneLine(opts.Name), kanban.MaxName), d.name, "Imported board")
	err := b.all()
	p.Notes = d.notes.all()
	return err
}

func (b *builder) all() *Error {
	var err *Error
	if b.board, err = b.opts.targetBoard(); err != nil {
		return err
	}
	if b.board.exists {
		b.plan.Name = b.board.Name
	}
	b.plan.Targets = b.board.choices()
	if b.plan.Lists, err = b.placeLists(b.board, b.opts); err != nil {
		return err
	}
	if err := b.prepare(); err != nil {
		return err
	}
	for i := range b.cards {
		if err := b.card(&b.cards[i]); err != nil {
			return err
		}
	}
	b.conclude()
	return b.command()
}

// prepare counts what cards use, so that registers hold what is used most.
func (b *builder) prepare() *Error {
	b.registers()
	for i := range b.plan.Lists {
		l := &b.plan.Lists[i]
		b.lists[l.ID] = l
		if err := b.newStage(l); err != nil {
			return err
		}
	}
	for _, p := range b.draft.people {
		b.people[p.key] = &Person{Key: p.key, Name: p.name, Person: b.opts.choose(p.key, p.name)}
	}
	b.labelled, b.topics = map[string]draftLabel{}, map[string]string{}
	for _, l := range b.draft.labels {
		b.labelled[l.key] = l
	}
	for _, l := range b.draft.lists {
		if l.topic != "-" {
			b.topics[l.id] = l.topic
		}
	}
	b.wanted()
	return nil
}

// choose says who a person of the file is, "" when nobody is chosen.
func (o Options) choose(key, name string) kanban.UserID {
	return cmp.Or(o.People[key], o.People[name])
}

// newStage adds the stage a list asks for, once per name.
func (b *builder) newStage(l *List) *Error {
	if l.NewStage == "" {
		return nil
	}
	lane := b.board.lane(l.Lane)
	for _, s := range lane.Stages {
		if s.Name == l.NewStage {
			l.Stage = s.ID
			return nil
		}
	}
	if len(lane.Stages) >= kanban.MaxStages {
		return fail(CodeOption, "a lane has at most %d stages", kanban.MaxStages).at(0, l.Name).advise("Choose an existing stage")
	}
	l.Stage = kanban.StageID(b.opts.Mint())
	last := lane.Stages[len(lane.Stages)-1].ID
	stage := kanban.Stage{ID: l.Stage, Name: l.NewStage, Custom: true}
	lane.Stages = slices.Insert(slices.Clone(lane.Stages), len(lane.Stages)-1, stage)
	b.stages = append(b.stages, kanban.AddStage{Lane: l.Lane, Stage: l.Stage, Name: l.NewStage, Before: last})
	return nil
}

// card adds one card, or leaves it out as the options say.
func (b *builder) card(c *draftCard) *Error {
	l := b.lists[c.list]
	closed := c.archived || l.Closed
	if closed {
		l.Archived++
	} else {
		l.Cards++
	}
	switch {
	case l.Skip:
		b.notes.add(Dropped, "list_skipped", "cards of lists that are left out", c.place)
		return nil
	case closed && b.opts.Archived == ToDrop:
		b.notes.add(Dropped, "archived", "archived cards", c.place+": "+short(c.title))
		return nil
	}
	f := fitter{builder: b, card: c, set: kanban.Patch{}}
	add, err := f.fit(l)
	if err != nil {
		return err
	}
	add.Past.Archived = closed && b.opts.Archived == ToArchive
	b.adds = append(b.adds, add)
	b.places = append(b.places, place{c.line, c.place})
	b.plan.count(add, c.place)
	return nil
}

const shownCards = 12

func (p *Plan) count(add kanban.AddCard, place string) {
	if add.Past.Archived {
		p.Archived++
	} else {
		p.Cards++
	}
	p.Comments += len(add.Past.Comments)
	title, _ := add.Set["title"].(string)
	title = cmp.Or(add.Title, title)
	items, _ := add.Set["checklist"].([]kanban.Item)
	links, _ := add.Set["attachments"].([]kanban.Attachment)
	p.Items += len(items)
	p.Links += len(links)
	if len(p.Samples) < shownCards && !add.Past.Archived {
		p.Samples = append(p.Samples, Sample{Place: place, Lane: add.Lane, Stage: add.Stage, Title: title})
	}
}

// conclude lists people and marks as they came out.
func (b *builder) conclude() {
	b.showSamples()
	for _, p := range b.draft.people {
		if found := b.people[p.key]; found.Cards+found.Comments > 0 {
			b.plan.People = append(b.plan.People, *found)
		}
	}
	b.plan.Labels, b.plan.Units, b.plan.Clusters = b.labels.marks(), b.units.marks(), b.clusters.marks()
}

// command puts everything into one command and has it decided, so that a plan
// is never refused later for what the file holds.
func (b *builder) command() *Error {
	if len(b.adds) == 0 {
		return fail(CodeNothing, "no card would be imported").advise("Check which lists are left out, and whether archived cards are")
	}
	if !b.board.exists {
		create := kanban.CreateBoard{
			ID: kanban.BoardID(b.opts.Mint()), Name: b.plan.Name, Lanes: b.board.Lanes,
			Labels: b.labels.labels(), Units: b.units.units(), Clusters: b.clusters.clusters(), Cards: b.adds,
		}
		b.plan.Command = create
		return tryCreate(create, b.opts, b.places)
	}
	batch := kanban.Batch{Commands: b.stages}
	for _, commands := range [][]kanban.Command{b.rules, b.labels.commands(), b.units.commands(), b.clusters.commands()} {
		batch.Commands = append(batch.Commands, commands...)
	}
	for _, add := range b.adds {
		batch.Commands = append(batch.Commands, add)
	}
	b.plan.Command = batch
	return tryCreate(kanban.CreateBoard{
		ID: "trial", Name: "trial", Lanes: b.board.Lanes,
		Labels:   append(slices.Clone(b.board.Labels), b.labels.labels()...),
		Units:    append(slices.Clone(b.board.Units), b.units.units()...),
		Clusters: append(slices.Clone(b.board.Clusters), b.clusters.clusters()...),
		Gates:    b.board.Gates, Bodies: b.board.Bodies, Cards: b.adds,
	}, b.opts, b.places)
}

// tryCreate has a board decided. When it is refused, the cards are tried one
// by one to find the place; places tells where each stands.
func tryCreate(create kanban.CreateBoard, opts Options, places []place) *Error {
	_, err := new(kanban.Board).Decide(opts.By, opts.Now, create)
	if err == nil {
		return nil
	}
	all := create.Cards
	if create.Cards = nil; refused(create, opts) {
		return fail(CodeRefused, "%s", err).at(0, "board").advise("Correct it in the file")
	}
	for i := range all {
		create.Cards = all[i : i+1]
		_, one := new(kanban.Board).Decide(opts.By, opts.Now, create)
		if r, ok := errors.AsType[*kanban.Refusal](one); ok {
			field := strings.Join(r.Missing, ", ")
			if places[i].line == 0 {
				field = strings.TrimSpace(places[i].name + " " + field)
			}
			return fail(CodeRefused, "%s", r.Message).at(places[i].line, field).advise("Correct it in the file, or leave the card out")
		}
	}
	return fail(CodeRefused, "%s", err).at(0, "board").advise("Correct it in the file")
}

func refused(create kanban.CreateBoard, opts Options) bool {
	_, err := new(kanban.Board).Decide(opts.By, opts.Now, create)
	return err != nil
}
