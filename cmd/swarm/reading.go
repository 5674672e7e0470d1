package main

import (
	"bytes"
	"compress/flate"
	"io"
	"slices"
	"sync"
)

// reading is what one message of the server says. Watchers that were sent the
// same bytes share it: each compares what it was sent, and checks the events
// against its own order, but one alone inflates and reads.
type reading struct {
	payload  []byte // as it came
	deflated bool
	frame    []byte // inflated
	events   []sighting
	resyncs  int
	refusals int
}

// recentReadings is how many a library keeps: watchers are rarely further apart.
const recentReadings = 16

// library keeps the last readings. Any number of goroutines may use it.
type library struct {
	mu       sync.Mutex
	recent   [recentReadings]*reading // guarded by mu
	at       int                      // guarded by mu
	inflater io.ReadCloser            // guarded by mu
}

// read returns the reading of a message. It does not keep payload.
func (l *library) read(payload []byte, deflated bool) (*reading, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.recent {
		if r != nil && r.deflated == deflated && bytes.Equal(r.payload, payload) {
			return r, nil
		}
	}
	r := &reading{payload: slices.Clone(payload), deflated: deflated}
	r.frame = r.payload
	if deflated {
		var err error
		if r.frame, err = l.inflate(payload); err != nil {
			return nil, err
		}
	}
	r.events = slices.Collect(sightings(r.frame))
	r.resyncs, r.refusals = bytes.Count(r.frame, resyncStart), bytes.Count(r.frame, refusedStart)
	l.recent[l.at] = r
	l.at = (l.at + 1) % recentReadings
	return r, nil
}

// flateTail ends a message as RFC 7692 says, and the stream behind it.
const flateTail = "\x00\x00\xff\xff\x01\x00\x00\xff\xff"

func (l *library) inflate(payload []byte) ([]byte, error) {
	in := io.MultiReader(bytes.NewReader(payload), bytes.NewReader([]byte(flateTail)))
	if l.inflater == nil {
		l.inflater = flate.NewReader(in)
	} else if err := l.inflater.(flate.Resetter).Reset(in, nil); err != nil {
		return nil, err
	}
	return io.ReadAll(l.inflater)
}
