package kanban

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDecodeCommandIsStrict(t *testing.T) {
	tests := []struct {
		name, in string
		code     Code
		missing  string
	}{
		{"not JSON", `hello`, BadMessage, ""},
		{"an array", `[]`, BadMessage, ""},
		{"cut off", `{"id":"a","cmd":"undo"`, BadMessage, ""},
		{"something follows", `{"id":"a","cmd":"undo"} {}`, BadMessage, ""},
		{"not UTF-8", "{\"id\":\"\xff\",\"cmd\":\"undo\"}", BadMessage, ""},
		{"no id", `{"cmd":"undo"}`, BadField, "id"},
		{"empty id", `{"id":"","cmd":"undo"}`, BadField, "id"},
		{"id with a space", `{"id":"a b","cmd":"undo"}`, BadField, "id"},
		{"id too long", `{"id":"` + strings.Repeat("a", 65) + `","cmd":"undo"}`, BadField, "id"},
		{"id a number", `{"id":1,"cmd":"undo"}`, BadField, "id"},
		{"no command", `{"id":"a"}`, BadField, "cmd"},
		{"unknown command", `{"id":"a","cmd":"board.create","name":"x"}`, BadMessage, "cmd"},
		{"unknown field", `{"id":"a","cmd":"undo","to":1}`, BadField, "to"},
		{"actor", `{"id":"a","cmd":"undo","by":"bob"}`, BadField, "by"},
		{"past", `{"id":"a","cmd":"card.add","Past":{}}`, BadField, "Past"},
		{"repeated field", `{"id":"a","cmd":"card.archive","card":"x","card":"y"}`, BadField, "card"},
		{"other case", `{"id":"a","cmd":"card.archive","Card":"x"}`, BadField, "Card"},
		{"folded case", `{"id":"a","cmd":"undo","ſtep":1}`, BadField, "ſtep"},
		{"null", `{"id":"a","cmd":"card.move","card":null}`, BadField, "card"},
		{"deep null", `{"id":"a","cmd":"card.change","card":"x","set":{"labels":[null]}}`, BadField, "labels"},
		{"repeated deep", `{"id":"a","cmd":"card.change","card":"x","set":{"risk":{"level":"low","level":"high"}}}`, BadField, "level"},
		{"wrong type", `{"id":"a","cmd":"undo","step":"x"}`, BadField, "step"},
		{"negative", `{"id":"a","cmd":"undo","step":-1}`, BadField, "step"},
		{"set is a list", `{"id":"a","cmd":"card.change","card":"x","set":[]}`, BadField, "set"},
		{"nested too deeply", `{"id":"a","cmd":"card.change","set":` + strings.Repeat(`{"a":`, 60) + `1` + strings.Repeat(`}`, 60) + `}`, BadMessage, ""},
		{"nested lists", `{"id":"a","cmd":"card.change","set":` + strings.Repeat(`[`, 9000) + strings.Repeat(`]`, 9000) + `}`, BadMessage, ""},
		{"batch in a batch", `{"id":"a","cmd":"batch","commands":[{"cmd":"batch","commands":[{"cmd":"undo"}]}]}`, BadField, "commands"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, cmd, err := DecodeCommand([]byte(tt.in), func() string { return "minted" })
			refusal, ok := errors.AsType[*Refusal](err)
			if !ok {
				t.Fatalf("got %#v, %v; want a refusal", cmd, err)
			}
			if refusal.Code != tt.code || strings.Join(refusal.Missing, " ") != tt.missing {
				t.Errorf("%s %v: %s", refusal.Code, refusal.Missing, refusal.Message)
			}
		})
	}
}

func TestDecodeCommandMints(t *testing.T) {
	for _, in := range []string{
		`{"id":"a","cmd":"card.add","lane":"sprint","stage":"ready","title":"T"}`,
		` { "id" : "a" , "cmd" : "card.add" , "lane" : "sprint" , "stage" : "ready" , "title" : "T" } `,
	} {
		id, cmd, err := DecodeCommand([]byte(in), func() string { return "minted" })
		if err != nil {
			t.Fatal(err)
		}
		add := cmd.(AddCard)
		if id != "a" || add.Card != "minted" || add.Lane != Sprint || add.Title != "T" {
			t.Errorf("%q %+v", id, add)
		}
	}
}

func FuzzDecodeCommand(f *testing.F) {
	f.Add([]byte(`{"id":"a","cmd":"card.move","card":"x","lane":"sprint","stage":"ready","before":"y"}`))
	f.Add([]byte(`{"id":"a","cmd":"batch","commands":[{"cmd":"card.change","card":"x","set":{"budget":{"amount":1e3,"currency":"SEK"}}}]}`))
	for _, seed := range seeds {
		f.Add([]byte(`{"id":"a",` + seed + `}`))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, cmd, err := DecodeCommand(data, func() string { return "minted" })
		if err != nil {
			if _, ok := errors.AsType[*Refusal](err); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		b := new(Board)
		events, err := b.Decide("ann", time.Unix(0, 0), CreateBoard{ID: "b", Name: "B", Bodies: []Body{{ID: "k", Name: "K", Meetings: []Meeting{{ID: "m", On: "2027-02-10"}}}}, Views: []View{{ID: "v", Name: "V", Page: "list"}}, Cards: []AddCard{
			{Card: "x", Lane: Marathon, Stage: "need", Title: "X", Set: Patch{"benefits": []Benefit{{ID: "b", Kind: "quality", Measure: "m"}}}},
			{Card: "y", Lane: Sprint, Stage: "setup", Title: "Y", Set: Patch{"quarter": Quarter("2026-Q4")}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			b.Apply(e)
		}
		events, err = b.Decide("ann", time.Unix(1, 0), cmd)
		if (err == nil) != (len(events) > 0) {
			t.Fatalf("%d events, %v", len(events), err)
		}
		for _, e := range events {
			b.Apply(e)
		}
	})
}

// seeds are commands about what is bought, tried and decided, without id.
var seeds = []string{
	`"cmd":"board.set","settings":{"country":"NO","at_risk_weeks":3,"renewal_months":12,"ask_missing":false,"lane_limits":{"marathon":9,"sprint":3},"owner_limit":2,"balance":{"people":60,"money":70,"cards":0},"currency":"NOK"}`,
	`"cmd":"view.add","name":"Late","page":"list","search":"date=overdue&sort=end"`,
	`"cmd":"view.change","view":"v","name":"Later","page":"board","search":""`,
	`"cmd":"view.remove","view":"v"`,
	`"cmd":"gate.add","lane":"marathon","stage":"tender","name":"Own","body":"k","needs":["owner","contract.end"]`,
	`"cmd":"gate.change","gate":"mandate","name":"","stage":"need","body":"","needs":[]`,
	`"cmd":"gate.remove","gate":"mandate"`,
	`"cmd":"body.add","name":"Council"`,
	`"cmd":"body.change","body":"k","name":"Council"`,
	`"cmd":"body.remove","body":"k"`,
	`"cmd":"meeting.add","body":"k","on":"2027-02-10","papers_by":"2027-02-03"`,
	`"cmd":"meeting.change","body":"k","meeting":"m","papers_by":"2027-02-03"`,
	`"cmd":"meeting.remove","body":"k","meeting":"m"`,
	`"cmd":"entry.set","card":"x","list":"decisions","entry":{"gate":"mandate","body":"k","on":"2027-02-10","outcome":"approved_with_conditions","conditions":[{"id":"c","text":"t","done":true}]}`,
	`"cmd":"entry.set","card":"x","list":"check_ins","entry":{"benefit":"b","quarter":"2027-Q1","value":-1.5,"evidence":"e"}`,
	`"cmd":"entry.set","card":"x","list":"recognitions","entry":{"kind":"brave","person":"bob","text":"t"}`,
	`"cmd":"entry.set","card":"y","list":"measures","entry":{"id":"m","name":"n","unit":"h","baseline":0,"target":1}`,
	`"cmd":"entry.set","card":"x","list":"benefits","entry":{"id":"b","kind":"quality","measure":"n"},"was":{"id":"b","kind":"quality","measure":"m"}`,
	`"cmd":"entry.set","card":"x","list":"notices","entry":{"kind":"tender","on":"2027-01-01","url":"https://example.org"}`,
	`"cmd":"entry.set","card":"x","list":"options","entry":{"name":"First","decide_by":"2027-01-01","until":"2028-01-01","used":"no"}`,
	`"cmd":"entry.set","card":"x","list":"prior_involvement","entry":{"text":"t","done":true}`,
	`"cmd":"entry.set","card":"x","list":"attachments","entry":{"name":"n","url":"https://example.org"}`,
	`"cmd":"entry.remove","card":"x","list":"benefits","entry":"b"`,
	`"cmd":"card.carry","card":"y","quarter":"2027-Q1","reason":"r"`,
	`"cmd":"card.extend","card":"y","quarter":"2027-Q1","reason":"r"`,
	`"cmd":"card.continue","card":"y","as":"graduates_to","stage":"concept","title":"T"`,
	`"cmd":"card.continue","card":"x","new":"z","as":"renewal_of"`,
	`"cmd":"card.merge","card":"y","into":"x"`,
	`"cmd":"card.vote","card":"y","vote":true`,
	`"cmd":"card.move","card":"y","stage":"running","reason":"r"`,
	`"cmd":"card.change","card":"x","set":{"baseline_end":"2027-01-01","end":"2027-02-01","award":{"days":20},"contract":{"signed":"2027-01-01"}},"reason":"r"`,
	`"cmd":"card.change","card":"x","set":{"votes":["bob"]}`,
}

// TestSeedsAreWhole keeps the seeds in step with the commands there are: each
// is decoded, and every gate, body, meeting and list has one.
func TestSeedsAreWhole(t *testing.T) {
	seeded := map[string]bool{}
	for _, seed := range seeds {
		_, cmd, err := DecodeCommand([]byte(`{"id":"a",`+seed+`}`), func() string { return "minted" })
		if err != nil {
			t.Errorf("%s: %v", seed, err)
			continue
		}
		seeded[cmd.Kind()] = true
	}
	for _, kind := range CommandKinds() {
		if group, _, _ := strings.Cut(kind, "."); slices.Contains([]string{"gate", "body", "meeting", "entry", "view"}, group) && !seeded[kind] {
			t.Errorf("no seed of %s", kind)
		}
	}
	for name := range lists {
		if !slices.ContainsFunc(seeds, func(seed string) bool { return strings.Contains(seed, `"list":"`+name+`"`) }) {
			t.Errorf("no seed of the list %s", name)
		}
	}
}

// TestStoredEventsStayReadable reads events as earlier versions stored them.
// The file is only ever added to.
func TestStoredEventsStayReadable(t *testing.T) {
	data, err := os.ReadFile("testdata/events.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	b := new(Board)
	kinds := EventKinds()
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		e, err := DecodeEvent(lines.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if got := EncodeEvent(e); !bytes.Equal(got, lines.Bytes()) {
			t.Errorf("event %d\nread back as %s\nstored as    %s", e.Seq, got, lines.Bytes())
		}
		b.Apply(e)
		kinds = slices.DeleteFunc(kinds, func(k string) bool { return k == e.Change.Kind() })
	}
	if len(kinds) > 0 {
		t.Errorf("no stored sample of %v", kinds)
	}
	got := indent(t, b.AppendJSON(nil, "e"))
	if *update {
		if err := os.WriteFile("testdata/board.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	board, err := os.ReadFile("testdata/board.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, board) {
		t.Error(firstDifference(got, board))
	}
}
