package journal

import (
	"context"
	"errors"
	"fmt"
)

// Errors of a journal at work.
var (
	// ErrConflict: the stream has moved on; nothing was written.
	ErrConflict = errors.New("journal: the stream has moved on")

	// ErrClosed: the journal has been closed; nothing was written.
	ErrClosed = errors.New("journal: closed")

	// ErrReadOnly: the journal was opened for reading; nothing was written.
	ErrReadOnly = errors.New("journal: opened for reading only")

	// ErrFull: there is no room for more. Reading goes on, and so does
	// appending as soon as there is room.
	ErrFull = errors.New("journal: no room left")

	// ErrInvalid: what was to be written does not keep the rules; see Check.
	ErrInvalid = errors.New("journal: invalid")
)

// Errors on opening a journal. Each comes wrapped in a message that names
// the file and what to do about it. The file was not written to.
var (
	// ErrNotJournal: the file is empty, cut short, or of another program.
	ErrNotJournal = errors.New("not a Takt journal")

	// ErrFormat: the file was written by a newer Takt.
	ErrFormat = errors.New("written by a newer Takt")

	// ErrLocked: another process has the file open.
	ErrLocked = errors.New("in use by another process")

	// ErrCorrupt matches every CorruptError.
	ErrCorrupt = errors.New("damaged")
)

// A CorruptError says where a journal does not hold what was once written
// to it.
type CorruptError struct {
	Stream string // "" if the damage is to the file as a whole
	Seq    uint64 // the entry, 0 if none in particular
	Reason string
}

func (e *CorruptError) Error() string {
	switch {
	case e.Stream == "":
		return "journal: damaged: " + e.Reason
	case e.Seq == 0:
		return fmt.Sprintf("journal: stream %s damaged: %s", e.Stream, e.Reason)
	}
	return fmt.Sprintf("journal: stream %s damaged at entry %d: %s", e.Stream, e.Seq, e.Reason)
}

// Is makes every CorruptError match ErrCorrupt.
func (e *CorruptError) Is(target error) bool { return target == ErrCorrupt }

// Undecided reports whether an append that failed with err may have been
// written all the same.
func Undecided(err error) bool {
	for _, sure := range []error{
		nil, ErrConflict, ErrClosed, ErrReadOnly, ErrFull, ErrInvalid, ErrCorrupt,
		context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, sure) {
			return false
		}
	}
	return true
}
