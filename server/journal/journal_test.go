package journal_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"takt/server/journal"
)

func TestCheck(t *testing.T) {
	now := time.Now()
	tests := map[string]struct {
		stream  string
		head    uint64
		entries []journal.Entry
		ok      bool
	}{
		"two in order":         {"board/a", 4, []journal.Entry{{Seq: 5, At: now, ID: "x"}, {Seq: 6, At: now}}, true},
		"none":                 {"board/a", 4, nil, true},
		"no stream":            {"", 0, nil, false},
		"space in stream":      {"board a", 0, nil, false},
		"zero byte in stream":  {"board\x00entries", 0, nil, false},
		"long stream":          {strings.Repeat("s", journal.MaxStream+1), 0, nil, false},
		"longest stream":       {strings.Repeat("s", journal.MaxStream), 0, nil, true},
		"repeats the head":     {"s", 4, []journal.Entry{{Seq: 4, At: now}}, false},
		"leaves a gap":         {"s", 4, []journal.Entry{{Seq: 5, At: now}, {Seq: 7, At: now}}, false},
		"no time":              {"s", 0, []journal.Entry{{Seq: 1}}, false},
		"far future":           {"s", 0, []journal.Entry{{Seq: 1, At: now.AddDate(300, 0, 0)}}, false},
		"space in request id":  {"s", 0, []journal.Entry{{Seq: 1, At: now, ID: "a b"}}, false},
		"longest request id":   {"s", 0, []journal.Entry{{Seq: 1, At: now, ID: strings.Repeat("i", journal.MaxID)}}, true},
		"request id too long":  {"s", 0, []journal.Entry{{Seq: 1, At: now, ID: strings.Repeat("i", journal.MaxID+1)}}, false},
		"request id not ASCII": {"s", 0, []journal.Entry{{Seq: 1, At: now, ID: "å"}}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := journal.Check(tt.stream, tt.head, tt.entries)
			if tt.ok && err != nil || !tt.ok && !errors.Is(err, journal.ErrInvalid) {
				t.Errorf("err = %v, want ok %v", err, tt.ok)
			}
		})
	}
}

func TestCorruptErrorNamesThePlace(t *testing.T) {
	for want, err := range map[string]*journal.CorruptError{
		"journal: damaged: no header":                           {Reason: "no header"},
		"journal: stream board/a damaged: no head":              {Stream: "board/a", Reason: "no head"},
		"journal: stream board/a damaged at entry 7: bad bytes": {Stream: "board/a", Seq: 7, Reason: "bad bytes"},
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
		if !errors.Is(fmt.Errorf("open: %w", err), journal.ErrCorrupt) {
			t.Errorf("%v does not match ErrCorrupt", err)
		}
	}
}

func TestUndecided(t *testing.T) {
	for _, err := range []error{
		nil, journal.ErrConflict, journal.ErrClosed, context.Canceled,
		fmt.Errorf("%w: /data", journal.ErrFull), &journal.CorruptError{Stream: "s"},
	} {
		if journal.Undecided(err) {
			t.Errorf("%v is reported as undecided", err)
		}
	}
	if !journal.Undecided(fmt.Errorf("commit: %w", io.ErrShortWrite)) {
		t.Error("an error of the disk is reported as decided")
	}
}
