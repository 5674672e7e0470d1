package exchange

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestParseTable(t *testing.T) {
	cases := []struct {
		name, text string
		want       [][]string
	}{
		{"plain", "a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"no end of line", "a,b\n1,2", [][]string{{"a", "b"}, {"1", "2"}}},
		{"CRLF", "a,b\r\n1,2\r\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"CR alone", "a,b\r1,2\r", [][]string{{"a", "b"}, {"1", "2"}}},
		{"quoted delimiter", `"a,b",c`, [][]string{{"a,b", "c"}}},
		{"quoted line ends stay", "\"a\r\nb\",c\n", [][]string{{"a\r\nb", "c"}}},
		{"doubled quotation marks", `"say ""no""",c`, [][]string{{`say "no"`, "c"}}},
		{"quotation mark inside", `6" pipe,c`, [][]string{{`6" pipe`, "c"}}},
		{"spaces round quotes", `a, "b,c" ,d`, [][]string{{"a", "b,c", "d"}}},
		{"empty cells", ",,\n\"\",x,\n", [][]string{{"", "x", ""}}},
		{"blank lines", "a\n\n \nb\n", [][]string{{"a"}, {"b"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows, err := parseTable(c.text, ',')
			if err != nil {
				t.Fatal(err)
			}
			var got [][]string
			for _, r := range rows {
				got = append(got, r.cells)
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTableErrorsNameTheLine(t *testing.T) {
	cases := []struct {
		name, text string
		line       int
		says       string
	}{
		{"never closed", "a,b\n1,2\n3,\"open\n4,5\n", 3, "never closed"},
		{"text after a quotation mark", "a,b\n\"one\"two,3\n", 2, "closing quotation mark"},
		{"line ends in cells are counted", "a,b\n\"1\n2\n3\",4\n\"x\"y,5\n", 5, "closing quotation mark"},
		{"beyond the headings", "Title,Status\nOne,Done\n\nTwo,Done,extra\n", 4, "extra"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("t.csv", []byte(c.text), Options{Delimiter: ","})
			if problem := asError(err); problem == nil || problem.Line != c.line || !strings.Contains(problem.Message, c.says) {
				t.Errorf("got %v, want line %d saying %q", err, c.line, c.says)
			}
		})
	}
}

// TestCSVSpectrum reads the cases of github.com/maxogden/csv-spectrum, which
// lie in the folder TAKT_REAL_DATA names, and compares with what its authors
// expect. Without the folder it reads cases of the same kind.
func TestCSVSpectrum(t *testing.T) {
	folder, expected := "testdata/spectrum", "testdata/spectrum"
	if root := os.Getenv("TAKT_REAL_DATA"); root != "" {
		folder, expected = filepath.Join(root, "nasty/csv-spectrum"), filepath.Join(root, "nasty/csv-spectrum-json")
	}
	files, err := filepath.Glob(folder + "/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", folder, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			name := strings.TrimSuffix(filepath.Base(file), ".csv") + ".json"
			var want []map[string]string
			answer, table := read(t, filepath.Join(expected, name)), read(t, file)
			if !bytes.Contains(table, []byte("\r")) { // a checkout may have changed the line ends of the table
				answer = bytes.ReplaceAll(answer, []byte(`\r\n`), []byte(`\n`))
			}
			if err := json.Unmarshal(answer, &want); err != nil {
				t.Fatal(err)
			}
			if got := records(t, table); !reflect.DeepEqual(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// records reads a table as a list of its rows by heading.
func records(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	text, _, problem := decodeText(data, "")
	if problem != nil {
		t.Fatal(problem)
	}
	rows, problem := parseTable(text, ',')
	if problem != nil {
		t.Fatal(problem)
	}
	var all []map[string]string
	for _, r := range rows[1:] {
		record := map[string]string{}
		for i, heading := range rows[0].cells {
			record[heading] = r.cell(i)
		}
		all = append(all, record)
	}
	return all
}

func TestDelimiter(t *testing.T) {
	cases := []struct{ text, want string }{
		{"Title,Status\nOne,Done\n", ","},
		{"Title;Status\nOne, two;Done\nThree, four;Idea\n", ";"},
		{"Title\tStatus\nOne, two\tDone; really\n", "\t"},
		{"Title|Status\nOne|Done\n", "|"},
		{"Titel;Belopp\nEtt;1,5\nTvå;2,5\n", ";"},
	}
	for _, c := range cases {
		if got := guessDelimiter(c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	plan, err := Read("t.csv", []byte("sep=|\r\nTitle|Note, long\r\nOne|a,b\r\n"), Options{})
	if err != nil || plan.Reading.Delimiter != "|" || plan.Reading.Header != 2 || plan.Cards != 1 {
		t.Errorf("sep= line: %v, %+v", err, plan.Reading)
	}
}

func TestHeadings(t *testing.T) {
	cases := []struct {
		name, text   string
		header, rows int
	}{
		{"first line", "Title,Status\nOne,Done\n", 1, 1},
		{"below a report's title", "Portfolio 2026\n\nTitle,Status\nOne,Done\n", 3, 1},
		{"none", "One,1\nTwo,2\n", -1, 2},
		{"unknown words", "Nimi,Kuvaus\nYksi,Teksti\n", 1, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			plan, err := Read("t.csv", []byte(c.text), Options{})
			if err != nil || plan.Reading.Header != c.header || plan.Reading.Rows != c.rows {
				t.Errorf("%v, %+v", err, plan.Reading)
			}
		})
	}
	plan, err := Read("t.csv", []byte("One,1\nTwo,2\n"), Options{Header: -1, Columns: map[string]Field{"Column 1": FieldTitle}})
	if err != nil || plan.Cards != 2 {
		t.Errorf("no headings by choice: %v, %d cards", err, plan.Cards)
	}
}
