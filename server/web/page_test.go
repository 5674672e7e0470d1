package web

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"takt/server/kanban"
	"takt/server/live"
)

// TestSocketPageIsWhole holds SOCKET.md to the code: every command, every kind
// of event, every code of a refusal and every close code is on it.
func TestSocketPageIsWhole(t *testing.T) {
	page, err := os.ReadFile("SOCKET.md")
	if err != nil {
		t.Fatal(err)
	}
	quoted := map[string]bool{}
	for _, m := range regexp.MustCompile("`([a-z_.]+)`").FindAllStringSubmatch(string(page), -1) {
		quoted[m[1]] = true
	}
	refusals := []string{}
	for code := range codes {
		if !slices.Contains(httpOnly, code) {
			refusals = append(refusals, string(code))
		}
	}
	for _, name := range slices.Concat(kanban.CommandKinds(), kanban.EventKinds(), refusals) {
		if !quoted[name] {
			t.Errorf("%s is not on the page", name)
		}
	}
	for _, cause := range []live.Cause{live.Restarting, live.TooSlow, live.BadMessage, live.SignedOut, live.NoBoard, live.TooMany} {
		if row := fmt.Sprintf("| %d |", cause.Code()); !strings.Contains(string(page), row) {
			t.Errorf("%d is not on the page", cause.Code())
		}
	}
}

// httpOnly are the codes that no refusal on a socket has.
var httpOnly = []kanban.Code{
	codeSignedOut, codeForeignOrigin, codeNoMethod, codeMediaType, codeBadFile, codeTimeout, codeInternal, live.TooManyMessages,
}
