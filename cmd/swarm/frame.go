package main

import (
	"bytes"
	"encoding/json"
	"iter"
	"strconv"
)

// sighting is what a watcher reads of an event. id aliases the frame.
type sighting struct {
	seq  uint64
	id   []byte
	more bool // another event of the same command follows
}

var (
	eventStart = []byte(`{"event":{"seq":`)
	idStart    = []byte(`"id":"`)
	moreStart  = []byte(`","more":true`)
)

// sightings finds the events of a server frame, be it one message or an array.
// It looks for bytes that no JSON string can contain unescaped, so it cannot be
// misled by what people write on cards; it relies on seq, id and more coming
// first in the envelope, in this order, which agrees checks.
func sightings(frame []byte) iter.Seq[sighting] {
	return func(yield func(sighting) bool) {
		for {
			i := bytes.Index(frame, eventStart)
			if i < 0 {
				return
			}
			var s sighting
			if s, frame = readSighting(frame[i+len(eventStart):]); !yield(s) {
				return
			}
		}
	}
}

func readSighting(b []byte) (s sighting, rest []byte) {
	for len(b) > 0 && b[0] >= '0' && b[0] <= '9' {
		s.seq = s.seq*10 + uint64(b[0]-'0')
		b = b[1:]
	}
	i := bytes.Index(b, idStart)
	if i < 0 {
		return s, b
	}
	b = b[i+len(idStart):]
	if end := bytes.IndexByte(b, '"'); end >= 0 {
		s.id, s.more, b = b[:end], bytes.HasPrefix(b[end:], moreStart), b[end:]
	}
	return s, b
}

// message is one server message, read strictly.
type message struct {
	Event *struct {
		Seq  uint64 `json:"seq"`
		ID   string `json:"id"`
		More bool   `json:"more"`
	} `json:"event"`
	Welcome *struct {
		Epoch string          `json:"epoch"`
		Seq   uint64          `json:"seq"`
		Board json.RawMessage `json:"board"`
	} `json:"welcome"`
	Refused *struct {
		ID      string `json:"id"`
		Code    string `json:"code"`
		Message string `json:"message"`
	} `json:"refused"`
	Resync *struct {
		Reason string `json:"reason"`
	} `json:"resync"`
}

// decode reads a server frame strictly.
func decode(frame []byte) ([]message, error) {
	if len(frame) > 0 && frame[0] == '[' {
		var many []message
		err := json.Unmarshal(frame, &many)
		return many, err
	}
	var one message
	err := json.Unmarshal(frame, &one)
	return []message{one}, err
}

// agrees tells whether a strict reading of frame finds the same events.
func agrees(frame []byte) bool {
	messages, err := decode(frame)
	if err != nil {
		return false
	}
	next, stop := iter.Pull(sightings(frame))
	defer stop()
	for _, m := range messages {
		if m.Event == nil {
			continue
		}
		s, ok := next()
		if !ok || s.seq != m.Event.Seq || string(s.id) != m.Event.ID || s.more != m.Event.More {
			return false
		}
	}
	_, surplus := next()
	return !surplus
}

var (
	refusedStart = []byte(`{"refused":{`)
	resyncStart  = []byte(`{"resync":{`)
)

// ticket makes the request ids of one run and reads them back.
type ticket string

func (t ticket) append(dst []byte, n int) []byte {
	return strconv.AppendInt(append(dst, t...), int64(n), 10)
}

// read returns the number in id, and whether id is of this run.
func (t ticket) read(id []byte) (n int, ok bool) {
	if len(id) <= len(t) || string(id[:len(t)]) != string(t) {
		return 0, false
	}
	for _, c := range id[len(t):] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
