package web

import (
	"net"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// networks parses addresses and networks; what is neither is left out.
func networks(list []string) []*net.IPNet {
	var parsed []*net.IPNet
	for _, s := range list {
		if ip := net.ParseIP(s); ip != nil {
			bits := 8 * len(ip)
			parsed = append(parsed, &net.IPNet{IP: ip, Mask: net.CIDRMask(bits, bits)})
		} else if _, network, err := net.ParseCIDR(s); err == nil {
			parsed = append(parsed, network)
		}
	}
	return parsed
}

// client returns the address a request comes from. Each proxy adds the address
// it was called from at the end of X-Forwarded-For, so what counts is the last
// one that is not a proxy of ours; whatever is before it, the client made up.
func (a *App) client(c *fiber.Ctx) string {
	ip := c.Context().RemoteIP()
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0 && a.isProxy(ip); i-- {
		hop := net.ParseIP(strings.TrimSpace(hops[i]))
		if hop == nil {
			break
		}
		ip = hop
	}
	return ip.String()
}

func (a *App) isProxy(ip net.IP) bool {
	for _, network := range a.proxies {
		if network.Contains(ip) {
			return true
		}
	}
	return false
}

// isForwarded reports whether any proxy, trusted or not, passed the request on.
func isForwarded(c *fiber.Ctx) bool {
	for _, name := range []string{fiber.HeaderXForwardedFor, fiber.HeaderForwarded, "X-Real-Ip", fiber.HeaderVia} {
		if c.Get(name) != "" {
			return true
		}
	}
	return false
}
