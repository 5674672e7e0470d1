package exchange

import (
	"fmt"
	"slices"
)

// notes gathers what there is to tell, one Note per code.
type notes struct {
	list []*Note
	at   map[string]*Note
}

const (
	maxSamples = 5
	maxNotes   = 200 // of their own; further ones are counted together
)

// add counts one more case of a note and keeps the first few as samples.
func (n *notes) add(kind NoteKind, code, text, sample string) {
	note := n.note(kind, code, text)
	note.Count++
	if sample != "" && len(note.Samples) < maxSamples && !slices.Contains(note.Samples, sample) {
		note.Samples = append(note.Samples, sample)
	}
}

// tell adds a note that is told once with its count.
func (n *notes) tell(kind NoteKind, code string, count int, format string, args ...any) {
	if count > 0 {
		n.note(kind, code, fmt.Sprintf(format, args...)).Count = count
	}
}

func (n *notes) note(kind NoteKind, code, text string) *Note {
	key := code + "\x00" + text
	if note, ok := n.at[key]; ok {
		return note
	}
	if len(n.list) >= maxNotes && code != "more" {
		return n.note(kind, "more", "other things that are "+string(kind))
	}
	note := &Note{Kind: kind, Code: code, Text: text}
	if n.at == nil {
		n.at = map[string]*Note{}
	}
	n.at[key] = note
	n.list = append(n.list, note)
	return note
}

// all returns the notes: what is dropped first, then what is put elsewhere,
// then what was assumed.
func (n *notes) all() []Note {
	out := make([]Note, 0, len(n.list))
	for _, kind := range []NoteKind{Dropped, Moved, Assumed} {
		for _, note := range n.list {
			if note.Kind == kind {
				out = append(out, *note)
			}
		}
	}
	return out
}
