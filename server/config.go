package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Config says how a server runs. The tags make each field a flag of the
// command line, with the same name in capitals after TAKT_ as its variable.
type Config struct {
	Data           string    `help:"Directory of the data file. Made when missing." default:"./data" type:"path" placeholder:"DIR"`
	PublicURL      PublicURL `name:"public-url" help:"Address people reach Takt under, such as https://takt.example.org. Needed behind a proxy and for access by host name." placeholder:"URL"`
	TrustedProxies []Network `help:"Addresses or networks of the proxies whose X-Forwarded-For, -Proto and -Host are believed." placeholder:"ADDRESS"`
	MaxFileSize    Size      `help:"The data file grows no further than this, such as 10GiB. 0: as far as the disk." default:"0" placeholder:"SIZE"`
	MessageRate    float64   `help:"Messages and requests a second from one session before it is told to slow down. 0: any number." default:"1000" placeholder:"N"`
	Metrics        Exposure  `help:"Who may read /metrics: local (this machine, not through a proxy), open or off." default:"local" placeholder:"WHO"`
	Example        bool      `help:"Load the example portfolio on the first start." default:"true" negatable:""`
	Language       string    `help:"Language of the example portfolio: en, sv, nb or da." default:"en" enum:"en,sv,nb,da" placeholder:"LANG"`

	Log *slog.Logger `kong:"-"` // required
}

// A PublicURL is the address of the pages: scheme, host and port.
type PublicURL struct{ URL *url.URL }

// UnmarshalText reads an http or https address without a path.
func (p *PublicURL) UnmarshalText(text []byte) error {
	u, err := url.Parse(strings.TrimSuffix(string(text), "/"))
	if err == nil && (u.Scheme == "https" && u.Port() == "443" || u.Scheme == "http" && u.Port() == "80") {
		u.Host = strings.TrimSuffix(u.Host, ":"+u.Port()) // browsers leave it out
	}
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return fmt.Errorf("%q is not an address such as https://takt.example.org", text)
	}
	u.Host = strings.ToLower(u.Host)
	p.URL = u
	return nil
}

// A Network is an address or a network of addresses.
type Network string

// UnmarshalText reads an IP address or a network in CIDR notation.
func (n *Network) UnmarshalText(text []byte) error {
	*n = Network(text)
	if _, _, err := net.ParseCIDR(string(text)); err != nil && net.ParseIP(string(text)) == nil {
		return fmt.Errorf("%q is neither an IP address nor a network such as 10.0.0.0/8", text)
	}
	return nil
}

// An Exposure says who may read something: "local", "open" or "off".
type Exposure string

// UnmarshalText reads one of the three words.
func (e *Exposure) UnmarshalText(text []byte) error {
	switch *e = Exposure(text); *e {
	case "local", "open", "off":
		return nil
	}
	return fmt.Errorf("%q is none of local, open, off", text)
}

// A Size is a number of bytes.
type Size int64

var units = []struct {
	suffix string
	bytes  Size
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1},
}

// UnmarshalText reads a whole number with or without a unit.
func (s *Size) UnmarshalText(text []byte) error {
	for _, u := range units {
		digits, ok := strings.CutSuffix(string(text), u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSpace(digits), 10, 63)
		if err != nil || Size(n) > (1<<63-1)/u.bytes {
			return errBadSize(text)
		}
		*s = Size(n) * u.bytes
		return nil
	}
	return errBadSize(text)
}

func errBadSize(text []byte) error {
	return fmt.Errorf("%q is not a size such as 500MB or 10GiB", text)
}

func (c *Config) proxies() []string {
	list := make([]string, len(c.TrustedProxies))
	for i, n := range c.TrustedProxies {
		list[i] = string(n)
	}
	return list
}

// check refuses what no flag can say but a caller could.
func (c *Config) check() error {
	if c.Data == "" || c.Log == nil {
		return errors.New("server: Config needs Data and Log")
	}
	return nil
}
