package web

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"reflect"
	"strings"
	"testing"

	"takt/server/exchange"
	"takt/server/kanban"
	"takt/server/live"
)

const trello = `{"id":"b","name":"Digital","lists":[{"id":"l1","name":"Backlog"},{"id":"l2","name":"Doing"}],
"cards":[{"id":"c1","name":"Signatures","idList":"l1","desc":"Sign **here**"},{"id":"c2","name":"Archive","idList":"l2"}]}`

// formOf is a multipart body and its content type, as a header line.
func formOf(t *testing.T, name, file, options string) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(file)); err != nil {
		t.Fatal(err)
	}
	if options != "" {
		if err := w.WriteField("options", options); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), "Content-Type: " + w.FormDataContentType()
}

func TestImport(t *testing.T) {
	tr := serve(t)
	body, kind := formOf(t, "digital.json", trello, `{"name":"Digital 2027","lists":{"Doing":{"lane":"sprint","stage":"running"}}}`)
	plan := read[exchange.Plan](t, tr.expect(200, "POST", "/api/imports/preview", body, kind))
	if plan.Name != "Digital 2027" || plan.Cards != 2 || plan.Problem != nil {
		t.Errorf("plan %+v", plan)
	}
	if list := read[[]position](t, tr.expect(200, "GET", "/api/boards", "")); len(list) != 0 {
		t.Errorf("the preview made %+v", list)
	}
	made := tr.expect(201, "POST", "/api/imports", body, kind, "Idempotency-Key: once")
	first := read[position](t, made)
	again := read[position](t, tr.expect(201, "POST", "/api/imports", body, kind, "Idempotency-Key: once"))
	if again != first {
		t.Errorf("imported %+v and again %+v", first, again)
	}
	if made.Header.Get("Location") != "/api/boards/"+first.ID {
		t.Errorf("header %v", made.Header)
	}
	board := tr.expect(200, "GET", "/api/boards/"+first.ID, "")
	if !bytes.Contains(board.body, []byte(`"stage":"running"`)) {
		t.Errorf("board %s", board.body)
	}
}

func TestImportIntoABoard(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	body, kind := formOf(t, "digital.json", trello, "")
	id := strings.TrimPrefix(path, "/api/boards/")
	made := read[position](t, tr.expect(201, "POST", "/api/imports?board="+id, body, kind, "Idempotency-Key: once"))
	again := read[position](t, tr.expect(201, "POST", "/api/imports?board="+id, body, kind, "Idempotency-Key: once"))
	if made.ID != id || again != made {
		t.Errorf("imported into %+v and again %+v", made, again)
	}
	if b := tr.expect(200, "GET", path, ""); !bytes.Contains(b.body, []byte("Signatures")) {
		t.Errorf("board %s", b.body)
	}
	tr.refused(404, kanban.NotFound, "POST", "/api/imports?board=nope", body, kind)
}

func TestImportNamesPeople(t *testing.T) {
	tr := serve(t)
	tr.expect(201, "POST", "/api/people", `{"name":"Bo Ek"}`)
	tr.expect(201, "POST", "/api/people", `{"name":"Ann"}`)
	tr.expect(201, "POST", "/api/people", `{"name":"Ann"}`)
	known := tr.app.withKnown(map[string]kanban.UserID{"Chosen": "c"})
	if len(known) != 2 || known["Bo Ek"] == "" || known["Chosen"] != "c" {
		t.Errorf("known %v", known)
	}
}

func TestExportAndBack(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	tr.expect(200, "POST", path+"/commands", addCard)
	file := tr.expect(200, "GET", path+"/export", "")
	if d := file.Header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; filename=") {
		t.Errorf("Content-Disposition %q", d)
	}
	body, kind := formOf(t, "copy.json", string(file.body), "")
	made := read[position](t, tr.expect(201, "POST", "/api/imports", body, kind))
	if b := tr.expect(200, "GET", "/api/boards/"+made.ID, ""); !bytes.Contains(b.body, []byte("Digital signatures")) {
		t.Errorf("board %s", b.body)
	}
}

// TestImportOfAnArchivedBoard imports a board with a gate and a decision of its
// own, which was archived: it comes back as it was.
func TestImportOfAnArchivedBoard(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	tr.expect(200, "POST", path+"/commands", addCard)
	for i, cmd := range []string{
		`"cmd":"body.add","body":"council","name":"Council of Nordvik"`,
		`"cmd":"gate.add","gate":"g1","lane":"marathon","stage":"need","name":"Door","body":"council"`,
		`"cmd":"entry.set","card":"c1","list":"decisions","entry":{"id":"d1","gate":"g1","body":"council","outcome":"approved"}`,
		`"cmd":"board.archive"`,
	} {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"a%d",%s}`, i, cmd))
	}
	body, kind := formOf(t, "copy.json", string(tr.expect(200, "GET", path+"/export", "").body), "")
	made := read[position](t, tr.expect(201, "POST", "/api/imports", body, kind))
	type board struct {
		Archived             bool
		Gates, Bodies, Cards any
	}
	before, after := read[board](t, tr.expect(200, "GET", path, "")), read[board](t, tr.expect(200, "GET", "/api/boards/"+made.ID, ""))
	if !after.Archived || !reflect.DeepEqual(before, after) {
		t.Errorf("before %+v\nafter  %+v", before, after)
	}
	for _, info := range read[[]live.BoardInfo](t, tr.expect(200, "GET", "/api/boards", "")) {
		if !info.Archived {
			t.Errorf("listed as %+v", info)
		}
	}
	commands := "/api/boards/" + made.ID + "/commands"
	tr.refused(409, kanban.IsArchived, "POST", commands, `{"id":"x","cmd":"board.rename","name":"Y"}`)
	tr.expect(200, "POST", commands, `{"id":"y","cmd":"board.restore"}`)
}

func TestImportRefusals(t *testing.T) {
	tr := serve(t)
	good, kind := formOf(t, "digital.json", trello, "")
	tr.refused(415, "unsupported_media_type", "POST", "/api/imports", trello, "Content-Type: application/json")
	tr.refused(400, kanban.BadMessage, "POST", "/api/imports", good[:len(good)/2], kind)
	tr.refused(400, kanban.BadField, "POST", "/api/imports", strings.Replace(good, `name="file"`, `name="files"`, 1), kind)
	tr.refused(413, kanban.TooLarge, "POST", "/api/imports", strings.Repeat("x", maxFile+2*multipartRoom), kind)
	odd, kind := formOf(t, "digital.json", trello, `{"colour":"red"}`)
	tr.refused(400, kanban.BadField, "POST", "/api/imports", odd, kind)

	picture, kind := formOf(t, "photo.png", "\x89PNG\r\n\x1a\n\x00\x00", "")
	p := tr.refused(422, codeBadFile, "POST", "/api/imports", picture, kind)
	if p.File == nil || p.File.Message == "" {
		t.Errorf("problem %+v", p)
	}
	plan := read[exchange.Plan](t, tr.expect(200, "POST", "/api/imports/preview", picture, kind))
	if plan.Problem == nil {
		t.Errorf("plan %+v", plan)
	}
}
