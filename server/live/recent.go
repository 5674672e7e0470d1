package live

import "takt/server/journal"

// How much a room keeps at hand for sessions that come back.
const (
	recentEntries = 512
	recentBytes   = 1 << 20
)

// recent holds the last entries of a stream and the requests they came from.
// Older ones are in the journal.
type recent struct {
	entries  []journal.Entry // consecutive, up to the last durable one
	size     int             // bytes of their data
	requests map[string]done // by key; those of entries, and pending ones
}

// add remembers durable entries.
func (c *recent) add(entries []journal.Entry) {
	c.entries = append(c.entries, entries...)
	for _, e := range entries {
		c.size += len(e.Data)
	}
	if len(c.entries) > 2*recentEntries || c.size > 2*recentBytes {
		c.trim()
	}
}

func (c *recent) trim() {
	cut := 0
	for len(c.entries)-cut > recentEntries || c.size > recentBytes {
		e := c.entries[cut]
		c.size -= len(e.Data)
		delete(c.requests, e.ID)
		cut++
	}
	c.entries = append([]journal.Entry(nil), c.entries[cut:]...)
}

// before returns the last entry whose request is not at hand, given the last
// durable one.
func (c *recent) before(head uint64) uint64 {
	if len(c.entries) == 0 {
		return head
	}
	return c.entries[0].Seq - 1
}

// forget drops requests that were pending on entries never written.
func (c *recent) forget(entries []journal.Entry) {
	for _, e := range entries {
		delete(c.requests, e.ID)
	}
}

// between returns the entries from first to last, if all of them are at hand.
func (c *recent) between(first, last uint64) ([]journal.Entry, bool) {
	if first > last {
		return nil, true
	}
	if len(c.entries) == 0 || c.entries[0].Seq > first || c.entries[len(c.entries)-1].Seq < last {
		return nil, false
	}
	i := first - c.entries[0].Seq
	return c.entries[i : i+last-first+1], true
}
