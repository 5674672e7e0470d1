package main

import (
	"fmt"
	"testing"
)

func TestSightings(t *testing.T) {
	one := `{"event":{"seq":813,"at":"2026-01-01T00:00:00.000Z","by":"guest","id":"k-3","more":true,"kind":"card.changed","card":"c","set":{"title":"{\"event\":{\"seq\":9,\"id\":\"k-9\"}"}}}`
	two := `{"event":{"seq":814,"at":"2026-01-01T00:00:00.000Z","by":"guest","id":"k-3","kind":"card.changed","card":"c","set":{"checklist":[{"id":"x","more":true}]}}}`
	for frame, want := range map[string]string{
		one:                         "[813 k-3 true]",
		"[" + one + "," + two + "]": "[813 k-3 true][814 k-3 false]",
		`[{"presence":{"session":"s","by":"p","name":"{"}},` + two + `]`: "[814 k-3 false]",
		`{"resync":{"reason":"gone"}}`:                                   "",
	} {
		got := ""
		for s := range sightings([]byte(frame)) {
			got += fmt.Sprintf("[%d %s %v]", s.seq, s.id, s.more)
		}
		if got != want || !agrees([]byte(frame)) {
			t.Errorf("%s\ngave %s, want %s; agrees: %v", frame, got, want, agrees([]byte(frame)))
		}
	}
}

func TestAChangedWireDoesNotAgree(t *testing.T) {
	for _, frame := range []string{
		`{"event":{"at":"x","seq":1,"id":"a"}}`,
		`{"event": {"seq":1,"id":"a"}}`,
		`{"event":{"seq":1,"id":"a","kind":"k","more":true}}`,
		`{"event":{"seq":1,"by":{"id":"p"},"id":"a"}}`,
		`{"event":{"seq":1`,
	} {
		if agrees([]byte(frame)) {
			t.Errorf("agrees with %s", frame)
		}
	}
}

func TestTicket(t *testing.T) {
	id := ticket("swarm-7-")
	for text, want := range map[string]int{string(id.append(nil, 0)): 0, string(id.append(nil, 1234567)): 1234567, "swarm-7-": -1, "swarm-8-1": -1, "swarm-7-1x": -1, "": -1} {
		n, ok := id.read([]byte(text))
		if !ok {
			n = -1
		}
		if n != want {
			t.Errorf("%q gave %d, want %d", text, n, want)
		}
	}
}
