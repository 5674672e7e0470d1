// Package journal defines the durable record of everything that has
// happened. A journal holds streams, one per board and one for the
// accounts; a stream is a sequence of entries numbered 1, 2, 3, …, that is
// only ever added to. Whatever Takt knows can be computed from it again.
//
// # What a journal promises
//
// Order: the entries of a stream are dense and have one order. Whoever
// appends says which entry was the last one known; if that is no longer the
// last, nothing is written. Streams are independent of each other.
//
// Durability: when Append returns nil the entries are on the disk, all of
// them. When it returns an error that [Undecided] reports, the entries may
// be there nevertheless; the request ids in them ([Journal.Find]) make
// asking again harmless. After any other error nothing was written.
//
// Truth: every entry is tied to the one before it, back to the first. An
// entry that is damaged, missing or out of place is reported as a
// [CorruptError]; what is handed out is what was appended.
//
// Waiting: an append waits for the disk, for the commit under way and the
// next one at most. Readers do not wait for appends, nor appends for
// readers: nothing is held open while the consumer of Read looks at an
// entry, so it may take its time and may call the journal itself.
//
// All methods may be called from several goroutines at once.
package journal

import (
	"context"
	"iter"
	"math"
	"time"
)

// Latest stands for the last entry of a stream, whatever its number.
const Latest uint64 = math.MaxUint64

// An Entry is one thing that happened.
type Entry struct {
	Seq  uint64    // place in the stream, from 1
	At   time.Time // when it was accepted; kept to the nanosecond, in UTC
	ID   string    // the asker's own name for the request; "" on what follows in the same request
	Data []byte    // what happened, in the encoding of the stream's owner
}

// A Snapshot is the state of a stream's owner after entry Seq, in the
// owner's own encoding. It saves reading the entries up to there and holds
// nothing that they do not.
type Snapshot struct {
	Seq  uint64
	Data []byte
}

// StreamInfo names a stream and its last entry.
type StreamInfo struct {
	Name string
	Head uint64
}

// A Journal is a storage engine. Package journaltest says, in code, what
// an engine has to do.
type Journal interface {
	// Epoch names this history. It stays the same for the life of the
	// journal and is renewed when a backup is restored, so that a place in
	// a stream is a number plus the epoch it belongs to.
	Epoch() string

	// Append adds entries to a stream, all or none, and returns when they
	// are durable. The entries must continue the stream after head, as
	// [Check] says; if head is not the last entry the error is ErrConflict.
	// A stream begins with its first append, after head 0.
	//
	// Once the journal has taken the entries up, Append waits for the
	// answer even if ctx ends, so that the answer is the truth.
	Append(ctx context.Context, stream string, head uint64, entries []Entry) error

	// Read yields the entries of a stream that follow after, in order, up
	// to the last one durable when the reading began. It ends with the
	// first error. A stream that does not exist has no entries.
	Read(ctx context.Context, stream string, after uint64) iter.Seq2[Entry, error]

	// Find returns the first entry of the stream that carried the request
	// id, however long ago. Entries after upTo need not be looked at: whoever
	// has them at hand spares the journal the search.
	Find(ctx context.Context, stream, id string, upTo uint64) (seq uint64, ok bool, err error)

	// SeqAt returns where the stream stood at a time: the last entry that,
	// like all before it, is not later than at; 0 if there is none.
	SeqAt(ctx context.Context, stream string, at time.Time) (uint64, error)

	// Streams lists the streams whose names begin with prefix, by name,
	// damaged ones too: what is wrong with them is for Read to say.
	Streams(ctx context.Context, prefix string) ([]StreamInfo, error)

	// SaveSnapshot keeps a snapshot of the stream at an entry it has. Of
	// the older ones only some are kept, ever fewer with their distance.
	SaveSnapshot(ctx context.Context, stream string, s Snapshot) error

	// Snapshot returns the newest snapshot with Seq <= atMost that is whole.
	Snapshot(ctx context.Context, stream string, atMost uint64) (Snapshot, bool, error)

	// DropSnapshots forgets all snapshots of the stream.
	DropSnapshots(ctx context.Context, stream string) error

	// Close finishes what the journal has taken up and ends it. Whatever
	// comes later gets ErrClosed. Closing again does nothing.
	Close() error
}
