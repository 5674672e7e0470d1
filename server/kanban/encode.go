package kanban

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// EncodeEvent returns the form in which an event is stored and broadcast: one
// JSON object of the envelope and, after "kind", what the change sets.
func EncodeEvent(e Event) []byte {
	b := make([]byte, 0, 256)
	b = append(b, `{"seq":`...)
	b = strconv.AppendUint(b, e.Seq, 10)
	b = append(b, `,"at":"`...)
	b = e.At.UTC().AppendFormat(b, time.RFC3339Nano)
	b = append(b, `","by":`...)
	b = appendString(b, string(e.By))
	b = append(b, `,"id":`...)
	b = appendString(b, e.ID)
	if e.More {
		b = append(b, `,"more":true`...)
	}
	if e.Undoes > 0 {
		b = strconv.AppendUint(append(b, `,"undoes":`...), e.Undoes, 10)
	}
	if e.Redoes > 0 {
		b = strconv.AppendUint(append(b, `,"redoes":`...), e.Redoes, 10)
	}
	if e.Sum != "" {
		b = appendString(append(b, `,"sum":`...), e.Sum)
	}
	b = append(b, `,"kind":"`...)
	b = append(b, e.Change.Kind()...)
	b = append(b, '"')
	if body := encode(e.Change); len(body) > len("{}") {
		b = append(b, ',')
		b = append(b, body[1:]...)
		return b
	}
	return append(b, '}')
}

// envelope is all of a stored event but its change.
type envelope struct {
	Seq    uint64    `json:"seq"`
	At     time.Time `json:"at"`
	By     UserID    `json:"by"`
	ID     string    `json:"id"`
	More   bool      `json:"more"`
	Undoes uint64    `json:"undoes"`
	Redoes uint64    `json:"redoes"`
	Sum    string    `json:"sum"`
	Kind   string    `json:"kind"`
}

// DecodeEvent reverses EncodeEvent, for every form ever written.
func DecodeEvent(data []byte) (Event, error) {
	var env envelope
	if err := json.Unmarshal(data, &env); err != nil {
		return Event{}, fmt.Errorf("kanban: stored event: %w", err)
	}
	change, err := decodeChange(env.Kind, data)
	if err != nil {
		return Event{}, fmt.Errorf("kanban: stored event %d: %w", env.Seq, err)
	}
	return Event{env.Seq, env.At, env.By, env.ID, env.More, env.Undoes, env.Redoes, env.Sum, change}, nil
}

func decodeChange(kind string, data []byte) (Change, error) {
	read, ok := changes[kind]
	if !ok {
		return nil, fmt.Errorf("kind %q is not known; it was written by a newer version", kind)
	}
	return read(data)
}

// changes reads every kind of change that was ever stored.
var changes = map[string]func([]byte) (Change, error){
	"board.created":   change[BoardCreated],
	"board.changed":   change[BoardChanged],
	"stage.added":     change[StageAdded],
	"stage.changed":   change[StageChanged],
	"stage.removed":   change[StageRemoved],
	"stages.ordered":  change[StagesOrdered],
	"label.set":       change[LabelSet],
	"unit.set":        change[UnitSet],
	"cluster.set":     change[ClusterSet],
	"gate.set":        change[GateSet],
	"body.set":        change[BodySet],
	"view.set":        change[ViewSet],
	"card.added":      change[CardAdded],
	"card.changed":    change[CardChanged],
	"card.moved":      change[CardMoved],
	"card.archived":   change[CardArchived],
	"card.restored":   change[CardRestored],
	"card.removed":    change[CardRemoved],
	"cards.ranked":    change[CardsRanked],
	"comment.added":   change[CommentAdded],
	"comment.edited":  change[CommentEdited],
	"comment.removed": change[CommentRemoved],
}

func change[C Change](data []byte) (Change, error) {
	var c C
	err := json.Unmarshal(data, &c)
	return c, err
}

// EventKinds returns the kind of every event there is, sorted.
func EventKinds() []string { return slices.Sorted(maps.Keys(changes)) }

// CommandKinds returns the kind of every command of the wire, sorted.
func CommandKinds() []string {
	return slices.Sorted(maps.Keys(maps.Collect(func(yield func(string, bool) bool) {
		for kind := range decoders {
			if !yield(kind, true) {
				return
			}
		}
		yield(Batch{}.Kind(), true)
	})))
}

// encode marshals a value of this package, whose types can all be encoded.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("kanban: %T cannot be encoded: %v", v, err))
	}
	return b
}

func appendString(b []byte, s string) []byte { return append(b, encode(s)...) }

// AppendJSON appends the whole board in its wire form, as of epoch and the
// board's own Seq. Each card is encoded once for all boards that show it.
func (b *Board) AppendJSON(dst []byte, epoch string) []byte {
	head := encode(struct {
		ID       BoardID   `json:"id"`
		Name     string    `json:"name"`
		Epoch    string    `json:"epoch"`
		Seq      uint64    `json:"seq"`
		Archived bool      `json:"archived,omitzero"`
		Lanes    []Lane    `json:"lanes"`
		Labels   []Label   `json:"labels"`
		Units    []Unit    `json:"units"`
		Clusters []Cluster `json:"clusters"`
		Gates    []Gate    `json:"gates"`
		Bodies   []Body    `json:"bodies"`
		Views    []View    `json:"views"`
		Settings Settings  `json:"settings"`
	}{
		b.ID, b.Name, epoch, b.Seq, b.Archived, orEmpty(b.lanes), orEmpty(b.labels), orEmpty(b.units), orEmpty(b.clusters),
		orEmpty(b.gates), orEmpty(b.bodies), orEmpty(b.views), b.settings,
	})
	dst = append(dst, head[:len(head)-1]...)
	dst = appendCards(append(dst, `,"cards":`...), b.All())
	dst = appendCards(append(dst, `,"archive":`...), b.Archive())
	return append(dst, '}')
}

func appendCards(dst []byte, cards []*Card) []byte {
	dst = append(dst, '[')
	for i, c := range cards {
		if i > 0 {
			dst = append(dst, ',')
		}
		if c.encoded == nil {
			c.encoded = encode(c)
		}
		dst = append(dst, c.encoded...)
	}
	return append(dst, ']')
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
