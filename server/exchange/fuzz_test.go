package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"takt/server/kanban"
)

// FuzzRead reads anything. A file is either refused with a reason and what to
// do, or becomes a command that a board accepts.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(file), data)
	}
	f.Add("small.json", []byte(small))
	f.Add("x.json", []byte(`{"takt":1,"board":{"name":"x","lanes":[]}}`))
	f.Add("x.csv", []byte("Title;Start;Budget\n\"a\"\"\nb\";1/2/26;1.234,5 kr\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		p, err := Read(name, data, fixed(Options{}))
		if err != nil {
			checkRefusal(t, name, p, err)
			return
		}
		if p, err = Read(name, data, fixed(Options{People: everybody(p)})); err != nil {
			t.Fatalf("with people chosen: %v", err)
		}
		checkAccepted(t, name, p)
	})
}

// FuzzTable parses any text as a table and puts it together again.
func FuzzTable(f *testing.F) {
	f.Add("a,b\n\"c\"\"\n\",d\n", ",")
	f.Add("a;b\r\nc;d", ";")
	f.Fuzz(func(t *testing.T, text, delimiter string) {
		if len(delimiter) != 1 || strings.ContainsAny(delimiter, "\"\r\n ") || !utf8.ValidString(text+delimiter) {
			return
		}
		rows, err := parseTable(text, delimiter[0])
		if err != nil {
			if err.Line == 0 {
				t.Errorf("no line in %v", err)
			}
			return
		}
		again, err := parseTable(quote(rows, delimiter), delimiter[0])
		if err != nil || len(again) != len(rows) {
			t.Fatalf("%q: %d rows, written again %d, %v", text, len(rows), len(again), err)
		}
		for i, r := range rows {
			equal(t, "row", again[i].cells, r.cells)
		}
	})
}

func quote(rows []row, delimiter string) string {
	var b strings.Builder
	for _, r := range rows {
		for i, c := range r.cells {
			if i > 0 {
				b.WriteString(delimiter)
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// FuzzValues reads any cell as a date and an amount: what comes out is what a
// board takes.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"31.12.2026", "2026-06-30T22:30:00Z", "Q3 2026", "kr. 4.500.000,00", "6.9E-4", "1 januari 2026", "12 MSEK"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, order := range DateOrders {
			d, ok := dateReader{order, now.Location()}.read(s)
			if ok && (d.last < d.first || len(d.first) != 10) {
				t.Errorf("%q is %v", s, d)
			}
		}
		for _, sign := range []string{".", ","} {
			m, ok := numberReader{decimal: sign, currency: "SEK"}.money(s)
			if ok && (m != m || !currencyCode(m.Currency)) {
				t.Errorf("%q is %v", s, m)
			}
		}
		if text, _ := plain(s); strings.ContainsFunc(text, control) {
			t.Errorf("%q becomes %q", s, text)
		}
		head, rest := split(s, kanban.MaxTitle)
		if len(head) > kanban.MaxTitle || len(head)+len(rest) < len(s)-1 {
			t.Errorf("%q is split into %q and %q", s, head, rest)
		}
	})
}
