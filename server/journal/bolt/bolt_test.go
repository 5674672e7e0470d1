package bolt

import (
	"context"
	"path/filepath"
	"testing"

	"takt/server/journal"
	"takt/server/journal/journaltest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	journaltest.Run(t, func(t *testing.T) journaltest.Place {
		path := filepath.Join(t.TempDir(), "takt.db")
		t.Cleanup(func() { wantWhole(t, path) })
		return place(path)
	})
}

// A place is the path of a journal.
type place string

func (p place) Open(t *testing.T) journal.Journal { return open(t, string(p), Options{}) }

// open opens a journal until the test ends.
func open(t testing.TB, path string, opt Options) *Journal {
	t.Helper()
	j, err := Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

func wantWhole(t testing.TB, path string) Report {
	t.Helper()
	r, err := Verify(context.Background(), path) // the test may have ended
	if err != nil {
		t.Errorf("verify: %v", err)
	}
	for _, p := range r.Problems {
		t.Errorf("verify: %v", p)
	}
	return r
}
