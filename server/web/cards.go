package web

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"takt/server/kanban"
	"takt/server/live"
)

// defaultPassages is how much of a card's history one request gets, unless it
// says otherwise.
const defaultPassages = 50

// cardHistory answers GET /api/boards/{board}/cards/{card}/history: what
// happened to a card, newest first.
func (a *App) cardHistory(c *fiber.Ctx) error {
	room, err := a.room(c)
	if err != nil {
		return err
	}
	card := kanban.CardID(c.Params("card"))
	if !kanban.ValidID(string(card)) {
		return badField("card", "an id is 1 to 64 of a-z, 0-9 and -")
	}
	before, err := number(c, "before", 0)
	if err != nil {
		return err
	}
	limit, err := number(c, "limit", defaultPassages)
	if err != nil {
		return err
	}
	events, more, err := room.CardHistory(c.UserContext(), card, before, int(min(limit, live.MaxPassages)))
	if err != nil {
		return err
	}
	if events == nil {
		events = []json.RawMessage{}
	}
	return sendJSON(c, struct {
		Events []json.RawMessage `json:"events"`
		More   bool              `json:"more"`
	}{events, more})
}
