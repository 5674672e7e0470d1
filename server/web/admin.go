package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/gofiber/fiber/v2"
)

// A Keeper looks after the data while it is served.
type Keeper struct {
	// Backup returns a copy of the data and its size in bytes.
	Backup func(context.Context) (io.ReadCloser, int64, error)
	// Verify returns what a check of all data found.
	Verify func(context.Context) (any, error)
}

// adminTimeout bounds what looking after the data may take.
const adminTimeout = time.Hour

// adminRoutes is what only the owner of the data reaches.
func (a *App) adminRoutes() []route {
	return []route{
		{"POST", "/admin/backup", a.backup},
		{"POST", "/admin/verify", a.verify},
	}
}

func isAdmin(path []byte) bool { return bytes.HasPrefix(path, []byte("/admin/")) }

// backup answers POST /admin/backup with a copy of the data. Its length is told
// beforehand, so one that is cut short is noticed.
func (a *App) backup(c *fiber.Ctx) error {
	data, size, err := a.cfg.Keeper.Backup(c.UserContext())
	if err != nil {
		return failedChore(err)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	return c.SendStream(data, int(size))
}

// verify answers POST /admin/verify.
func (a *App) verify(c *fiber.Ctx) error {
	report, err := a.cfg.Keeper.Verify(c.UserContext())
	if err != nil {
		return failedChore(err)
	}
	return sendJSON(c, report)
}

// failedChore tells an error whole: who asks owns the data.
func failedChore(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return errNotInTime
	}
	return problem(codeInternal, err.Error())
}
