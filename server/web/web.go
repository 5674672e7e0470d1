// Package web serves Takt over HTTP: the API, the socket that keeps browsers
// in step, the built client, and what operations look at.
//
// It promises clients what openapi.json and SOCKET.md, beside this file, say.
// It decides nothing about boards: every change goes through [live.Room], and
// every answer that says a change was made says it after it was made durable.
//
// # Who may do what
//
// A request is from the person its session cookie belongs to, and else from
// the shared person "guest". A request that changes something, and the socket,
// must come from a page of this server or from no page at all. Local requests,
// from the unix socket that only the owner of the data can open, may also do
// what is below /admin.
//
// # What a request may cost
//
// Bodies, headers, messages and the rate of both are bounded, and so is the
// time a request takes; a slow or silent client holds up nobody else. No panic
// in a request or on a socket ends the process.
package web

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/valyala/fasthttp"

	"takt/server/account"
	"takt/server/exchange"
	"takt/server/insight/follow"
	"takt/server/kanban"
	"takt/server/live"
)

// Config says what is served, and to whom.
type Config struct {
	Hub       *live.Hub
	Book      *account.Book
	Insight   *follow.Follower
	Assets    fs.FS                            // the built client, or nil
	Templates func(language string) []Template // nil for none
	Keeper    Keeper
	Log       *slog.Logger
	Registry  *prometheus.Registry

	PublicURL      *url.URL // where people reach the pages; nil for the address that is listened on
	TrustedProxies []string // addresses and networks
	Metrics        string   // who may read /metrics: "local", "open" or "off"
	MessageRate    float64  // requests a second that change something, from one session; 0 for any number
}

// A Template is what a new board can begin as. Board makes the board of it,
// under a name or, when that is empty, its own.
type Template struct {
	ID, Name string
	Board    func(ctx context.Context, name string) (kanban.CreateBoard, error)
}

// An App is Takt on the web. It answers requests from any number of listeners.
type App struct {
	// Constant after New.
	cfg      Config
	log      *slog.Logger
	public   *url.URL
	proxies  []*net.IPNet
	headers  map[string]string
	rate     *limits // of requests that change something
	signIns  *limits // of new people, by address
	metrics  *metrics
	site     *fiber.App    // what everybody reaches
	local    *fiber.App    // the same, and /admin
	planning chan struct{} // full while an import is read
	writing  chan struct{} // full while a table becomes a file
	waiting  chan struct{} // one for each request that waits for events
	upgrader *websocket.Upgrader

	anyHost atomic.Bool // no public URL is known and other machines reach us

	open    connections
	ctx     context.Context // ends when Wait begins
	end     context.CancelFunc
	staying context.Context // ends when Close begins
	part    context.CancelFunc
	sockets sync.WaitGroup
}

// Bounds of a request. A body for import is larger by what multipart adds. A
// body that is too large is read up to half as much again, or to readBody, so
// that the client hears why it is refused; beyond, the line is cut.
const (
	maxBody       = 64 << 10
	readBody      = 1 << 20
	maxFile       = exchange.MaxFile
	multipartRoom = 64 << 10
	maxHeader     = 16 << 10
	readTimeout   = 15 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 60 * time.Second
)

// New returns an App that serves nothing yet.
func New(cfg Config) *App {
	if cfg.Templates == nil {
		cfg.Templates = func(string) []Template { return nil }
	}
	a := &App{
		cfg:      cfg,
		log:      cfg.Log,
		public:   cfg.PublicURL,
		proxies:  networks(cfg.TrustedProxies),
		headers:  pageHeaders(cfg.PublicURL != nil && cfg.PublicURL.Scheme == "https"),
		rate:     newLimits(cfg.MessageRate, rateBurst),
		signIns:  newLimits(min(cfg.MessageRate, signInRate), signInBurst),
		metrics:  newMetrics(cfg.Registry),
		upgrader: newUpgrader(),
	}
	a.open.set = map[net.Conn]struct{}{}
	a.planning, a.writing = make(chan struct{}, 1), make(chan struct{}, 1)
	a.waiting = make(chan struct{}, maxWaiting)
	a.ctx, a.end = context.WithCancel(context.Background())
	a.staying, a.part = context.WithCancel(a.ctx)
	a.site, a.local = a.newFiber(maxFile), a.newFiber(exchange.MaxTaktFile)
	a.route(a.site, a.routes())
	a.route(a.local, append(a.routes(), a.adminRoutes()...))
	return a
}

// route adds routes to f, and whatever else is a page.
func (a *App) route(f *fiber.App, routes []route) {
	for _, r := range routes {
		f.Add(r.method, r.path, a.allowed, r.handle)
		if r.method == fiber.MethodGet {
			f.Add(fiber.MethodHead, r.path, a.allowed, r.handle)
		}
	}
	f.Use(a.page)
}

// newFiber returns a Fiber app that has everything but routes. Its server lets
// sockets be kept (see upgrade) and takes large bodies for files alone.
func (a *App) newFiber(maxFile int) *fiber.App {
	f := fiber.New(fiber.Config{
		Immutable:                    true, // or every string kept past its request changes
		CaseSensitive:                true,
		StrictRouting:                true,
		DisableStartupMessage:        true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    readBody,
		ReadBufferSize:               maxHeader,
		ReadTimeout:                  readTimeout,
		WriteTimeout:                 writeTimeout,
		IdleTimeout:                  idleTimeout,
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               a.cfg.TrustedProxies,
		ErrorHandler:                 a.unreadable,
	})
	f.Server().KeepHijackedConns = true
	f.Server().Handler = a.outermost(f.Handler())
	f.Server().ConnState = a.open.follow
	f.Server().HeaderReceived = func(header *fasthttp.RequestHeader) fasthttp.RequestConfig {
		return bounds(header.RequestURI(), maxFile)
	}
	f.Use(a.logged, recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: a.panicked}), a.guarded, bodyOf(maxFile), a.fromOurPages, a.bounded)
	return f
}

// bodyOf refuses bodies that are too large.
func bodyOf(maxFile int) fiber.Handler {
	return func(c *fiber.Ctx) error {
		most := maxBody
		switch uri := c.Request().RequestURI(); {
		case isImport(uri):
			most = maxFile + multipartRoom
		case isSheet(uri):
			most = maxSheet
		}
		if len(c.BodyRaw()) > most {
			return statuses[fiber.StatusRequestEntityTooLarge]
		}
		return c.Next()
	}
}

// bounds says what a request to a URI may take.
func bounds(uri []byte, maxFile int) fasthttp.RequestConfig {
	switch {
	case isImport(uri):
		return fasthttp.RequestConfig{MaxRequestBodySize: maxFile + maxFile/2, ReadTimeout: importTimeout}
	case isSheet(uri):
		return fasthttp.RequestConfig{MaxRequestBodySize: maxSheet + maxSheet/2, ReadTimeout: importTimeout}
	case isAdmin(uri):
		return fasthttp.RequestConfig{WriteTimeout: adminTimeout}
	}
	return fasthttp.RequestConfig{}
}

func (a *App) panicked(c *fiber.Ctx, reason any) {
	a.log.Error("panic in a request", "reason", reason, "request", requestID(c), "stack", stack())
}

// Serve answers requests from ln until Close. It returns nil after Close.
func (a *App) Serve(ln net.Listener) error {
	a.anyHost.Store(a.public == nil && !isLoopback(ln.Addr()))
	return a.serve(a.site, ln)
}

// ServeLocal answers requests from ln, which only the owner of the data
// reaches, until Close. They may also do what is below /admin.
func (a *App) ServeLocal(ln net.Listener) error { return a.serve(a.local, ln) }

func (a *App) serve(f *fiber.App, ln net.Listener) error {
	if err := f.Listener(ln); err != nil && !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// Close stops taking requests and waits for those under way; what waits for
// events is answered. Sockets go on
// until their rooms send them away, which closing the hub does; Wait waits for
// that.
func (a *App) Close(ctx context.Context) error {
	a.part()
	return errors.Join(a.shutDown(ctx, a.site), a.shutDown(ctx, a.local))
}

// Wait ends what Close and the hub left: sockets that have joined no board. It
// returns when the last socket is closed, or with the error of ctx.
func (a *App) Wait(ctx context.Context) error {
	a.end()
	done := make(chan struct{})
	go func() {
		a.sockets.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
