package server

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the import picture: which packages of ours each package may
// import. Changing it is a decision, not a detail.
//
//	cmd/takt ─▶ server ─▶ web ─▶ live ─▶ kanban
//	              │        │       └───▶ journal
//	              │        ├─▶ account ─▶ journal
//	              │        ├─▶ exchange ▶ kanban
//	              │        ├─▶ pace ────▶ kanban
//	              │        ├─▶ insight/follow ─▶ journal, insight ─▶ pace, sheet
//	              │        ├─▶ sheet/xlsx ─▶ sheet
//	              │        └─▶ frontend, seeds ▶ kanban
//	              └─▶ journal/bolt ─▶ journal
//
// Arrows may be skipped over; none may be turned round.
var mayImport = map[string]string{
	"frontend":                   "",
	"frontend/tools/types":       "server/insight server/kanban",
	"seeds":                      "server/kanban",
	"server/kanban":              "",
	"server/journal":             "",
	"server/journal/bolt":        "server/journal",
	"server/journal/journaltest": "server/journal",
	"server/account":             "server/journal",
	"server/exchange":            "server/kanban",
	"server/live":                "server/journal server/kanban",
	"server/pace":                "server/kanban",
	"server/sheet":               "",
	"server/sheet/xlsx":          "server/sheet",
	"server/insight":             "server/kanban server/pace server/sheet",
	"server/insight/follow":      "server/insight server/journal server/kanban",
	"server/web":                 "server/account server/exchange server/journal server/insight server/insight/follow server/kanban server/live server/pace server/sheet server/sheet/xlsx",
	"server":                     "frontend seeds server/account server/exchange server/insight/follow server/journal server/journal/bolt server/kanban server/live server/web",
	"cmd/takt":                   "server server/kanban",
	"cmd/swarm":                  "",
}

// onlyIn says which packages may import a module that is somebody else's.
var onlyIn = map[string]string{
	"github.com/gofiber/":          "server/web",
	"github.com/valyala/fasthttp":  "server/web",
	"github.com/gorilla/websocket": "server/web cmd/swarm",
	"go.etcd.io/bbolt":             "server/journal/bolt cmd/swarm",
	"github.com/alecthomas/kong":   "cmd/takt cmd/swarm",
	"github.com/xuri/excelize":     "server/sheet/xlsx",
}

// pure lists all that the packages without effects may import: no clock that
// is read, network, disk, lock or random number comes with it.
var pure = map[string]string{
	"server/kanban":  "bytes cmp encoding/json errors fmt io maps math reflect slices strconv strings time unicode unicode/utf8",
	"server/insight": "bytes cmp encoding/binary encoding/json fmt hash/fnv io maps math math/rand/v2 slices sort strconv strings time takt/server/kanban takt/server/pace takt/server/sheet",
	"server/sheet":   "encoding/csv fmt io iter slices strconv strings time",
	"server/pace":    "cmp encoding/json errors fmt math slices strings time takt/server/kanban",
}

func TestImportPicture(t *testing.T) {
	for pkg, imports := range imports(t) {
		allowed, drawn := mayImport[pkg]
		if !drawn {
			t.Errorf("%s is not in the picture", pkg)
		}
		for _, imported := range imports {
			if name, ours := strings.CutPrefix(imported, "takt/"); ours && !has(allowed, name) {
				t.Errorf("%s imports %s", pkg, name)
			}
			for module, packages := range onlyIn {
				if strings.HasPrefix(imported, module) && !has(packages, pkg) {
					t.Errorf("%s imports %s", pkg, imported)
				}
			}
			if list, ok := pure[pkg]; ok && !has(list, imported) {
				t.Errorf("%s imports %s and is to be pure", pkg, imported)
			}
		}
	}
}

func has(list, name string) bool { return slices.Contains(strings.Fields(list), name) }

// imports returns what each package of the module imports, tests not counted.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	list := exec.Command("go", "list", "-f", `{{if .GoFiles}}{{.ImportPath}} {{join .Imports " "}}{{end}}`, "takt/...")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		if words := strings.Fields(line); len(words) > 0 {
			packages[strings.TrimPrefix(words[0], "takt/")] = words[1:]
		}
	}
	if len(packages) < 10 {
		t.Fatalf("only %d packages", len(packages))
	}
	return packages
}
