package exchange

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"takt/server/kanban"
)

// TestRealData imports every file of the folder that TAKT_REAL_DATA names, or
// of testdata when it names none. Each must import, and then be accepted by a
// board, or be refused with a place or a reason and with what to do about it.
func TestRealData(t *testing.T) {
	root := os.Getenv("TAKT_REAL_DATA")
	if root == "" {
		root = "testdata"
	}
	imported, refused := 0, 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.Contains(path, "/fuzz/") {
			return err
		}
		plan := checkFile(t, path)
		name, _ := filepath.Rel(root, path)
		if plan.Problem != nil {
			refused++
			t.Logf("refused   %-62s %s", name, plan.Problem)
			return nil
		}
		imported++
		t.Logf("%4d cards %-62s %s", plan.Cards+plan.Archived, name, summary(plan))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files imported, %d refused", imported, refused)
	if imported == 0 {
		t.Errorf("no file of %s was imported", root)
	}
}

func checkFile(t *testing.T, path string) *Plan {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	plan, err := Read(path, data, Options{})
	if err == nil {
		plan, err = Read(path, data, Options{People: everybody(plan)})
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("%s: read in %v", path, took)
	}
	if err != nil {
		checkRefusal(t, path, plan, err)
		return plan
	}
	checkAccepted(t, path, plan)
	return plan
}

// everybody chooses somebody for each person of a plan.
func everybody(p *Plan) map[string]kanban.UserID {
	people := map[string]kanban.UserID{}
	for i, person := range p.People {
		people[person.Key] = kanban.UserID(fmt.Sprintf("person-%d", i))
	}
	return people
}

// checkRefusal wants to be told what is wrong and what to do about it.
func checkRefusal(t *testing.T, path string, plan *Plan, err error) {
	t.Helper()
	problem, ok := errors.AsType[*Error](err)
	if !ok || plan.Problem != problem || plan.Command != nil {
		t.Errorf("%s: refused with %#v, the plan says %#v", path, err, plan.Problem)
		return
	}
	if problem.Code == "" || problem.Message == "" || problem.Advice == "" {
		t.Errorf("%s: refused without a reason or without what to do: %#v", path, problem)
	}
}

// checkAccepted carries the plan out and counts what came of it.
func checkAccepted(t *testing.T, path string, plan *Plan) *kanban.Board {
	t.Helper()
	if plan.Cards+plan.Archived == 0 {
		t.Errorf("%s: imports no card and does not say why", path)
	}
	board := carryOut(t, new(kanban.Board), plan.Command)
	if board.Len() != plan.Cards || len(board.Archive()) != plan.Archived {
		t.Errorf("%s: the plan promises %d cards and %d archived ones, the board has %d and %d",
			path, plan.Cards, plan.Archived, board.Len(), len(board.Archive()))
	}
	return board
}

// carryOut gives a command to a board, which must accept it.
func carryOut(t *testing.T, board *kanban.Board, command kanban.Command) *kanban.Board {
	t.Helper()
	events, err := board.Decide("guest", time.Now(), command)
	if err != nil {
		t.Fatalf("the board refuses the import: %v", err)
	}
	for i, e := range events {
		e.Seq = board.Seq + 1
		e.ID = fmt.Sprint("import-", i)
		board.Apply(e)
	}
	return board
}

// summary tells in one line what becomes of a file.
func summary(p *Plan) string {
	stages := map[string]int{}
	for _, l := range p.Lists {
		stages[string(l.Lane)+"/"+string(l.Stage)] += l.Cards + l.Archived
	}
	return fmt.Sprintf("%s %q archived=%d people=%d comments=%d items=%d links=%d notes=%d %v",
		p.Format, p.Name, p.Archived, len(p.People), p.Comments, p.Items, p.Links, len(p.Notes), stages)
}
