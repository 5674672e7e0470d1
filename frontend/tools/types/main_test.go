package main

import (
	"os"
	"testing"
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
