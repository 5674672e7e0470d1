package kanban

import (
	"encoding/json"
	"fmt"
)

// A snapshot is all there is to a board, so that it need not be folded from
// its first event. It is a cache and has a form of its own, which may change
// between versions: OpenSnapshot refuses one it does not know.
type snapshot struct {
	Form  int                  `json:"form"`
	Board json.RawMessage      `json:"board"`
	Steps map[UserID]*stepsRaw `json:"steps"`
}

type stepsRaw struct {
	Done   []stepRaw `json:"done"`
	Undone []stepRaw `json:"undone"`
}

type stepRaw struct {
	Seq   uint64    `json:"seq"`
	Parts []partRaw `json:"parts"`
}

// partRaw holds the two changes of a part, each as an event without envelope.
type partRaw [2]json.RawMessage

const snapshotForm = 1

// boardRaw is a board in its wire form.
type boardRaw struct {
	ID       BoardID   `json:"id"`
	Name     string    `json:"name"`
	Seq      uint64    `json:"seq"`
	Archived bool      `json:"archived"`
	Lanes    []Lane    `json:"lanes"`
	Labels   []Label   `json:"labels"`
	Units    []Unit    `json:"units"`
	Clusters []Cluster `json:"clusters"`
	Gates    []Gate    `json:"gates"`
	Bodies   []Body    `json:"bodies"`
	Views    []View    `json:"views"`
	Settings *Settings `json:"settings"`
	Cards    []*Card   `json:"cards"`
	Archive  []*Card   `json:"archive"`
}

// Snapshot returns everything there is to the board, undo steps included. It
// must not be taken between the events of one command.
func (b *Board) Snapshot() []byte {
	s := snapshot{Form: snapshotForm, Board: b.AppendJSON(nil, ""), Steps: map[UserID]*stepsRaw{}}
	for by, stack := range b.steps {
		s.Steps[by] = &stepsRaw{rawSteps(stack.done), rawSteps(stack.undone)}
	}
	return encode(s)
}

func rawSteps(steps []step) []stepRaw {
	raw := make([]stepRaw, len(steps))
	for i, s := range steps {
		raw[i].Seq = s.seq
		for _, p := range s.parts {
			raw[i].Parts = append(raw[i].Parts, partRaw{EncodeEvent(Event{Change: p.made}), EncodeEvent(Event{Change: p.inverse})})
		}
	}
	return raw
}

// OpenSnapshot returns the board a snapshot was taken of.
func OpenSnapshot(data []byte) (*Board, error) {
	var s snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("kanban: snapshot: %w", err)
	}
	if s.Form != snapshotForm {
		return nil, fmt.Errorf("kanban: snapshot of form %d is not known", s.Form)
	}
	var raw boardRaw
	if err := json.Unmarshal(s.Board, &raw); err != nil {
		return nil, fmt.Errorf("kanban: snapshot: %w", err)
	}
	b := raw.board()
	for by, steps := range s.Steps {
		stack, err := steps.stack()
		if err != nil {
			return nil, err
		}
		if b.steps == nil {
			b.steps = map[UserID]*stepStack{}
		}
		b.steps[by] = stack
	}
	return b, nil
}

func (raw boardRaw) board() *Board {
	b := new(Board)
	if len(raw.Lanes) > 0 {
		b.create(BoardCreated{raw.ID, raw.Name, raw.Lanes, raw.Labels, raw.Units, raw.Clusters, raw.Gates, raw.Bodies, raw.Views, raw.Settings})
	}
	b.Seq, b.Archived = raw.Seq, raw.Archived
	for _, c := range raw.Cards {
		b.cards[c.ID] = c
		b.order[c.Place()] = append(b.order[c.Place()], c.ID)
	}
	for _, c := range raw.Archive {
		c.archived = true
		b.cards[c.ID] = c
	}
	return b
}

func (raw *stepsRaw) stack() (*stepStack, error) {
	done, err := readSteps(raw.Done)
	if err != nil {
		return nil, err
	}
	undone, err := readSteps(raw.Undone)
	return &stepStack{done, undone}, err
}

func readSteps(raw []stepRaw) ([]step, error) {
	steps := make([]step, len(raw))
	for i, r := range raw {
		steps[i].seq = r.Seq
		for _, p := range r.Parts {
			made, err := DecodeEvent(p[0])
			if err != nil {
				return nil, err
			}
			inverse, err := DecodeEvent(p[1])
			if err != nil {
				return nil, err
			}
			steps[i].parts = append(steps[i].parts, part{made.Change, inverse.Change})
		}
	}
	return steps, nil
}
