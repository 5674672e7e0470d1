package web

import (
	"bytes"
	"context"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"takt/server/live"
)

// How long a request may wait for something to happen, and how many may at
// once. One too many is answered at once with what there is.
const (
	maxWait    = 55 * time.Second
	maxWaiting = 4096
)

// The position that an answer with events is read at: epochHeader names the
// history, which is another one after a restore, and headHeader its last event.
const (
	epochHeader = "Takt-Epoch"
	headHeader  = "Takt-Seq"
)

// events answers GET /api/boards/{board}/events: what happened, oldest first.
// With "wait" the answer is held until there is something to tell.
func (a *App) events(c *fiber.Ctx) error {
	room, err := a.room(c)
	if err != nil {
		return err
	}
	after, err := number(c, "after", 0)
	if err != nil {
		return err
	}
	limit, err := number(c, "limit", defaultEvents)
	if err != nil {
		return err
	}
	wait, err := waitOf(c)
	if err != nil {
		return err
	}
	a.await(room, after, wait)
	// Before reading, so that what is read is at least as new.
	epoch, head := room.Head()
	ctx, cancel := context.WithTimeout(a.ctx, requestTimeout) // the request's own may be over
	defer cancel()
	list, err := readEvents(ctx, room, after, int(min(limit, maxEvents)))
	if err != nil {
		return err
	}
	c.Set(epochHeader, epoch)
	c.Set(headHeader, strconv.FormatUint(head, 10))
	return sendBytes(c, append(append([]byte{'['}, bytes.Join(list, []byte{','})...), ']'))
}

// waitOf reads how long to wait, a duration such as 25s.
func waitOf(c *fiber.Ctx) (time.Duration, error) {
	text := c.Query("wait")
	if text == "" {
		return 0, nil
	}
	wait, err := time.ParseDuration(text)
	if err != nil || wait < 0 {
		return 0, badField("wait", "a duration such as 25s is expected")
	}
	return min(wait, maxWait), nil
}

// await holds a request until something has happened after an event, until it
// has waited long enough, or until the server ends.
func (a *App) await(room *live.Room, after uint64, wait time.Duration) {
	a.hold(wait, func(ctx context.Context) { room.Await(ctx, after) })
}

// hold runs until with a context that ends after a time, or with the server. It
// reports whether the request could be held at all.
func (a *App) hold(wait time.Duration, until func(context.Context)) bool {
	if wait == 0 {
		return false
	}
	select {
	case a.waiting <- struct{}{}:
		defer func() { <-a.waiting }()
	default:
		return false
	}
	ctx, cancel := context.WithTimeout(a.staying, wait)
	defer cancel()
	until(ctx)
	return true
}
