package web

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"takt/server/kanban"
	"takt/server/pace"
)

// outlook answers GET /api/boards/{board}/outlook: what there is to see to on
// a day. The day is asked for, as it is another one in another time zone.
func (a *App) outlook(c *fiber.Ctx) error {
	on := kanban.Date(c.Query("on"))
	if _, err := time.Parse(time.DateOnly, string(on)); err != nil {
		return badField("on", "a day such as 2026-12-31 is expected")
	}
	room, err := a.room(c)
	if err != nil {
		return err
	}
	view, err := viewAt(c, room)
	if err != nil {
		return err
	}
	board, err := pace.Read(view.JSON)
	if err != nil {
		return fmt.Errorf("web: outlook: %w", err)
	}
	return sendJSON(c, board.Outlook(on))
}

// The years there is a calendar for, and how many one request gets at most.
const (
	firstYear = 2005
	lastYear  = 2200
	maxYears  = 50
)

// calendar answers GET /api/calendar/{country}: the days on which no time
// limit ends, besides Saturdays and Sundays. They change with the law only.
func (a *App) calendar(c *fiber.Ctx) error {
	country := pace.Country(c.Params("country"))
	if !country.Known() {
		return badField("country", "there is a calendar for SE, NO and DK")
	}
	from, err := year(c, "from")
	if err != nil {
		return err
	}
	to, err := year(c, "to")
	if err != nil {
		return err
	}
	if to < from || to-from >= maxYears {
		return badField("to", fmt.Sprintf("1 to %d years are expected", maxYears))
	}
	days := []pace.Day{}
	for y := from; y <= to; y++ {
		days = append(days, country.Holidays(y)...)
	}
	err = sendJSON(c, struct {
		Country pace.Country `json:"country"`
		Days    []pace.Day   `json:"days"`
	}{country, days})
	c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
	return err
}

func year(c *fiber.Ctx, name string) (int, error) {
	n, err := number(c, name, 0)
	if err != nil || n < firstYear || n > lastYear {
		return 0, badField(name, fmt.Sprintf("a year from %d to %d is expected", firstYear, lastYear))
	}
	return int(n), nil
}
