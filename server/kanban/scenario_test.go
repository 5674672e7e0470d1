package kanban

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write what the scenarios lead to into their files")

// A scenario is a board, what people ask of it step by step, and what comes
// of it. The page runs the same files.
type scenario struct {
	Name  string          `json:"name"`
	Start json.RawMessage `json:"start"` // a board in its wire form
	Steps []scenarioStep  `json:"steps"`
	Board json.RawMessage `json:"board"` // what the board is in the end
}

type scenarioStep struct {
	By      UserID            `json:"by"`
	At      time.Time         `json:"at"`
	Do      json.RawMessage   `json:"do"`
	Events  []json.RawMessage `json:"events,omitempty"`
	Refused *Refusal          `json:"refused,omitempty"`
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d scenarios: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := indent(t, data)
			got := indent(t, play(t, data))
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if !bytes.Equal(got, want) {
				t.Errorf("%s", firstDifference(got, want))
			}
		})
	}
}

// play runs a scenario and returns it with what really came of it.
func play(t *testing.T, data []byte) []byte {
	var s scenario
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	var raw boardRaw
	if err := json.Unmarshal(s.Start, &raw); err != nil {
		t.Fatal(err)
	}
	b := raw.board()
	minted := 0
	for i := range s.Steps {
		step := &s.Steps[i]
		step.Events, step.Refused = nil, nil
		id, cmd, err := DecodeCommand(step.Do, func() string { minted++; return fmt.Sprint("new-", minted) })
		var events []Event
		if err == nil {
			events, err = b.Decide(step.By, step.At, cmd)
		}
		if err != nil && !errors.As(err, &step.Refused) {
			t.Fatal(err)
		}
		for _, e := range events {
			e.Seq, e.ID = b.Seq+1, id
			stored := EncodeEvent(e)
			if e, err = DecodeEvent(stored); err != nil {
				t.Fatal(err)
			}
			b.Apply(e)
			step.Events = append(step.Events, stored)
		}
	}
	s.Board = b.AppendJSON(nil, "e")
	out, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func indent(t *testing.T, data []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(data), "", "  "); err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return fmt.Sprintf("line %d:\ngot  %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
