package main

import (
	"maps"
	"os"
	"slices"
	"testing"

	"takt/server/insight"
)

func TestTypesAreCurrent(t *testing.T) {
	written, err := os.ReadFile("../../src/board/wire.gen.ts")
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != generate() {
		t.Error("src/board/wire.gen.ts is not what server/kanban says: go generate ./frontend")
	}
}

func TestEveryFigureIsThere(t *testing.T) {
	if names := slices.Sorted(maps.Keys(figures)); !slices.Equal(names, insight.Names()) {
		t.Errorf("the page is told of %v, the server has %v", names, insight.Names())
	}
}
