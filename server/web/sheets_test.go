package web

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/xuri/excelize/v2"

	"takt/server/kanban"
	"takt/server/sheet/xlsx"
)

const asSheet = `"title":"Lönelista \"Q1\"","columns":[{"name":"Title","kind":"text"},{"name":"Cost","kind":"number"},{"name":"End","kind":"date"}],` +
	`"rows":[{"cells":["Vård","",null],"group":true},{"cells":["=1+1",-2.5,"2026-12-31"],"level":1}]`

func TestATableBecomesAFile(t *testing.T) {
	router, err := gorillamux.NewRouter(document(t))
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t)
	tr.http.Transport = witness{t, router, tr.http.Transport}
	path := flowingBoard(tr) + "/sheet"
	const asJSON = "Content-Type: application/json"

	lines := tr.expect(200, "POST", path, `{"format":"csv",`+asSheet+`}`, asJSON)
	if want := "\ufeffTitle,Cost,End\r\nVård,,\r\n'=1+1,-2.5,2026-12-31\r\n"; string(lines.body) != want {
		t.Errorf("%q\nwant\n%q", lines.body, want)
	}
	book := tr.expect(200, "POST", path, `{"format":"xlsx",`+asSheet+`}`, asJSON)
	_, named, err := mime.ParseMediaType(book.Header.Get("Content-Disposition"))
	if err != nil || named["filename"] != "Lönelista Q1.xlsx" {
		t.Errorf("the file is %v, %v", named, err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(book.body))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(file.GetSheetName(0))
	if want := "[[Title Cost End] [Vård] [=1+1 -2.50 2026-12-31]]"; err != nil || fmt.Sprint(rows) != want {
		t.Errorf("rows %q, %v", rows, err)
	}
}

func TestATableIsBounded(t *testing.T) {
	tr := serve(t)
	path := tr.board() + "/sheet"
	table := func(columns, rows string) string {
		return fmt.Sprintf(`{"format":"csv","columns":[%s],"rows":[%s]}`, columns, rows)
	}
	const text, number = `{"name":"x","kind":"text"}`, `{"name":"n","kind":"number"}`
	for _, body := range []string{
		`{"format":"pdf","columns":[` + text + `],"rows":[]}`,
		`{"format":"csv","columns":[` + text + `],"rows":[],"more":1}`,
		table("", ""),
		table(strings.Repeat(text+",", 100)+text, ""),
		table(`{"name":"x","kind":"money"}`, ""),
		table(`{"name":"`+strings.Repeat("x", 201)+`","kind":"text"}`, ""),
		table(text, `{"cells":[]}`),
		table(text, `{"cells":["a","b"]}`),
		table(text, `{"cells":[1]}`),
		table(text, `{"cells":[{}]}`),
		table(text, `{"cells":["a"],"level":8}`),
		table(text, `{"cells":["a"],"level":1,"level":1}`),
		table(text, `{"cells":["`+strings.Repeat("x", 32_768)+`"]}`),
		table(number, `{"cells":["1"]}`),
		table(`{"name":"d","kind":"date"}`, `{"cells":["soon"]}`),
		table(text, strings.Repeat(`{"cells":["a"]},`, 25_000)+`{"cells":["a"]}`),
	} {
		tr.refused(400, kanban.BadField, "POST", path, body)
	}
	tr.refused(413, kanban.TooLarge, "POST", path, `{"title":"`+strings.Repeat(" ", 16<<20)+`"}`)
	tr.refused(404, kanban.NotFound, "POST", "/api/boards/nope/sheet", table(text, ""))
	tr.expect(200, "POST", path, table(text, strings.Repeat(`{"cells":["a"]},`, 24_999)+`{"cells":["a"]}`))
}

// BenchmarkSheet makes a workbook of 5,000 rows of 40 columns, from the
// request to its answer.
func BenchmarkSheet(b *testing.B) {
	kinds := []string{"text", "text", "number", "date"}
	cells := []string{`"A title of some length, as they are"`, `"Welfare"`, `1234.5`, `"2027-06-30"`}
	var columns, row []string
	for i := range 40 {
		columns = append(columns, fmt.Sprintf(`{"name":"Column %d","kind":"%s"}`, i, kinds[i%4]))
		row = append(row, cells[i%4])
	}
	rows := strings.Repeat(`,{"cells":[`+strings.Join(row, ",")+`]}`, 5_000)
	body := []byte(`{"format":"xlsx","title":"Portfolio","columns":[` + strings.Join(columns, ",") + `],"rows":[` + rows[1:] + `]}`)
	b.ReportAllocs()
	for b.Loop() {
		_, table, err := readSheet(body)
		if err != nil {
			b.Fatal(err)
		}
		var file bytes.Buffer
		if err := xlsx.Write(&file, table); err != nil {
			b.Fatal(err)
		}
	}
}
