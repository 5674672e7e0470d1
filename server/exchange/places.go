package exchange

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"takt/server/kanban"
)

// A target board is what the cards come to lie on: a new one, or one there is.
type targetBoard struct {
	exists   bool
	ID       kanban.BoardID   `json:"id"`
	Name     string           `json:"name"`
	Archived bool             `json:"archived"`
	Lanes    []kanban.Lane    `json:"lanes"`
	Labels   []kanban.Label   `json:"labels"`
	Units    []kanban.Unit    `json:"units"`
	Clusters []kanban.Cluster `json:"clusters"`
	Gates    []kanban.Gate    `json:"gates"`
	Bodies   []kanban.Body    `json:"bodies"`
}

func (o Options) targetBoard() (*targetBoard, *Error) {
	if len(o.Into) == 0 {
		return &targetBoard{Lanes: kanban.StandardLanes()}, nil
	}
	t := &targetBoard{exists: true}
	if err := json.Unmarshal(o.Into, t); err != nil || len(t.Lanes) != 2 {
		return nil, fail(CodeOption, "the board to import into cannot be read").at(0, "into").advise("Choose another board")
	}
	if t.Archived {
		return nil, fail(CodeOption, "the board “%s” is archived", short(t.Name)).at(0, "into").advise("Restore it first, or choose another board")
	}
	return t, nil
}

func (t *targetBoard) lane(key kanban.LaneKey) *kanban.Lane {
	for i := range t.Lanes {
		if t.Lanes[i].Key == key {
			return &t.Lanes[i]
		}
	}
	return nil
}

func (t *targetBoard) has(lane kanban.LaneKey, stage kanban.StageID) bool {
	l := t.lane(lane)
	return l != nil && slices.ContainsFunc(l.Stages, func(s kanban.Stage) bool { return s.ID == stage })
}

// named returns the stage that people gave this very name.
func (t *targetBoard) named(name string, lane kanban.LaneKey) (Target, bool) {
	for _, l := range t.Lanes {
		for _, s := range l.Stages {
			if normal(s.Name) == normal(name) && (s.Custom || s.Key == "") && (lane == "" || lane == l.Key) {
				return Target{Lane: l.Key, Stage: s.ID}, true
			}
		}
	}
	return Target{}, false
}

// place returns the stage or, where the board no longer has it, the lane's
// first.
func (t *targetBoard) place(lane kanban.LaneKey, stage kanban.StageID) Target {
	if !t.has(lane, stage) {
		stage = t.lane(lane).Stages[0].ID
	}
	return Target{Lane: lane, Stage: stage}
}

func (t *targetBoard) choices() []Choice {
	var all []Choice
	for _, l := range t.Lanes {
		for _, s := range l.Stages {
			all = append(all, choiceOf(l.Key, s))
		}
	}
	return all
}

// placeLists decides where the cards of each list go.
func (d *draft) placeLists(t *targetBoard, opts Options) ([]List, *Error) {
	if err := d.knownLists(opts); err != nil {
		return nil, err
	}
	lane := cmp.Or(opts.Lane, d.lane, d.paceOfLists())
	numbered := d.numberedLists(t, lane)
	lists := make([]List, 0, len(d.lists))
	for _, l := range d.lists {
		chosen, ok := opts.Lists[l.id]
		if !ok {
			chosen, ok = opts.Lists[l.name]
		}
		out := List{ID: l.id, Name: l.name, Closed: l.closed, Sure: ok}
		if ok {
			target, err := t.accept(l, chosen, lane)
			if err != nil {
				return nil, err
			}
			out.Target = target
		} else if n, ok := numbered[l.id]; ok {
			out.Target = n
		} else {
			out.Target, out.Sure = t.guess(l, lane)
			d.tellGuess(l, out)
		}
		if out.Mark == "" {
			out.Mark = MarkNone
		}
		lists = append(lists, out)
	}
	return lists, nil
}

// tellGuess says of a list with a name of its own that its stage is a guess.
func (d *draft) tellGuess(l draftList, placed List) {
	if !placed.Sure && l.topic != "-" {
		d.notes.add(Assumed, "list_guessed", "lists whose names do not say which stage they are; the name stays on the cards as a label", l.name)
	}
}

// knownLists refuses options for lists that the file does not have. One for
// the part of a list in a lane stays valid when other options join the parts.
func (d *draft) knownLists(opts Options) *Error {
	known := map[string]bool{}
	for _, l := range d.lists {
		for _, key := range []string{l.id, l.name, "marathon/" + l.name, "sprint/" + l.name} {
			known[key] = true
		}
	}
	for key := range opts.Lists {
		if !known[key] {
			names := join(d.lists[:min(len(d.lists), 12)], ", ", func(l draftList) string { return short(l.name) })
			return fail(CodeOption, "the file has no list “%s”", short(key)).at(0, "lists").advise("Its lists are %s", names)
		}
	}
	return nil
}

// accept checks what somebody chose for a list.
func (t *targetBoard) accept(l draftList, chosen Target, lane kanban.LaneKey) (Target, *Error) {
	switch chosen.Mark {
	case "", MarkNone, MarkLabel, MarkUnit, MarkCluster:
	default:
		return chosen, fail(CodeOption, "“%s” is no way to mark cards", short(string(chosen.Mark))).at(0, l.name).
			advise("Choose none, label, unit or cluster")
	}
	if chosen.Skip {
		return chosen, nil
	}
	if chosen.Stage == "" && chosen.NewStage == "" { // only the mark or the lane was chosen
		guess, _ := t.guess(l, cmp.Or(chosen.Lane, lane))
		if chosen.Lane != "" && guess.Lane != chosen.Lane {
			guess = t.place(chosen.Lane, "")
		}
		guess.Mark = cmp.Or(chosen.Mark, guess.Mark)
		return guess, nil
	}
	chosen.Lane = cmp.Or(chosen.Lane, lane)
	if t.lane(chosen.Lane) == nil || chosen.NewStage == "" && !t.has(chosen.Lane, chosen.Stage) {
		return chosen, fail(CodeOption, "the board has no stage “%s” in lane %s", short(string(chosen.Stage)), short(string(chosen.Lane))).
			at(0, l.name).advise("Choose one of the board's stages, or name a new one")
	}
	if chosen.NewStage != "" {
		chosen.Stage = ""
		chosen.NewStage = cut(strings.Join(strings.Fields(chosen.NewStage), " "), kanban.MaxName)
	}
	return chosen, nil
}

// guess finds the stage a list's name speaks of. A name that says more than
// its stage is kept on the cards as a label.
func (t *targetBoard) guess(l draftList, lane kanban.LaneKey) (target Target, sure bool) {
	lane = cmp.Or(l.lane, l.pace, lane)
	if target, ok := t.named(l.name, l.lane); ok {
		return target, true
	}
	if t.has(l.lane, l.stage) {
		return Target{Lane: l.lane, Stage: l.stage}, true
	}
	meaning, whole, ok := sense{}, false, false
	if l.topic != "-" {
		meaning, whole, ok = senseOf(l.name)
	}
	if !ok && l.hint != "" {
		meaning, _, ok = senseOf(l.hint)
	}
	if ok && l.lane == "" && meaning.in(lane) == "" {
		lane = other(lane)
	}
	target = t.place(lane, meaning.in(lane))
	if !whole && l.topic != "-" {
		target.Mark = MarkLabel
	}
	return target, whole
}

func other(lane kanban.LaneKey) kanban.LaneKey {
	if lane == kanban.Marathon {
		return kanban.Sprint
	}
	return kanban.Marathon
}

// paceOfLists is the lane of lists that fit both: the marathon when several
// lists speak of procurement, else the sprint.
func (d *draft) paceOfLists() kanban.LaneKey {
	marathon, sprint := 0, 0
	for _, l := range d.lists {
		if s, _, ok := senseOf(l.name); ok && s.sprint == "" {
			marathon++
		} else if ok {
			sprint++
		}
	}
	if marathon >= 2 && marathon*2 >= sprint {
		return kanban.Marathon
	}
	return kanban.Sprint
}

// numberedLists spreads lists that are all called "Stage 1", "Fas 2" and so
// on over the lane, in their order.
func (d *draft) numberedLists(t *targetBoard, lane kanban.LaneKey) map[string]Target {
	if len(d.lists) < 2 {
		return nil
	}
	numbers := map[string]int{}
	var sorted []int
	for _, l := range d.lists {
		word, number, _ := strings.Cut(normal(l.name), " ")
		n, err := strconv.Atoi(number)
		if err != nil || !slices.Contains(strings.Fields("stage phase step fas fase steg trinn trin level gate"), word) {
			return nil
		}
		numbers[l.id] = n
		sorted = append(sorted, n)
	}
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	targets := map[string]Target{}
	for _, l := range d.lists {
		to := cmp.Or(l.lane, l.pace, lane)
		stages := t.lane(to).Stages
		at := slices.Index(sorted, numbers[l.id]) * (len(stages) - 1) / max(1, len(sorted)-1)
		targets[l.id] = Target{Lane: to, Stage: stages[at].ID, Mark: MarkLabel}
	}
	return targets
}
