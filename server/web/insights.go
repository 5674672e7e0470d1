package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"takt/server/insight"
	"takt/server/insight/follow"
	"takt/server/kanban"
)

// insights answers GET /api/boards/{board}/insights/{figure}: a figure of how
// work flows, ready to draw, or as a table when the name ends with .csv.
func (a *App) insights(c *fiber.Ctx) error {
	name, asTable := strings.CutSuffix(c.Params("figure"), ".csv")
	cards, err := number(c, "cards", 0)
	if err != nil || cards > 1<<20 {
		return badField("cards", "a whole number is expected")
	}
	var answer insight.Answer
	err = a.look(c, func(f *insight.Fold) (err error) {
		answer, err = f.Ask(name, insight.Query{
			From:   kanban.Date(c.Query("from")),
			To:     kanban.Date(c.Query("to")),
			Lane:   kanban.LaneKey(c.Query("lane")),
			Unit:   kanban.UnitID(c.Query("unit")),
			Step:   c.Query("step"),
			Start:  kanban.StageID(c.Query("start")),
			Finish: kanban.StageID(c.Query("finish")),
			By:     kanban.Date(c.Query("by")),
			Cards:  int(cards),
			Now:    time.Now(),
		})
		return err
	})
	switch {
	case err != nil:
		return err
	case asTable:
		return sendCSV(c, answer)
	}
	return sendJSON(c, answer)
}

// look shows the fold of the board that a request is about.
func (a *App) look(c *fiber.Ctx, do func(*insight.Fold) error) error {
	id, err := url.PathUnescape(c.Params("board"))
	if err != nil {
		return errNoBoard
	}
	err = a.cfg.Insight.Look(c.UserContext(), kanban.BoardID(id), do)
	if errors.Is(err, follow.ErrNoBoard) {
		return errNoBoard
	}
	return err
}

// sendCSV answers with a figure's table, as a file named after it.
func sendCSV(c *fiber.Ctx, answer insight.Answer) error {
	var table bytes.Buffer
	if err := answer.Data.Table().WriteCSV(&table); err != nil {
		return err
	}
	if err := sendBytes(c, table.Bytes()); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8; header=present")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s_%s_%s.csv"`, answer.Figure, answer.From, answer.To))
	return nil
}
