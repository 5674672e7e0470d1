package web

import (
	"net"
	"net/url"

	"github.com/gofiber/fiber/v2"
)

// fromOurPages refuses a changing request that a page of another site sent.
// Browsers say where a request comes from; what says nothing is not a browser
// and carries no cookie of ours unless its owner put it there.
func (a *App) fromOurPages(c *fiber.Ctx) error {
	if changing(c) && !a.sameOrigin(c) {
		return errForeignOrigin
	}
	return c.Next()
}

// sameOrigin reports whether a request does not come from a page of another
// site. The host in a request is only believed when it is an address or
// localhost, or when any host was allowed: a foreign name that is made to
// resolve to this machine has the right Host header too.
func (a *App) sameOrigin(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return true
	}
	from, err := url.Parse(origin)
	if err != nil || from.Host == "" {
		return false
	}
	if a.public != nil && from.Scheme == a.public.Scheme && from.Host == a.public.Host {
		return true
	}
	return from.Host == c.Hostname() && (a.anyHost.Load() || isAddress(from.Hostname()))
}

func isAddress(host string) bool {
	return host == "localhost" || net.ParseIP(host) != nil
}
