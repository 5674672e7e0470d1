//go:build !race

package follow

import (
	"testing"
	"time"

	"takt/server/insight"
)

// TestFoldKeepsUp folds at the pace of a million events in ten seconds, on a
// machine that may be busy with other things most of the time. The race
// detector makes everything many times as slow.
func TestFoldKeepsUp(t *testing.T) {
	const events, rounds = 1000, 500
	var entries [][]byte
	for _, stored := range history(events) {
		entries = append(entries, stored)
	}
	best, limit := time.Hour, 10*time.Second*events/1_000_000
	for round := 0; round < rounds && best > limit; round++ {
		fold := new(insight.Fold)
		began := time.Now()
		for i, stored := range entries {
			if err := fold.Take(uint64(i+1), stored); err != nil {
				t.Fatal(err)
			}
		}
		best = min(best, time.Since(began))
	}
	if best > limit {
		t.Errorf("%d events take %v, more than %v", events, best, limit)
	}
}
