// Package journaltest says, in code, what a storage engine has to do. An
// engine's own tests call Run.
package journaltest

import (
	"testing"

	"takt/server/journal"
)

// A Place is where one journal is kept. Open opens it, for the first time
// or again after it was closed; a journal that is still open when the test
// ends is for the engine's test to close.
type Place interface {
	Open(t *testing.T) journal.Journal
}

// Run tests an engine. fresh returns a new place with nothing in it.
func Run(t *testing.T, fresh func(t *testing.T) Place) {
	for _, tt := range []struct {
		name string
		test func(t *testing.T, p Place)
	}{
		{"append then read", appendThenRead},
		{"everything in an entry is kept", keepsEverything},
		{"nothing there", nothingThere},
		{"wrong head conflicts and writes nothing", conflict},
		{"entries must be dense", dense},
		{"what breaks the rules is refused", invalid},
		{"streams are independent and listed", streams},
		{"the same after reopening", reopen},
		{"request ids are found for ever", find},
		{"where the stream stood at a time", seqAt},
		{"snapshots: the newest not after", snapshots},
		{"snapshots: few are kept", thinning},
		{"snapshots: only of what happened", snapshotsInvalid},
		{"snapshots: nothing depends on them", dropSnapshots},
		{"reading takes as long as it likes", slowReader},
		{"reading ends where it began to end", readBound},
		{"many append at once", concurrent},
		{"one wins among rivals", rivals},
		{"closing while appending loses nothing", closeWhileAppending},
		{"closed is closed", closed},
		{"a context that has ended", cancelled},
		{"the epoch stays", epoch},
		{"anything in any order, against a model", model},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.test(t, fresh(t)) })
	}
}
