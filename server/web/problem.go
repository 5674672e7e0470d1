package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"takt/server/exchange"
	"takt/server/journal"
	"takt/server/kanban"
	"takt/server/live"
)

const problemType = "application/problem+json"

// A Problem is an error as it goes to clients: application/problem+json after
// RFC 9457, with a code that stays the same across versions and languages.
type Problem struct {
	Type    string         `json:"type"` // "urn:takt:problem:" and the code
	Title   string         `json:"title"`
	Status  int            `json:"status"`
	Detail  string         `json:"detail"`
	Code    kanban.Code    `json:"code"`
	Missing []string       `json:"missing,omitempty"` // fields that are missing or wrong
	Current map[string]any `json:"current,omitempty"` // what the fields hold now

	File *exchange.Error `json:"file,omitempty"` // what is wrong with a file, and where
}

func (p *Problem) Error() string { return p.Detail }

// Codes of what can go wrong around a command; what can go wrong with one is in
// packages kanban and live.
const (
	codeSignedOut     kanban.Code = "signed_out"
	codeForeignOrigin kanban.Code = "foreign_origin"
	codeNoMethod      kanban.Code = "method_not_allowed"
	codeMediaType     kanban.Code = "unsupported_media_type"
	codeTimeout       kanban.Code = "timeout"
	codeInternal      kanban.Code = "internal"
)

// codes gives every code its HTTP status and its title.
var codes = map[kanban.Code]struct {
	status int
	title  string
}{
	kanban.BadMessage:    {http.StatusBadRequest, "Not understood"},
	kanban.BadField:      {http.StatusBadRequest, "A field is missing or wrong"},
	kanban.TooLong:       {http.StatusBadRequest, "Too long"},
	kanban.NotFound:      {http.StatusNotFound, "Not found"},
	kanban.Exists:        {http.StatusConflict, "Exists already"},
	kanban.StageNotEmpty: {http.StatusConflict, "The stage is not empty"},
	kanban.LastStage:     {http.StatusConflict, "The last stage of a lane stays"},
	kanban.IsArchived:    {http.StatusConflict, "Archived"},
	kanban.Conflict:      {http.StatusConflict, "Changed by somebody else meanwhile"},
	kanban.BuiltOn:       {http.StatusConflict, "Somebody has built on the step since"},
	kanban.NothingToUndo: {http.StatusConflict, "Nothing to undo"},
	kanban.NothingToRedo: {http.StatusConflict, "Nothing to redo"},
	kanban.NotYours:      {http.StatusForbidden, "Not yours"},
	kanban.TooLarge:      {http.StatusRequestEntityTooLarge, "Too large"},
	live.IDReused:        {http.StatusConflict, "The request id was used for something else"},
	codeSignedOut:        {http.StatusUnauthorized, "Signed out"},
	live.TooManyMessages: {http.StatusTooManyRequests, "Too many requests"},
	live.Unavailable:     {http.StatusServiceUnavailable, "Not available now"},
	live.UnknownOutcome:  {http.StatusServiceUnavailable, "Outcome unknown"},
	codeForeignOrigin:    {http.StatusForbidden, "From another site"},
	codeNoMethod:         {http.StatusMethodNotAllowed, "Method not allowed"},
	codeMediaType:        {http.StatusUnsupportedMediaType, "Media type not supported"},
	codeBadFile:          {http.StatusUnprocessableEntity, "The file cannot be imported"},
	codeTimeout:          {http.StatusRequestTimeout, "Took too long"},
	codeInternal:         {http.StatusInternalServerError, "Internal error"},
}

func problem(code kanban.Code, detail string) *Problem {
	c, ok := codes[code]
	if !ok {
		c = codes[codeInternal]
	}
	return &Problem{Type: "urn:takt:problem:" + string(code), Title: c.title, Status: c.status, Detail: detail, Code: code}
}

// Problems whose text is always the same.
var (
	errForeignOrigin = problem(codeForeignOrigin, "this request comes from a page of another site; if Takt is reached under another address, start it with --public-url")
	errNoHandshake   = problem(kanban.BadMessage, "this address answers websocket handshakes only (RFC 6455, version 13)")
	errSignedOut     = problem(codeSignedOut, "this session has ended; sign in again")
	errTooMany       = problem(live.TooManyMessages, "too many requests; wait a moment")
	errNoBoard       = problem(kanban.NotFound, "there is no such board")
	errNoPage        = problem(kanban.NotFound, "there is nothing at this address")
	errNotBuilt      = problem(live.Unavailable, "this server was built without its page; the API works")
	errInternal      = problem(codeInternal, "something went wrong in the server; its log says what")
	errNotInTime     = problem(live.Unavailable, "the server did not get to it in time; try again")
	errFull          = problem(live.Unavailable, "the server's disk is full; nothing was changed, try again later")
)

// statuses gives the errors of Fiber and fasthttp fixed texts: their own quote
// the request, cookies included.
var statuses = map[int]*Problem{
	http.StatusBadRequest:                  problem(kanban.BadMessage, "the request is malformed"),
	http.StatusForbidden:                   errForeignOrigin,
	http.StatusNotFound:                    errNoPage,
	http.StatusMethodNotAllowed:            problem(codeNoMethod, "this address does not answer that method"),
	http.StatusRequestTimeout:              problem(codeTimeout, "the request did not arrive in time"),
	http.StatusRequestEntityTooLarge:       problem(kanban.TooLarge, "the request is too large"),
	http.StatusRequestHeaderFieldsTooLarge: withStatus(problem(kanban.TooLarge, "the header of the request is too large"), http.StatusRequestHeaderFieldsTooLarge),
	http.StatusBadGateway:                  problem(kanban.BadMessage, "the request is malformed"),
}

func withStatus(p *Problem, status int) *Problem {
	p.Status = status
	return p
}

// problemOf says how err is told to clients. What it does not know is an
// internal error.
func problemOf(err error) *Problem {
	var known *Problem
	var refusal *kanban.Refusal
	var fiberError *fiber.Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &refusal):
		return problemOfRefusal(refusal)
	case errors.As(err, &fiberError):
		if p, ok := statuses[fiberError.Code]; ok {
			return p
		}
		return errInternal
	case errors.Is(err, live.ErrNoBoard):
		return errNoBoard
	case errors.Is(err, journal.ErrFull):
		return errFull
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errNotInTime
	default:
		return errInternal
	}
}

func problemOfRefusal(r *kanban.Refusal) *Problem {
	p := problem(r.Code, r.Message)
	p.Missing, p.Current = r.Missing, r.Current
	return p
}

// answerProblem writes err as the response. Only what clients are not told goes
// to the log.
func answerProblem(c *fiber.Ctx, log *slog.Logger, err error) error {
	p := problemOf(err)
	if p.Status == http.StatusInternalServerError {
		log.Error("request failed", "method", c.Method(), "route", c.Route().Path, "err", err, "request", requestID(c))
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, "1")
	}
	c.Response().ResetBody()
	c.Set(fiber.HeaderContentType, problemType)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(p.Status).Send(body)
}
