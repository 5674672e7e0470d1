package live

import (
	"bytes"
	"encoding/json"
	"sync"
	"time"

	"takt/server/journal"
)

// MaxFrame bounds a frame that holds several messages, in bytes. A single
// message that is longer travels alone.
const MaxFrame = 32 << 10

// A Frame is what one write puts on a socket: one message, or a JSON array of
// messages in order. Sessions that are owed the same bytes share the frame.
type Frame struct {
	// Data is a JSON text. It is shared and must not be changed.
	Data []byte

	messages int       // how many messages Data holds; more than one are an array
	events   int       // how many of them are events
	since    time.Time // when its oldest event became durable; zero without events
	parts    [][]byte  // Data not yet put together; only in a session's own frame

	derived
}

// Derived returns what derive made of Data the first time it was asked, for
// instance a prepared websocket message. It is made once for all sessions that
// share the frame.
func (f *Frame) Derived(derive func(data []byte) any) any { return f.from(f.Data, derive) }

// derived is something that is made of bytes once for all who share them.
type derived struct {
	once  sync.Once
	value any
}

func (d *derived) from(data []byte, derive func([]byte) any) any {
	d.once.Do(func() { d.value = derive(data) })
	return d.value
}

// newFrame encodes messages, each an object with one key, as one frame.
func newFrame(messages ...any) *Frame {
	var data []byte
	if len(messages) == 1 {
		data = encode(messages[0])
	} else {
		data = encode(messages)
	}
	return &Frame{Data: data, messages: len(messages)}
}

// encode marshals a message of this package, all of which can be encoded.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic("live: " + err.Error())
	}
	return data
}

const eventHead, eventTail = `{"event":`, `}`

// eventFrames wraps entries as event messages in as few frames as fit.
func eventFrames(entries []journal.Entry, since time.Time) []*Frame {
	var frames []*Frame
	for len(entries) > 0 {
		n, size := fitting(entries)
		frames = append(frames, eventFrame(entries[:n], size, since))
		entries = entries[n:]
	}
	return frames
}

// fitting returns how many of the entries go into one frame, at least one, and
// the size of that frame.
func fitting(entries []journal.Entry) (n, size int) {
	size = len("[]")
	for n < len(entries) {
		more := len(eventHead) + len(entries[n].Data) + len(eventTail) + len(",")
		if n > 0 && size+more > MaxFrame {
			break
		}
		n, size = n+1, size+more
	}
	return n, size
}

func eventFrame(entries []journal.Entry, size int, since time.Time) *Frame {
	data := append(make([]byte, 0, size), '[')
	for i, e := range entries {
		if i > 0 {
			data = append(data, ',')
		}
		data = append(data, eventHead...)
		data = append(data, e.Data...)
		data = append(data, eventTail...)
	}
	data = append(data, ']')
	if len(entries) == 1 {
		data = data[1 : len(data)-1]
	}
	return &Frame{Data: data, messages: len(entries), events: len(entries), since: since}
}

// assemble makes Data of parts.
func (f *Frame) assemble() {
	if f.parts != nil {
		f.Data, f.parts = bytes.Join(f.parts, nil), nil
	}
}

// inner returns the messages without the brackets of an array.
func (f *Frame) inner() []byte {
	if f.messages > 1 {
		return f.Data[1 : len(f.Data)-1]
	}
	return f.Data
}

// merge puts the messages of several frames, in order, into one.
func merge(frames []*Frame) *Frame {
	if len(frames) == 1 {
		return frames[0]
	}
	size := len("[]")
	for _, f := range frames {
		size += len(f.inner()) + len(",")
	}
	all := &Frame{Data: append(make([]byte, 0, size), '[')}
	for i, f := range frames {
		if i > 0 {
			all.Data = append(all.Data, ',')
		}
		all.Data = append(all.Data, f.inner()...)
		all.messages += f.messages
		all.events += f.events
		if all.since.IsZero() {
			all.since = f.since
		}
	}
	all.Data = append(all.Data, ']')
	return all
}
