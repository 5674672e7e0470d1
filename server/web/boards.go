package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"takt/server/kanban"
	"takt/server/live"
)

// boards answers GET /api/boards: the boards this person may see.
func (a *App) boards(c *fiber.Ctx) error {
	list, err := a.cfg.Hub.Boards(c.UserContext())
	if err != nil {
		return err
	}
	return sendJSON(c, list)
}

// templates answers GET /api/templates: what a board can begin as, named in the
// language asked for.
func (a *App) templates(c *fiber.Ctx) error {
	type template struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	list := []template{}
	for _, t := range a.cfg.Templates(c.Query("language")) {
		list = append(list, template{t.ID, t.Name})
	}
	return sendJSON(c, list)
}

// createBoard answers POST /api/boards.
func (a *App) createBoard(c *fiber.Ctx) error {
	var name, template, language, copied string
	err := object(c.BodyRaw(), map[string]any{"name": &name, "template": &template, "language": &language, "copy": &copied})
	if err != nil {
		return err
	}
	if copied != "" && template != "" {
		return badField("copy", "a board begins as a copy or from a template, not both")
	}
	begin := func() (kanban.CreateBoard, error) { return a.fromTemplate(c.UserContext(), template, language, name) }
	if copied != "" {
		begin = func() (kanban.CreateBoard, error) { return a.copyOf(c.UserContext(), kanban.BoardID(copied), name) }
	}
	cmd, err := begin()
	if err != nil {
		return err
	}
	return a.create(c, cmd)
}

// create begins a board. A request id in the Idempotency-Key header makes
// asking again harmless: the board's id follows from it, and the second time
// the board is there.
func (a *App) create(c *fiber.Ctx, cmd kanban.CreateBoard) error {
	key := c.Get(idempotencyKey)
	if key != "" {
		cmd.ID = ""
	}
	board, _, err := a.cfg.Hub.Create(c.UserContext(), visitorOf(c).id, key, cmd)
	if err != nil && !doneBefore(key, err) {
		return err
	}
	return a.created(c, board)
}

const idempotencyKey = "Idempotency-Key"

// doneBefore reports whether err says that something was done under a key
// before. That it was something else is nothing to go by: ids and times in
// what a file or a template becomes are others each time.
func doneBefore(key string, err error) bool {
	var refusal *kanban.Refusal
	return key != "" && errors.As(err, &refusal) && refusal.Code == live.IDReused
}

// created answers with a board and where it stands.
func (a *App) created(c *fiber.Ctx, board kanban.BoardID) error {
	room, err := a.cfg.Hub.Room(c.UserContext(), board)
	if err != nil {
		return err
	}
	view, err := room.View(c.UserContext())
	if err != nil {
		return err
	}
	c.Location("/api/boards/" + string(board))
	return sendJSON(c.Status(fiber.StatusCreated), struct {
		ID    kanban.BoardID `json:"id"`
		Seq   uint64         `json:"seq"`
		Epoch string         `json:"epoch"`
	}{board, view.Seq, view.Epoch})
}

func (a *App) fromTemplate(ctx context.Context, template, language, name string) (kanban.CreateBoard, error) {
	if template == "" {
		return kanban.CreateBoard{Name: name}, nil
	}
	for _, t := range a.cfg.Templates(language) {
		if t.ID == template {
			cmd, err := t.Board(ctx, name)
			return cmd, accountProblem(problemOfFile(err))
		}
	}
	return kanban.CreateBoard{}, badField("template", "there is no such template")
}

// copyOf begins a board as another one is now.
func (a *App) copyOf(ctx context.Context, board kanban.BoardID, name string) (kanban.CreateBoard, error) {
	room, err := a.cfg.Hub.Room(ctx, board)
	if errors.Is(err, live.ErrNoBoard) {
		return kanban.CreateBoard{}, badField("copy", "there is no such board")
	}
	if err != nil {
		return kanban.CreateBoard{}, err
	}
	return room.Again(ctx, name)
}

// room returns the open board a request is about.
func (a *App) room(c *fiber.Ctx) (*live.Room, error) {
	id, err := url.PathUnescape(c.Params("board"))
	if err != nil {
		return nil, errNoBoard
	}
	return a.cfg.Hub.Room(c.UserContext(), kanban.BoardID(id))
}

// board answers GET /api/boards/{board}: the whole board, as it is or was.
func (a *App) board(c *fiber.Ctx) error {
	room, err := a.room(c)
	if err != nil {
		return err
	}
	view, err := viewAt(c, room)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Vary(fiber.HeaderAcceptEncoding)
	if unchanged(c, fmt.Sprintf(`"%s-%d"`, view.Epoch, view.Seq)) {
		return nil
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	if len(view.JSON) < worthPacking || !accepts(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Context().Response.SetBodyRaw(view.JSON)
		return nil
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	packed := view.Derived(func(data []byte) any { return pack(data) })
	c.Context().Response.SetBodyRaw(packed.([]byte))
	return nil
}

// viewAt returns the board as "at" asks for it, a revision or a time.
func viewAt(c *fiber.Ctx, room *live.Room) (*live.View, error) {
	at := c.Query("at")
	if at == "" {
		return room.View(c.UserContext())
	}
	if seq, err := strconv.ParseUint(at, 10, 64); err == nil {
		return room.At(c.UserContext(), seq)
	}
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return nil, badField("at", "a revision or a time such as 2026-10-01T08:00:00Z is expected")
	}
	return room.AtTime(c.UserContext(), moment)
}

// How many events one request gets, unless it says otherwise, and at most.
const (
	defaultEvents = 500
	maxEvents     = 5000
)

// readEvents reads on until there are enough: the room bounds each reading.
func readEvents(ctx context.Context, room *live.Room, after uint64, limit int) ([][]byte, error) {
	var list [][]byte
	for len(list) < limit {
		more, err := room.Events(ctx, after+uint64(len(list)), limit-len(list))
		if err != nil || len(more) == 0 {
			return list, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// number reads a whole number of the query.
func number(c *fiber.Ctx, name string, otherwise uint64) (uint64, error) {
	text := c.Query(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, badField(name, "a whole number is expected")
	}
	return n, nil
}

// command answers POST /api/boards/{board}/commands, once the command is durable.
func (a *App) command(c *fiber.Ctx) error {
	room, err := a.room(c)
	if err != nil {
		return err
	}
	id, answer, err := room.DoJSON(c.UserContext(), visitorOf(c).id, c.BodyRaw())
	if err != nil {
		return err
	}
	return sendJSON(c, struct {
		ID    string `json:"id"`
		Seq   uint64 `json:"seq"`
		Epoch string `json:"epoch"`
	}{id, answer.Seq, answer.Epoch})
}

// sendJSON answers with v, which is private to whoever asks.
func sendJSON(c *fiber.Ctx, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return sendBytes(c, data)
}

// sendBytes answers with a JSON text, compressed when that is worth it.
func sendBytes(c *fiber.Ctx, data []byte) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Vary(fiber.HeaderAcceptEncoding)
	if len(data) >= worthPacking && accepts(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		data = pack(data)
	}
	c.Context().Response.SetBodyRaw(data)
	return nil
}
