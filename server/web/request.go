package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"takt/server/kanban"
)

// How long a request may wait for its answer; that its client has gone is not
// noticed before (fasthttp does not tell).
const (
	requestTimeout = 15 * time.Second
	importTimeout  = time.Minute
)

// logged gives the request an id, answers its error if it has one, and writes
// its one line to the log. The line has the path but never the query, a body
// or a cookie.
func (a *App) logged(c *fiber.Ctx) error {
	start := time.Now()
	id := a.takeRequestID(c)
	c.Locals("request", id)
	c.Set(fiber.HeaderXRequestID, id)
	if err := c.Next(); err != nil {
		if err := answerProblem(c, a.log, err); err != nil {
			return err
		}
	}
	status, took := c.Response().StatusCode(), time.Since(start)
	a.metrics.request(c, status, took)
	a.log.LogAttrs(c.UserContext(), slog.LevelInfo, "request",
		slog.String("request", id),
		slog.String("method", c.Method()),
		slog.String("path", c.Path()),
		slog.Int("status", status),
		slog.Int("bytes", size(c.Response())),
		slog.Duration("took", took),
		slog.String("from", a.client(c)))
	return nil
}

// size is the length of a response's body. A stream is not looked into.
func size(r *fasthttp.Response) int {
	if r.IsBodyStream() {
		return r.Header.ContentLength()
	}
	return len(r.Body())
}

// unreadable answers what never became a request, or was too large for one.
func (a *App) unreadable(c *fiber.Ctx, err error) error {
	a.setHeaders(c)
	err = answerProblem(c, a.log, err)
	a.log.Info("request not readable", "status", c.Response().StatusCode(), "from", a.client(c))
	return err
}

func (a *App) setHeaders(c *fiber.Ctx) {
	for name, value := range a.headers {
		c.Set(name, value)
	}
}

// takeRequestID takes over the id a trusted proxy gave, or makes one.
func (a *App) takeRequestID(c *fiber.Ctx) string {
	if id := c.Get(fiber.HeaderXRequestID); id != "" && c.IsProxyTrusted() && isRequestID(id) {
		return id
	}
	return rand.Text()
}

func isRequestID(id string) bool {
	for _, b := range []byte(id) {
		if (b < '0' || b > '9') && (b < 'A' || b > 'Z') && (b < 'a' || b > 'z') && b != '-' && b != '_' {
			return false
		}
	}
	return len(id) >= 8 && len(id) <= 64
}

func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals("request").(string)
	return id
}

// bounded gives the request a context that ends with the server or when the
// request has taken too long.
func (a *App) bounded(c *fiber.Ctx) error {
	within := requestTimeout
	switch uri := c.Request().RequestURI(); {
	case isImport(uri), isSheet(uri):
		within = importTimeout
	case isAdmin(uri):
		within = adminTimeout
	}
	ctx, cancel := context.WithTimeout(a.ctx, within)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// guarded sets the headers every answer has, and refuses what is ambiguous
// between a proxy and us: a body that is encoded, or whose length is told twice.
func (a *App) guarded(c *fiber.Ctx) error {
	a.setHeaders(c)
	header := &c.Request().Header
	if e := header.Peek(fiber.HeaderContentEncoding); len(e) > 0 && !bytes.EqualFold(e, []byte("identity")) {
		return problem(codeMediaType, "encoded bodies are not taken; send it as it is")
	}
	if raw := header.RawHeaders(); hasLine(raw, "content-length:") && hasLine(raw, "transfer-encoding:") {
		c.Context().SetConnectionClose()
		return problem(kanban.BadMessage, "the request tells its length twice")
	}
	return c.Next()
}

// hasLine reports whether a header as it was sent has a line of that name,
// which is in lower case and ends with a colon.
func hasLine(raw []byte, name string) bool {
	for line := range bytes.Lines(raw) {
		if len(line) >= len(name) && strings.EqualFold(string(line[:len(name)]), name) {
			return true
		}
	}
	return false
}

// pageHeaders go with every answer; a page's own policy replaces the strictest one.
func pageHeaders(https bool) map[string]string {
	h := map[string]string{
		fiber.HeaderContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
		fiber.HeaderXContentTypeOptions:   "nosniff",
		fiber.HeaderReferrerPolicy:        "same-origin",
		fiber.HeaderXFrameOptions:         "DENY",
		fiber.HeaderPermissionsPolicy:     "camera=(), geolocation=(), microphone=()",
		"Cross-Origin-Opener-Policy":      "same-origin",
		"Cross-Origin-Resource-Policy":    "same-origin",
	}
	if https {
		h[fiber.HeaderStrictTransportSecurity] = "max-age=31536000"
	}
	return h
}

// changing reports whether the request's method changes anything.
func changing(c *fiber.Ctx) bool {
	switch c.Method() {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return false
	}
	return true
}

// outermost answers what Fiber would answer with a text of its own, and keeps
// a panic outside of any handler from ending the process.
func (a *App) outermost(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		defer func() {
			if reason := recover(); reason != nil {
				a.log.Error("panic around a request", "reason", reason, "stack", stack())
				answerRaw(ctx, errInternal)
			}
		}()
		if slices.Contains(fiber.DefaultMethods, string(ctx.Method())) {
			next(ctx)
			return
		}
		answerRaw(ctx, statuses[http.StatusMethodNotAllowed])
	}
}

func answerRaw(ctx *fasthttp.RequestCtx, p *Problem) {
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // a Problem with a fixed text can be encoded
	}
	ctx.ResetBody()
	ctx.SetStatusCode(p.Status)
	ctx.SetContentType(problemType)
	ctx.SetBody(body)
}
