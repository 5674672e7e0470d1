package insight

import (
	"bytes"
	"strings"
	"time"

	"takt/server/kanban"
)

// silent are the kinds of events that no figure is made of.
var silent = map[string]bool{
	"label.set": true, "cluster.set": true, "gate.set": true, "body.set": true, "cards.ranked": true,
	"comment.added": true, "comment.edited": true, "comment.removed": true,
}

// Take takes the next event in, in its stored form. It does what Apply does
// with the decoded event, several times as fast: most of what happens on a
// board means nothing for the figures, or is a move.
func (f *Fold) Take(seq uint64, stored []byte) error {
	kind, ok := kindOf(stored)
	if ok && silent[kind] {
		f.Seq = seq
		return nil
	}
	if e, ok := readQuickly(kind, stored); ok {
		e.Seq = seq
		f.Apply(e)
		return nil
	}
	e, err := kanban.DecodeEvent(stored)
	if err != nil {
		return err
	}
	f.Apply(e)
	return nil
}

// readQuickly reads the two most frequent kinds of events, as far as a fold
// needs them, if they are of the form that is written now.
func readQuickly(kind string, stored []byte) (e kanban.Event, ok bool) {
	switch kind {
	case "card.moved":
		e.Change, e.At, ok = readMove(stored)
	case "card.changed":
		e.Change, e.At, ok = readChange(stored)
	}
	return e, ok
}

// kindOf returns the kind of a stored event. No text in the event can hold
// what is looked for: its quotation marks would be escaped.
func kindOf(stored []byte) (string, bool) {
	_, rest, ok := bytes.Cut(stored, []byte(`,"kind":"`))
	if !ok {
		return "", false
	}
	kind, _, ok := bytes.Cut(rest, []byte(`"`))
	return string(kind), ok
}

// readChange reads a stored card.changed with those of its fields that are
// facts.
func readChange(stored []byte) (change kanban.CardChanged, at time.Time, ok bool) {
	plain := true
	change.Set = kanban.Patch{}
	whole := eachMember(stored, func(name, value []byte) bool {
		switch string(name) {
		case "card":
			change.Card = kanban.CardID(textOf(value, &plain))
		case "at":
			at = timeOf(value, &plain)
		case "set":
			whole := eachMember(value, func(name, value []byte) bool {
				plain = plain && readFact(change.Set, string(name), value)
				return plain
			})
			plain = plain && whole
		}
		return plain
	})
	return change, at, whole && plain && change.Card != ""
}

// readFact reads a field into a patch if it is a fact.
func readFact(into kanban.Patch, name string, stored []byte) bool {
	fact, ok := facts[name]
	if !ok {
		return true
	}
	value, err := fact.read(stored)
	into[name] = value
	return err == nil
}

// readMove reads a stored card.moved, if it is of the form that is written now.
func readMove(stored []byte) (move kanban.CardMoved, at time.Time, ok bool) {
	plain := true
	whole := eachMember(stored, func(name, value []byte) bool {
		switch string(name) {
		case "card":
			move.Card = kanban.CardID(textOf(value, &plain))
		case "lane":
			move.Lane = kanban.LaneKey(textOf(value, &plain))
		case "stage":
			move.Stage = kanban.StageID(textOf(value, &plain))
		case "rank":
			move.Rank = textOf(value, &plain)
		case "at":
			at = timeOf(value, &plain)
		case "since":
			move.Since = timeOf(value, &plain)
		}
		return plain
	})
	return move, at, whole && plain && move.Card != "" && move.Stage != "" && !move.Since.IsZero()
}

// textOf returns a JSON text without escapes.
func textOf(value []byte, plain *bool) string {
	if len(value) < 2 || value[0] != '"' || bytes.IndexByte(value, '\\') >= 0 {
		*plain = false
		return ""
	}
	return string(value[1 : len(value)-1])
}

func timeOf(value []byte, plain *bool) time.Time {
	t, err := time.Parse(time.RFC3339Nano, textOf(value, plain))
	if err != nil {
		*plain = false
	}
	return t.UTC()
}

// eachMember walks over the members of a JSON object that is known to be
// valid and has no white space, as stored events are, until do returns false.
// It reports whether it understood what it saw.
func eachMember(object []byte, do func(name, value []byte) bool) bool {
	if len(object) < 2 || object[0] != '{' {
		return false
	}
	for at := 1; at < len(object) && object[at] != '}'; {
		if object[at] == ',' {
			at++
		}
		colon := endOfValue(object, at)
		if colon >= len(object) || object[colon] != ':' || object[at] != '"' {
			return false
		}
		end := endOfValue(object, colon+1)
		if end > len(object) {
			return false
		}
		if !do(object[at+1:colon-1], object[colon+1:end]) {
			return true
		}
		at = end
	}
	return true
}

// endOfValue returns where the JSON value ends that begins at a place.
func endOfValue(data []byte, at int) int {
	for depth := 0; at < len(data); at++ {
		switch c := data[at]; {
		case c == '"':
			at = endOfText(data, at)
			if depth == 0 {
				return at + 1
			}
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return at
			}
			if depth--; depth == 0 {
				return at + 1
			}
		case depth == 0 && strings.IndexByte(",:", c) >= 0:
			return at
		}
	}
	return at
}

// endOfText returns where the closing quotation mark of a text is.
func endOfText(data []byte, at int) int {
	for at++; at < len(data) && data[at] != '"'; at++ {
		if data[at] == '\\' {
			at++
		}
	}
	return at
}
