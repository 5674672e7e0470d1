package web

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"takt/server/account"
	"takt/server/kanban"
)

// guest is the person all visitors without a session share.
const guest kanban.UserID = "guest"

// sessionCookie holds the token of a session. Only the browser has it.
const sessionCookie = "takt_session"

// How many new people one address may bring a second, and at once: a whole
// organisation can share an address.
const (
	signInRate  = 5
	signInBurst = 200
)

// rateBurst is how many requests that change something may come at once.
const rateBurst = 2000

// A visitor is who makes a request.
type visitor struct {
	id         kanban.UserID
	name       string
	credential string // the token they signed in with; "" for a guest
}

// identify says who makes a request. The error is errSignedOut when the session
// in the cookie has ended; the visitor is then a guest.
func (a *App) identify(c *fiber.Ctx) (visitor, error) {
	token := c.Cookies(sessionCookie)
	if token == "" {
		return visitor{id: guest}, nil
	}
	p, ok := a.cfg.Book.ByToken(token)
	if !ok {
		return visitor{id: guest}, errSignedOut
	}
	return visitor{kanban.UserID(p.ID), p.Name, token}, nil
}

// allowed finds out who makes a request, and refuses one too many that changes
// something. It comes before every route of the API.
func (a *App) allowed(c *fiber.Ctx) error {
	who, err := a.identify(c)
	if err != nil && changing(c) && c.Path() != "/api/session" {
		return err
	}
	key := who.credential
	if key == "" {
		key = a.client(c)
	}
	if changing(c) && !a.rate.allow(key, time.Now()) {
		return errTooMany
	}
	c.Locals("visitor", who)
	return c.Next()
}

func visitorOf(c *fiber.Ctx) visitor { return c.Locals("visitor").(visitor) }

// me answers who the visitor is.
type me struct {
	You  kanban.UserID `json:"you"`
	Name string        `json:"name"`
}

// session answers GET /api/session. A cookie that lets nobody in is taken back.
func (a *App) session(c *fiber.Ctx) error {
	who := visitorOf(c)
	if who.credential == "" && c.Cookies(sessionCookie) != "" {
		a.setCookie(c, "", -1)
	}
	return sendJSON(c, me{who.id, who.name})
}

// signIn answers POST /api/session: a guest becomes a new person, anybody else
// gets another name.
func (a *App) signIn(c *fiber.Ctx) error {
	name, err := readName(c)
	if err != nil {
		return err
	}
	if who := visitorOf(c); who.credential != "" {
		p, err := a.cfg.Book.Rename(c.UserContext(), account.PersonID(who.id), name)
		return a.introduce(c, p, err)
	}
	if !a.signIns.allow(a.client(c), time.Now()) {
		return errTooMany
	}
	p, token, err := a.cfg.Book.SignIn(c.UserContext(), name)
	if err == nil {
		a.setCookie(c, token, int(account.Lifetime/time.Second))
		c.Status(fiber.StatusCreated)
	}
	return a.introduce(c, p, err)
}

// introduce tells everybody a person's name, and answers with it.
func (a *App) introduce(c *fiber.Ctx, p account.Person, err error) error {
	if err != nil {
		return accountProblem(err)
	}
	a.cfg.Hub.Introduce(kanban.UserID(p.ID), p.Name)
	return sendJSON(c, me{kanban.UserID(p.ID), p.Name})
}

// signOut answers DELETE /api/session and ends the session's sockets.
func (a *App) signOut(c *fiber.Ctx) error {
	if who := visitorOf(c); who.credential != "" {
		if err := a.cfg.Book.SignOut(c.UserContext(), who.credential); err != nil {
			return accountProblem(err)
		}
		a.cfg.Hub.SignOut(who.credential)
	}
	a.setCookie(c, "", -1)
	return c.SendStatus(fiber.StatusNoContent)
}

func (a *App) setCookie(c *fiber.Ctx, token string, maxAge int) {
	c.Cookie(&fiber.Cookie{
		Name:     sessionCookie,
		Value:    token,
		Path:     "/",
		MaxAge:   maxAge,
		HTTPOnly: true,
		SameSite: fiber.CookieSameSiteLaxMode,
		Secure:   a.public != nil && a.public.Scheme == "https" || c.Protocol() == "https",
	})
}

// people answers GET /api/people.
func (a *App) people(c *fiber.Ctx) error { return sendJSON(c, a.cfg.Book.People()) }

// addPerson answers POST /api/people: somebody who may never sign in, such as
// the owner of a card.
func (a *App) addPerson(c *fiber.Ctx) error {
	name, err := readName(c)
	if err != nil {
		return err
	}
	p, err := a.cfg.Book.Add(c.UserContext(), name)
	if err != nil {
		return accountProblem(err)
	}
	a.cfg.Hub.Introduce(kanban.UserID(p.ID), p.Name)
	return sendJSON(c.Status(fiber.StatusCreated), p)
}

func readName(c *fiber.Ctx) (name string, err error) {
	err = object(c.BodyRaw(), map[string]any{"name": &name})
	return name, err
}

// accountProblem puts an error of the book into words for clients.
func accountProblem(err error) error {
	var name *account.NameError
	switch {
	case errors.As(err, &name):
		return &kanban.Refusal{Code: kanban.BadField, Message: name.Error(), Missing: []string{"name"}}
	case errors.Is(err, account.ErrCrowded):
		return problem(kanban.TooLarge, "there are too many people; ask whoever runs this server")
	case errors.Is(err, account.ErrNobody):
		return errSignedOut
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errNotInTime
	}
	return err
}
