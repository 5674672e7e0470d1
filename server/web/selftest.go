package web

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// A sighting is what the server sees of a request, for whoever sets up a proxy
// before it: the page /selftest compares it with what the browser asked for.
type sighting struct {
	Proxied bool     `json:"proxied"`           // some proxy passed the request on
	Trusted bool     `json:"trusted"`           // and its headers are believed
	Host    string   `json:"host"`              // as the request says
	Scheme  string   `json:"scheme"`            // as the server takes it to be
	Client  string   `json:"client"`            // the address the request counts for
	Public  string   `json:"public,omitempty"`  // what the server was told people reach it under
	Missing []string `json:"missing,omitempty"` // headers the proxy does not set, or sets wrong
	Padding string   `json:"padding"`           // long enough to be worth compressing
}

// selftest answers GET /api/selftest. "origin" is what the browser shows as the
// address of the page, such as https://takt.example.
func (a *App) selftest(c *fiber.Ctx) error {
	origin, err := url.Parse(c.Query("origin"))
	if err != nil || origin.Host == "" || origin.Scheme != "http" && origin.Scheme != "https" {
		return badField("origin", "the address of the page is expected, such as https://takt.example")
	}
	return sendJSON(c, a.sight(c, origin))
}

// selftestHold answers GET /api/selftest/hold after "wait", to show whether an
// answer that is held gets through.
func (a *App) selftestHold(c *fiber.Ctx) error {
	wait, err := waitOf(c)
	if err != nil {
		return err
	}
	held := a.hold(wait, func(ctx context.Context) { <-ctx.Done() })
	return sendJSON(c, map[string]bool{"held": held && a.staying.Err() == nil})
}

func (a *App) sight(c *fiber.Ctx, origin *url.URL) sighting {
	s := sighting{
		Proxied: isForwarded(c) || c.Get(fiber.HeaderXForwardedProto) != "" || c.Get(fiber.HeaderXForwardedHost) != "",
		Trusted: c.IsProxyTrusted() && len(a.proxies) > 0,
		Host:    c.Hostname(),
		Scheme:  c.Protocol(),
		Client:  a.client(c),
		Padding: strings.Repeat("takt ", worthPacking/4),
	}
	if a.public != nil {
		s.Public = a.public.Scheme + "://" + a.public.Host
	}
	s.Missing = a.missing(c, s, origin)
	return s
}

// missing names the headers that a proxy has to set and does not. Without a
// proxy there are none, but for a Host that something has changed.
func (a *App) missing(c *fiber.Ctx, s sighting, origin *url.URL) []string {
	var names []string
	if !strings.EqualFold(s.Host, origin.Host) {
		names = append(names, fiber.HeaderHost)
	}
	through := s.Proxied || len(names) > 0 || origin.Scheme == "https" // Takt itself speaks no TLS
	if !through {
		return names
	}
	if !strings.EqualFold(c.Get(fiber.HeaderXForwardedProto), origin.Scheme) {
		names = append(names, fiber.HeaderXForwardedProto)
	}
	if c.Get(fiber.HeaderXForwardedFor) == "" {
		names = append(names, fiber.HeaderXForwardedFor)
	}
	return names
}
