package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"takt/server/kanban"
)

// TestNothingIsLostThatIsTooLong imports one row whose every text is longer
// than its field, and finds all of it on the card.
func TestNothingIsLostThatIsTooLong(t *testing.T) {
	words := func(word string, bytes int) string {
		return strings.TrimSpace(strings.Repeat(word+" ", bytes/(len(word)+1)))
	}
	title, desc, note := words("title", 900), words("beskrivning", 45_000), words("risk", 9_000)
	label, comment, item := words("label", 300), words("comment", 20_000), words("item", 1200)
	var items strings.Builder
	for i := range 230 {
		fmt.Fprintf(&items, "[x] step %d\n", i)
	}
	items.WriteString(item)
	heads := "Title;Description;Risk comment;Category;Comment;Checklist;Case reference\n"
	row := strings.Join([]string{title, desc, note, label, comment, `"` + items.String() + `"`, words("ref", 300)}, ";")
	p, err := Read("t.csv", []byte(heads+row+"\n"), fixed(Options{Columns: map[string]Field{"Category": FieldLabels, "Case reference": FieldCaseRef}}))
	if err != nil {
		t.Fatal(err)
	}
	b := carryOut(t, new(kanban.Board), p.Command)
	c := b.All()[0]
	if n := utf8.RuneCountInString(c.Title); n > kanban.MaxTitle || !strings.HasPrefix(title, strings.TrimSuffix(c.Title, "…")) {
		t.Errorf("title of %d characters: %s", n, c.Title)
	}
	var all strings.Builder
	all.WriteString(c.Description)
	for _, cm := range c.Comments {
		all.WriteString(" " + cm.Text)
	}
	for word, count := range map[string]int{"title": 150, "beskrivning": 3750, "risk": 1800, "label": 50, "comment": 2500, "item": 240, "ref": 75} {
		if got := strings.Count(all.String(), word); got < count {
			t.Errorf("%q stands %d times on the card, want %d", word, got, count)
		}
	}
	equal(t, "checklist", len(c.Checklist), kanban.MaxItems)
	if !strings.Contains(all.String(), "- [x] step 229") {
		t.Error("the last steps are lost")
	}
	equal(t, "told", codes(p, Moved), []string{"long_comment 2", "long_description 1", "long_field 2", "long_mark 1", "long_title 1", "many_items 31"})
}

// asError returns the Error that an error is, or fails the test's comparison
// with an empty one.
func asError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return new(Error)
}

func TestTooManyCards(t *testing.T) {
	table := "Title\n" + strings.Repeat("One\n", MaxCards+1)
	if _, err := Read("t.csv", []byte(table), Options{}); asError(err).Code != CodeTooLarge || asError(err).Line != MaxCards+2 {
		t.Errorf("table: %v", err)
	}
	cards := strings.Repeat(`{"id":"x","name":"One","idList":"l"},`, MaxCards+1)
	trello := `{"name":"B","lists":[],"cards":[` + strings.TrimSuffix(cards, ",") + `]}`
	if _, err := Read("t.json", []byte(trello), Options{}); asError(err).Code != CodeTooLarge || asError(err).Field != "cards" {
		t.Errorf("Trello: %v", err)
	}
	if _, err := Read("t.csv", make([]byte, MaxFile+1), Options{Format: CSV}); asError(err).Code != CodeTooLarge {
		t.Errorf("bytes: %v", err)
	}
}

// TestRegistersAreFull imports more labels than a board has room for: those
// many cards have get the room, the others stand on their cards as text.
func TestRegistersAreFull(t *testing.T) {
	var table strings.Builder
	table.WriteString("Title;Labels\n")
	for i := range 700 {
		fmt.Fprintf(&table, "Card %d;common, own%d\n", i, i)
	}
	p, err := Read("t.csv", []byte(table.String()), fixed(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	b := carryOut(t, new(kanban.Board), p.Command)
	all := cards(b)
	if n := len(b.Labels()); n > kanban.MaxRegister || n < kanban.MaxRegister-50 {
		t.Errorf("%d labels", n)
	}
	last := all["Card 699"]
	equal(t, "last card", []string{labelNames(b, last)[0], last.Description}, []string{"common/grey", "**Label:** own699"})
}

// hostile are files made to cost more than they are worth. In a short round
// they repeat themselves an eighth as often.
func hostile() map[string]func() []byte {
	const mib = 1 << 20
	rep, numbered := strings.Repeat, repeated
	if testing.Short() {
		rep = func(s string, n int) string { return strings.Repeat(s, max(n/8, 1)) }
		numbered = func(form string, n int) string { return repeated(form, n/8) }
	}
	text := func(s func() string) func() []byte { return func() []byte { return []byte(s()) } }
	return map[string]func() []byte{
		"nested arrays.json":        text(func() string { return rep("[", 100_000) }),
		"closed nested arrays.json": text(func() string { return rep("[", 100_000) + rep("]", 100_000) }),
		"nested objects.json":       text(func() string { return rep(`{"a":`, 100_000) }),
		"nested in cards.json":      text(func() string { return `{"lists":[],"cards":` + rep("[", 50_000) }),
		"empty objects.json":        text(func() string { return `{"lists":[{}],"cards":[` + rep("{},", mib) + "{}]}" }),
		"empty attachments.json":    text(func() string { return `{"lists":[{}],"cards":[{"attachments":[` + rep("{},", 200_000) + "{}]}]}" }),
		"same name often.json":      text(func() string { return `{"lists":[],"cards":[],` + rep(`"cards":[{}],`, 200_000) + `"a":1}` }),
		"long string.json":          text(func() string { return `{"lists":[],"cards":[{"name":"` + rep("x", 2*mib) + `"}]}` }),
		"numbers.json":              text(func() string { return `{"takt":1,"board":[` + rep("1e308,", 100_000) + "1]}" }),
		"items.json":                text(func() string { return `{"totalCount":1,"items":[` + rep(`{"content":{}},`, 200_000) + `{}]}` }),
		"one long line.csv":         text(func() string { return "Title," + rep("x", 2*mib) + "\n" }),
		"only quotation marks.csv":  text(func() string { return "Title\n" + rep(`"`, 6*mib) }),
		"only commas.csv":           text(func() string { return "Title\n" + rep(",", 6*mib) }),
		"only line ends.csv":        text(func() string { return "Title" + rep("\n", 3*mib) }),
		"lines of commas.csv":       text(func() string { return "Title,Status\n" + rep(",\n", 2*mib) }),
		"many columns.csv":          text(func() string { return "Title" + rep(",Status", 2*mib) + "\nOne\n" }),
		"5000 rows.csv":             text(func() string { return "Title,Description\n" + rep("One,"+rep("text ", 100)+"\n", MaxCards) }),
		"200 columns of dates.csv": text(func() string {
			return "Title" + rep(",Start date", 199) + "\n" + rep("One"+rep(",2026-01", 199)+"\n", 100)
		}),
		"different labels.csv":   text(func() string { return "Title;Labels\nOne;" + numbered("l%d,", 300_000) + "\n" }),
		"different members.csv":  text(func() string { return "Title\tMembers\nOne\t" + numbered("M %d;", 100_000) + "\n" }),
		"different statuses.csv": text(func() string { return "Title;Status\n" + numbered("One;In progress %d\n", 5000) }),
		"different attachments.json": text(func() string {
			return `{"lists":[],"cards":[{"attachments":[` + numbered(`{"name":"a%d"},`, 100_000) + "{}]}]}"
		}),
		"different lists.json": text(func() string { return `{"cards":[{"name":"x"}],"lists":[` + numbered(`{"id":"%d"},`, 3_000) + "{}]}" }),
		"fields of items.json": text(func() string {
			return `{"totalCount":1,"items":[{` + numbered(`"due date %d":"2026-01-01",`, 20_000) + `"a":1}]}`
		}),
		"similar columns.csv": text(func() string {
			return "Title" + numbered(",A%d", 5_000) + rep("\nOne"+rep(",x", 5_000), 50) + "\nTwo" + numbered(",%d", 5_000) + "\n"
		}),
		"columns of ids.csv": text(func() string {
			return "Summary,Issue key" + rep(",Watchers,Watchers Id", 2_900) + "\nOne,A-1" + rep(",a,b", 2_900) + "\n"
		}),
		"labels.csv":                  text(func() string { return "Title;Labels\nOne;" + rep("a,b,", mib) + "\n" }),
		"people.csv":                  text(func() string { return "Title;Members\n" + rep("One;"+rep("Anna, Bo, ", 300)+"\n", 300) }),
		"different people.csv":        text(manyPeople),
		"zero bytes.csv":              text(func() string { return rep("\x00", 6*mib) }),
		"zero bytes after a head.csv": text(func() string { return "Title\n" + rep("\x00", 6*mib) }),
		"not UTF-8.csv":               text(func() string { return "Title\n" + rep("\xff\xfe\xfd", mib/4) }),
		"not UTF-8.json":              text(func() string { return "{\"lists\":[],\"cards\":[]}\xff" }),
		"half UTF-16.csv":             text(func() string { return "\xff\xfe" + rep("\xd8\x00", mib/2) }),
	}
}

// repeated repeats a form with the numbers from 0.
func repeated(form string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

func manyPeople() string {
	var b strings.Builder
	b.WriteString("Title;Owner;Members;Status;Labels;Department\n")
	for i := range MaxCards {
		fmt.Fprintf(&b, "T%d;P%d;M%d, N%d, O%d;S%d;L%d;D%d\n", i, i, i, i, i, i%30, i, i)
	}
	return b.String()
}

// TestHostileFiles bounds what a file can cost, whatever it holds.
func TestHostileFiles(t *testing.T) {
	for name, make := range hostile() {
		t.Run(name, func(t *testing.T) {
			data := make()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := time.Now()
			p, err := Read(name, data, Options{})
			took := time.Since(begun)
			runtime.ReadMemStats(&after)
			spent := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%d MiB, %v, %d MiB allocated: %v", len(data)>>20, took.Round(time.Millisecond), spent, err)
			if took > 20*time.Second || spent > 2048 {
				t.Errorf("cost %v and %d MiB", took, spent)
			}
			if err != nil {
				checkRefusal(t, name, p, err)
			} else if p.Command == nil {
				t.Error("neither a command nor a problem")
			}
		})
	}
}

// TestPlanIsJSON makes sure that pages get a plan without null in it.
func TestPlanIsJSON(t *testing.T) {
	for _, file := range []string{"trello.json", "tabell-utf8.csv", "github.json", "notes.txt"} {
		p, _ := Read(file, read(t, "testdata/"+file), Options{})
		data, err := json.Marshal(p)
		if err != nil || strings.Contains(string(data), ":null") {
			t.Errorf("%s: %v %s", file, err, data)
		}
	}
}
