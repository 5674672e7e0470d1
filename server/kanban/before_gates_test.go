package kanban

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// beforeGates is how many of the stored events are from before there were
// gates, bodies and settings.
const beforeGates = 31

// TestBoardsFromBeforeGates opens a board that was stored before there were
// gates: from its events, and from a snapshot of then.
func TestBoardsFromBeforeGates(t *testing.T) {
	data, err := os.ReadFile("testdata/events.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	b := new(Board)
	for i, line := range bytes.Split(data, []byte("\n"))[:beforeGates] {
		for _, later := range []string{`"gates"`, `"settings"`, `gate.set`, `body.set`, `"quarter"`} {
			if bytes.Contains(line, []byte(later)) {
				t.Fatalf("line %d has %s, which came later", i+1, later)
			}
		}
		e, err := DecodeEvent(line)
		if err != nil {
			t.Fatal(err)
		}
		b.Apply(e)
	}
	hasStandardRules(t, b)

	opened, err := OpenSnapshot(oldSnapshot(t, b))
	if err != nil {
		t.Fatal(err)
	}
	hasStandardRules(t, opened)
	if x, y := indent(t, b.AppendJSON(nil, "e")), indent(t, opened.AppendJSON(nil, "e")); !bytes.Equal(x, y) {
		t.Error(firstDifference(y, x))
	}
	decide(t, opened, ChangeGate{Gate: "start", Stage: "running", Name: new("Go")}) // it has no stage setup
	if g := opened.gate("start"); g.Name != "Go" || !g.Custom || g.Stage != "running" {
		t.Errorf("changed to %+v", g)
	}
}

// oldSnapshot is a snapshot as it was taken before boards had gates.
func oldSnapshot(t *testing.T, b *Board) []byte {
	t.Helper()
	var s map[string]json.RawMessage
	var board map[string]json.RawMessage
	if err := json.Unmarshal(b.Snapshot(), &s); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(s["board"], &board); err != nil {
		t.Fatal(err)
	}
	for _, later := range []string{"gates", "bodies", "views", "settings"} {
		if board[later] == nil {
			t.Fatalf("a snapshot has no %s", later)
		}
		delete(board, later)
	}
	s["board"] = encode(board)
	return encode(s)
}

func hasStandardRules(t *testing.T, b *Board) {
	t.Helper()
	same := func(x, y Gate) bool {
		return x.ID == y.ID && x.Lane == y.Lane && x.Stage == y.Stage && x.Name == y.Name && !x.Removed && slices.Equal(x.Needs, y.Needs)
	}
	if !slices.EqualFunc(b.Gates(), standardGates(), same) {
		t.Errorf("gates %+v", b.Gates())
	}
	if b.Settings() != DefaultSettings() || len(b.Bodies()) > 0 {
		t.Errorf("settings %+v, bodies %v", b.Settings(), b.Bodies())
	}
}
