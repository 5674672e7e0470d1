package main

import "fmt"

// order checks one watcher's events: every seq once, rising by one. An event that
// comes after a later one is out of turn; an event that comes a second time is
// repeated; what was jumped over and never came is missing.
// The zero order expects seq 1.
type order struct {
	last      uint64              // highest seq seen
	skipped   map[uint64]struct{} // jumped over, not seen yet
	outOfTurn int
	repeated  int
}

// see notes the event seq and tells whether it is new to this watcher.
func (o *order) see(seq uint64) bool {
	if seq == o.last+1 {
		o.last = seq
		return true
	}
	if seq > o.last {
		o.jump(seq)
		return true
	}
	if _, late := o.skipped[seq]; late {
		delete(o.skipped, seq)
		o.outOfTurn++
		return true
	}
	o.repeated++
	return false
}

func (o *order) jump(seq uint64) {
	if o.skipped == nil {
		o.skipped = map[uint64]struct{}{}
	}
	for s := o.last + 1; s < seq; s++ {
		o.skipped[s] = struct{}{}
	}
	o.last = seq
}

// rebase starts anew after a whole board at seq: what came before is part of it.
func (o *order) rebase(seq uint64) {
	o.last = seq
	clear(o.skipped)
}

// end returns the faults when the board stands at head and nothing more will come.
func (o *order) end(head uint64) faults {
	missing := len(o.skipped)
	if head > o.last {
		missing += int(head - o.last)
	}
	return faults{OutOfTurn: o.outOfTurn, Repeated: o.repeated, Missing: missing}
}

// faults is every way in which a server can break its word, counted over all watchers.
type faults struct {
	OutOfTurn  int `json:"out_of_turn"`
	Repeated   int `json:"repeated"`
	Missing    int `json:"missing"`
	Unreadable int `json:"unreadable"` // frames that a strict reading understands differently
	Resyncs    int `json:"resyncs"`    // sessions told to start over
	Dropped    int `json:"dropped"`    // sockets closed by the server
	Refused    int `json:"refused"`    // moves refused
	Unsettled  int `json:"unsettled"`  // moves never acknowledged
}

func (f *faults) add(o faults) {
	f.OutOfTurn += o.OutOfTurn
	f.Repeated += o.Repeated
	f.Missing += o.Missing
	f.Unreadable += o.Unreadable
	f.Resyncs += o.Resyncs
	f.Dropped += o.Dropped
	f.Refused += o.Refused
	f.Unsettled += o.Unsettled
}

// turns is the number of events that were not seen once and in order.
func (f faults) turns() int { return f.OutOfTurn + f.Repeated + f.Missing }

// err describes the faults, nil when there are none.
func (f faults) err() error {
	if f == (faults{}) {
		return nil
	}
	return fmt.Errorf("events out of turn %d, repeated %d, missing %d; frames unreadable %d; sessions resynced %d, dropped %d; moves refused %d, unsettled %d",
		f.OutOfTurn, f.Repeated, f.Missing, f.Unreadable, f.Resyncs, f.Dropped, f.Refused, f.Unsettled)
}
