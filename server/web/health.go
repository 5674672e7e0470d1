package web

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"takt/server/live"
)

// healthz answers GET /healthz: the process lives.
func (a *App) healthz(c *fiber.Ctx) error { return sendText(c, "ok\n") }

// readyz answers GET /readyz: boards can be served.
func (a *App) readyz(c *fiber.Ctx) error {
	if a.ctx.Err() != nil {
		return problem(live.Unavailable, "the server is ending")
	}
	if err := a.cfg.Hub.Ready(c.UserContext()); err != nil {
		a.log.Error("not ready", "err", err)
		return problem(live.Unavailable, "boards cannot be served now")
	}
	return sendText(c, "ready\n")
}

func sendText(c *fiber.Ctx, text string) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString(text)
}

// metricsPage answers GET /metrics, to those who may read it. A proxy on this
// machine makes everybody local, so what a proxy passed on is not.
func (a *App) metricsPage() fiber.Handler {
	page := adaptor.HTTPHandler(promhttp.HandlerFor(a.cfg.Registry, promhttp.HandlerOpts{}))
	return func(c *fiber.Ctx) error {
		local := c.Context().RemoteIP().IsLoopback() && !isForwarded(c)
		if a.cfg.Metrics == "open" || a.cfg.Metrics == "local" && local {
			return page(c)
		}
		return errNoPage
	}
}
