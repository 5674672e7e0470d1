package bolt

import (
	"bytes"
	"context"
	"iter"
	"sort"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// viewStream is view for one stream, which errors then name.
func (j *Journal) viewStream(ctx context.Context, stream string, do func(*bbolt.Tx) error) error {
	if bad := j.bad[stream]; bad != nil {
		return bad
	}
	return inStream(stream, j.view(ctx, do))
}

// Read implements journal.Journal. It copies a part of the stream out of
// the file at a time, so that no transaction waits for the consumer.
func (j *Journal) Read(ctx context.Context, stream string, after uint64) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		r := reader{chain: chain{stream: stream, seq: after}}
		for !r.done {
			part, err := r.next(ctx, j)
			for _, e := range part {
				if !yield(e, nil) {
					return
				}
			}
			if err != nil {
				yield(journal.Entry{}, err)
				return
			}
		}
	}
}

// What Read copies out of the file at a time.
const (
	partEntries = 256
	partBytes   = 256 << 10
)

// A reader is a Read under way.
type reader struct {
	chain
	begun bool
	until head // where the stream ended when the reading began
	done  bool
}

// next returns the entries that follow, with the error that ends them.
func (r *reader) next(ctx context.Context, j *Journal) (part []journal.Entry, err error) {
	err = j.viewStream(ctx, r.stream, func(tx *bbolt.Tx) error {
		if err := r.begin(tx); err != nil || r.done {
			return err
		}
		c := tx.Bucket([]byte(r.stream + entriesSuffix)).Cursor()
		size := 0
		for key, value := c.Seek(seqKey(r.seq + 1)); !r.done && len(part) < partEntries && size < partBytes; key, value = c.Next() {
			l, err := r.step(key, value)
			if err != nil {
				return err
			}
			part = append(part, l.Entry)
			size += len(l.Data)
			r.done = r.seq == r.until.seq
		}
		if r.done && r.hash != r.until.hash {
			return r.corrupt("it is not what was appended last")
		}
		return nil
	})
	return part, err
}

// begin finds where the reading starts and where it is to end.
func (r *reader) begin(tx *bbolt.Tx) error {
	if r.begun {
		return nil
	}
	r.begun = true
	var err error
	if r.until, err = readHead(tx, r.stream); err != nil {
		return err
	}
	if r.seq >= r.until.seq {
		r.done = true
		return nil
	}
	r.hash, err = hashAt(tx, r.stream, r.seq)
	return err
}

// A chain follows the entries of a stream one by one and makes sure that
// each is whole and follows the one before.
type chain struct {
	stream string
	seq    uint64
	hash   hash
	lost   bool // the entry before is damaged, so nobody can tell what follows it
}

func (c *chain) corrupt(reason string) error {
	return &journal.CorruptError{Stream: c.stream, Seq: c.seq, Reason: reason}
}

// step takes up the next entry. After an error the chain goes on behind
// the entry it was about.
func (c *chain) step(key, value []byte) (link, error) {
	c.seq++
	before, lost := c.hash, c.lost
	c.hash, c.lost = hashEntry(key, value), true
	if !bytes.Equal(key, seqKey(c.seq)) {
		return link{}, c.corrupt("it is missing")
	}
	l, err := decodeEntry(c.seq, value)
	if err != nil {
		return link{}, c.corrupt(err.Error())
	}
	c.lost = false
	if l.prev != before && !lost {
		return link{}, c.corrupt("it does not follow the entry before it")
	}
	return l, nil
}

// hashAt returns the hash that the entry after seq must follow.
func hashAt(tx *bbolt.Tx, stream string, seq uint64) (hash, error) {
	if seq == 0 {
		return origin(stream), nil
	}
	if _, err := entryAt(tx, stream, seq); err != nil {
		return hash{}, err
	}
	key := seqKey(seq)
	return hashEntry(key, tx.Bucket([]byte(stream+entriesSuffix)).Get(key)), nil
}

// entryAt returns one entry of a stream that has it.
func entryAt(tx *bbolt.Tx, stream string, seq uint64) (link, error) {
	value := tx.Bucket([]byte(stream + entriesSuffix)).Get(seqKey(seq))
	if value == nil {
		return link{}, &journal.CorruptError{Stream: stream, Seq: seq, Reason: "it is missing"}
	}
	l, err := decodeEntry(seq, value)
	if err != nil {
		return link{}, &journal.CorruptError{Stream: stream, Seq: seq, Reason: err.Error()}
	}
	return l, nil
}

// SeqAt implements journal.Journal, by a binary search over the latest time
// up to each entry, which every entry carries.
func (j *Journal) SeqAt(ctx context.Context, stream string, at time.Time) (seq uint64, err error) {
	err = j.viewStream(ctx, stream, func(tx *bbolt.Tx) error {
		end, err := readHead(tx, stream)
		if err != nil {
			return err
		}
		var broken error
		n := sort.Search(int(end.seq), func(i int) bool {
			l, err := entryAt(tx, stream, uint64(i)+1)
			if err != nil {
				broken = err
			}
			return err != nil || l.latest.After(at)
		})
		seq = uint64(n)
		return broken
	})
	return seq, err
}

// Streams implements journal.Journal.
func (j *Journal) Streams(ctx context.Context, prefix string) (streams []journal.StreamInfo, err error) {
	err = j.view(ctx, func(tx *bbolt.Tx) error {
		c := tx.Cursor()
		for name, _ := c.Seek([]byte(prefix)); name != nil && bytes.HasPrefix(name, []byte(prefix)); name, _ = c.Next() {
			if stream, ok := strings.CutSuffix(string(name), entriesSuffix); ok {
				streams = append(streams, journal.StreamInfo{Name: stream, Head: j.headOf(tx, stream)})
			}
		}
		return nil
	})
	return streams, err
}

// headOf returns the last entry of a stream, if need be as a damaged one
// remembers it.
func (j *Journal) headOf(tx *bbolt.Tx, stream string) (seq uint64) {
	seq = tx.Bucket([]byte(stream + entriesSuffix)).Sequence()
	if j.bad[stream] != nil {
		return seq
	}
	guard(func() error {
		if end, err := readHead(tx, stream); err == nil {
			seq = end.seq
		}
		return nil
	})
	return seq
}
