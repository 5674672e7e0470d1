package journal

import (
	"fmt"
	"time"
)

// Limits of names. Both are of printable ASCII characters without space.
const (
	MaxStream = 200 // bytes in the name of a stream
	MaxID     = 255 // bytes in a request id
)

// The times that can be kept to the nanosecond in 64 bits, roughly.
var (
	minTime = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	maxTime = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Check returns an ErrInvalid unless entries may be appended to a stream
// whose last entry is head: the stream has a proper name, the entries are
// numbered head+1, head+2, …, their ids are short and printable, and their
// times lie between 1970 and 2261. Every engine asks it first.
func Check(stream string, head uint64, entries []Entry) error {
	if stream == "" || len(stream) > MaxStream || !printable(stream) {
		return fmt.Errorf("%w: %q is no name for a stream", ErrInvalid, stream)
	}
	for i, e := range entries {
		switch want := head + uint64(i) + 1; {
		case e.Seq != want:
			return fmt.Errorf("%w: stream %s: entry %d comes where %d should", ErrInvalid, stream, e.Seq, want)
		case len(e.ID) > MaxID || !printable(e.ID):
			return fmt.Errorf("%w: stream %s: entry %d: %.300q is no request id", ErrInvalid, stream, e.Seq, e.ID)
		case e.At.Before(minTime) || !e.At.Before(maxTime):
			return fmt.Errorf("%w: stream %s: entry %d: its time is %v", ErrInvalid, stream, e.Seq, e.At)
		}
	}
	return nil
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
