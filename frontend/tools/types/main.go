// Command types writes the TypeScript form of what server/kanban puts on the
// wire, and what server/insight answers, so that the page's own types can be
// held to them: one interface with the records, the events, the commands and
// the figures by their names.
//
//	go run ./tools/types src/board/wire.gen.ts
package main

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"takt/server/insight"
	"takt/server/kanban"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: types FILE")
		os.Exit(2)
	}
	if err := os.WriteFile(os.Args[1], []byte(generate()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// records are the types that events and boards are made of.
var records = []any{
	kanban.Lane{}, kanban.Stage{}, kanban.Label{}, kanban.Unit{}, kanban.Cluster{},
	kanban.Card{}, kanban.Fields{}, kanban.Anchor{}, kanban.Risk{}, kanban.WaitingFor{}, kanban.Money{},
	kanban.Item{}, kanban.Comment{}, kanban.Attachment{}, kanban.Benefit{}, kanban.Pair{},
	kanban.PriorInvolvement{}, kanban.Notice{}, kanban.Award{}, kanban.Contract{}, kanban.Option{}, kanban.Replan{},
	kanban.Measure{}, kanban.Learning{}, kanban.Carry{},
	kanban.Verdict{}, kanban.Condition{}, kanban.Pass{}, kanban.CheckIn{}, kanban.Recognition{},
	kanban.Gate{}, kanban.Body{}, kanban.View{}, kanban.Meeting{}, kanban.Settings{}, kanban.SettingsPatch{}, kanban.LaneLimits{}, kanban.Balance{},
}

// figures are what the server answers about a board, by the name they are
// asked for.
var figures = map[string]insight.Figure{
	"ageing": &insight.Ageing{}, "balance": &insight.Balance{}, "benefits": &insight.Benefits{},
	"carried": &insight.Carried{}, "flow": &insight.Flow{}, "forecast": &insight.Forecast{},
	"on-time": &insight.OnTime{}, "recognition": &insight.Recognitions{}, "slip": &insight.Slip{},
	"stages": &insight.Stages{}, "throughput": &insight.Throughput{}, "times": &insight.Times{},
}

// generate returns the whole file.
func generate() string {
	var b strings.Builder
	b.WriteString("// Written by tools/types from server/kanban; go generate ./frontend renews it.\n")
	b.WriteString("// prettier-ignore\nexport interface Wire {\n")
	fmt.Fprintf(&b, "  Color: %s;\n  PairKind: %s;\n", union(kanban.Colors), union(kanban.PairKinds))
	for _, r := range records {
		t := reflect.TypeOf(r)
		fmt.Fprintf(&b, "  %s: %s;\n", t.Name(), object(t))
	}
	b.WriteString("  events: {\n")
	for _, kind := range kanban.EventKinds() {
		fmt.Fprintf(&b, "    '%s': %s;\n", kind, object(eventType(kind)))
	}
	b.WriteString("  };\n  commands: {\n")
	for _, kind := range kanban.CommandKinds() {
		fmt.Fprintf(&b, "    '%s': %s;\n", kind, object(commandType(kind)))
	}
	b.WriteString("  };\n  figures: {\n")
	for _, name := range slices.Sorted(maps.Keys(figures)) {
		fmt.Fprintf(&b, "    '%s': %s;\n", name, object(reflect.TypeOf(figures[name]).Elem()))
	}
	b.WriteString("  };\n}\n")
	return b.String()
}

func union(values []string) string { return "'" + strings.Join(values, "' | '") + "'" }

// eventType returns the type of the change of that kind.
func eventType(kind string) reflect.Type {
	e, err := kanban.DecodeEvent(fmt.Appendf(nil, `{"seq":1,"at":"2026-01-01T00:00:00Z","kind":%q}`, kind))
	if err != nil {
		panic(err) // the kind comes from the package itself
	}
	return reflect.TypeOf(e.Change)
}

// commandType returns the type of the command of that kind.
func commandType(kind string) reflect.Type {
	if kind == (kanban.Batch{}).Kind() {
		return reflect.TypeFor[struct {
			Commands []any `json:"commands"`
		}]()
	}
	_, cmd, err := kanban.DecodeCommand(fmt.Appendf(nil, `{"id":"x","cmd":%q}`, kind), func() string { return "x" })
	if err != nil {
		panic(err)
	}
	return reflect.TypeOf(cmd)
}

// object returns the TypeScript type of a struct as encoding/json writes it.
func object(t reflect.Type) string {
	return "{ " + strings.Join(members(t), "; ") + " }"
}

func members(t reflect.Type) []string {
	var list []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case f.Anonymous:
			list = append(list, members(f.Type)...)
		default:
			list = append(list, "readonly "+name+optional(options)+": "+typeOf(f.Type))
		}
	}
	return list
}

func optional(options string) string {
	for option := range strings.SplitSeq(options, ",") {
		if option == "omitempty" || option == "omitzero" {
			return "?"
		}
	}
	return ""
}

func typeOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[time.Time]():
		return "string"
	case reflect.TypeFor[kanban.Patch]():
		return "Partial<Wire['Fields']>"
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Uint64, reflect.Float64:
		return "number"
	case reflect.Pointer:
		return typeOf(t.Elem())
	case reflect.Slice:
		return "readonly " + typeOf(t.Elem()) + "[]"
	case reflect.Map:
		return "Readonly<Record<string, " + typeOf(t.Elem()) + ">>"
	case reflect.Struct:
		if slices.ContainsFunc(records, func(r any) bool { return reflect.TypeOf(r) == t }) {
			return "Wire['" + t.Name() + "']"
		}
		return object(t)
	}
	return "unknown"
}
