package web

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"takt/server/insight"
	"takt/server/kanban"
	"takt/server/live"
	"takt/server/pace"
)

// changes answers GET /api/boards/{board}/changes: what has come of each card
// since a revision or a time.
func (a *App) changes(c *fiber.Ctx) error {
	room, err := a.room(c)
	if err != nil {
		return err
	}
	now, err := room.View(c.UserContext())
	if err != nil {
		return err
	}
	then, since, err := boardSince(c.UserContext(), room, c.Query("since"), now.Seq)
	if err != nil {
		return err
	}
	board, err := pace.Read(now.JSON)
	if err != nil {
		return err
	}
	list, err := insight.Between(then, board)
	if err != nil {
		return err
	}
	if c.QueryBool("others") {
		me := visitorOf(c).id
		list = slices.DeleteFunc(list, func(change insight.Change) bool { return change.By == me })
	}
	return sendJSON(c, struct {
		Since   uint64           `json:"since"`
		Seq     uint64           `json:"seq"`
		Epoch   string           `json:"epoch"`
		Changes []insight.Change `json:"changes"`
	}{since, now.Seq, now.Epoch, list})
}

// boardSince returns a board as it was at a revision or a time, and the
// revision. Before its beginning it was empty.
func boardSince(ctx context.Context, room *live.Room, since string, now uint64) (*pace.Board, uint64, error) {
	view, err := viewSince(ctx, room, since, now)
	if err != nil || view == nil {
		return &pace.Board{}, 0, err
	}
	board, err := pace.Read(view.JSON)
	return board, view.Seq, err
}

func viewSince(ctx context.Context, room *live.Room, since string, now uint64) (*live.View, error) {
	if seq, err := strconv.ParseUint(since, 10, 64); err == nil {
		if seq == 0 {
			return nil, nil
		}
		return room.At(ctx, min(seq, now))
	}
	at, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return nil, badField("since", "a revision or a time such as 2026-10-01T08:00:00Z is expected")
	}
	view, err := room.AtTime(ctx, at)
	if r, ok := errors.AsType[*kanban.Refusal](err); ok && r.Code == kanban.NotFound {
		return nil, nil
	}
	return view, err
}
