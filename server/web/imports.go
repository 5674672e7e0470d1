package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"takt/server/account"
	"takt/server/exchange"
	"takt/server/kanban"
	"takt/server/live"
)

// codeBadFile is for a file that cannot be imported; the problem then has the
// place and the advice in "file".
const codeBadFile kanban.Code = "bad_file"

func isImport(uri []byte) bool { return bytes.HasPrefix(uri, []byte("/api/imports")) }

// An upload is what a request for an import holds.
type upload struct {
	name    string
	data    []byte
	options exchange.Options
	room    *live.Room // whose board the cards are added to; nil for a new board
}

// preview answers POST /api/imports/preview: what would become of the file. A
// file that cannot be imported has its reason in the plan.
func (a *App) preview(c *fiber.Ctx) error {
	plan, _, err := a.plan(c)
	var unreadable *exchange.Error
	if err != nil && (plan == nil || !errors.As(err, &unreadable)) {
		return err
	}
	return sendJSON(c, plan)
}

// imports answers POST /api/imports: all of the file, or nothing, becomes a
// board or part of one.
func (a *App) imports(c *fiber.Ctx) error {
	plan, up, err := a.plan(c)
	if err != nil {
		return problemOfFile(err)
	}
	if create, ok := plan.Command.(kanban.CreateBoard); ok {
		return a.create(c, create)
	}
	key := c.Get(idempotencyKey)
	if _, err := up.room.Do(c.UserContext(), visitorOf(c).id, key, plan.Command); err != nil && !doneBefore(key, err) {
		return err
	}
	return a.created(c, kanban.BoardID(c.Query("board")))
}

// plan reads the request and what its file would become. One at a time does:
// a large file takes many times its size while it is read.
func (a *App) plan(c *fiber.Ctx) (*exchange.Plan, upload, error) {
	up, err := a.readUpload(c)
	if err != nil {
		return nil, up, err
	}
	select {
	case a.planning <- struct{}{}:
		defer func() { <-a.planning }()
	case <-c.UserContext().Done():
		return nil, up, c.UserContext().Err()
	}
	plan, err := exchange.Read(up.name, up.data, up.options)
	return plan, up, err
}

func (a *App) readUpload(c *fiber.Ctx) (up upload, err error) {
	if up, err = parseUpload(c.Get(fiber.HeaderContentType), c.BodyRaw()); err != nil {
		return up, err
	}
	up.options.By, up.options.Mint = visitorOf(c).id, live.NewID
	up.options.People = a.withKnown(up.options.People)
	board := c.Query("board")
	if board == "" {
		return up, nil
	}
	if up.room, err = a.cfg.Hub.Room(c.UserContext(), kanban.BoardID(board)); err != nil {
		return up, err
	}
	view, err := up.room.View(c.UserContext())
	if err != nil {
		return up, err
	}
	up.options.Into = view.JSON
	return up, nil
}

// withKnown adds everybody whose name only one person has, so that a file that
// names them means them. What was chosen counts first.
func (a *App) withKnown(chosen map[string]kanban.UserID) map[string]kanban.UserID {
	people, shared := map[string]kanban.UserID{}, map[string]bool{}
	for _, p := range a.cfg.Book.People() {
		if _, known := people[p.Name]; known {
			shared[p.Name] = true
		}
		people[p.Name] = kanban.UserID(p.ID)
	}
	for name := range shared {
		delete(people, name)
	}
	for name, id := range chosen {
		people[name] = id
	}
	return people
}

// parseUpload reads a multipart form of a file and, if need be, options.
func parseUpload(contentType string, body []byte) (up upload, err error) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil || media != "multipart/form-data" {
		return up, problem(codeMediaType, "a multipart/form-data body with a file is expected")
	}
	form := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	seen := map[string]bool{}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) && seen["file"] {
			return up, nil
		}
		if errors.Is(err, io.EOF) {
			return up, badField("file", "missing")
		}
		if err != nil {
			return up, malformed("the form is cut short or malformed")
		}
		name := part.FormName()
		if seen[name] {
			return up, badField(name, "given twice")
		}
		seen[name] = true
		if err := up.take(part); err != nil {
			return up, err
		}
	}
}

// take reads one part of the form.
func (up *upload) take(part *multipart.Part) error {
	data, err := io.ReadAll(part)
	if err != nil {
		return malformed("the form is cut short or malformed")
	}
	switch part.FormName() {
	case "file":
		up.name, up.data = part.FileName(), data
		return nil
	case "options":
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&up.options); err != nil {
			return badField("options", "not the options of an import: "+err.Error())
		}
		return nil
	}
	return badField(part.FormName(), "there is no such field")
}

// problemOfFile tells what is wrong with a file.
func problemOfFile(err error) error {
	var bad *exchange.Error
	if !errors.As(err, &bad) {
		return err
	}
	p := problem(codeBadFile, bad.Error())
	p.File = bad
	return p
}

// export answers GET /api/boards/{board}/export: the board as a file.
func (a *App) export(c *fiber.Ctx) error {
	room, err := a.room(c)
	if err != nil {
		return err
	}
	view, err := viewAt(c, room)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	name := func(id kanban.UserID) string { return a.cfg.Book.Name(account.PersonID(id)) }
	if err := exchange.Write(&file, view.JSON, name); err != nil {
		return fmt.Errorf("web: %w", err)
	}
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s.takt.json"`, c.Params("board")))
	c.Status(http.StatusOK)
	return sendBytes(c, file.Bytes())
}
