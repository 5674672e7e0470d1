package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"takt/server/kanban"
)

func TestSelftest(t *testing.T) {
	tr := serve(t, func(s *setup) {
		s.TrustedProxies = []string{"127.0.0.1"}
		s.PublicURL = &url.URL{Scheme: "https", Host: "takt.example"}
	})
	host := strings.TrimPrefix(tr.base, "http://")
	for name, c := range map[string]struct {
		origin, missing string
		header          []string
	}{
		"no proxy":        {"http://" + host, "", nil},
		"all is set":      {"https://takt.example", "", []string{"Host: takt.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.7"}},
		"nothing is set":  {"https://takt.example", "Host X-Forwarded-Proto X-Forwarded-For", nil},
		"host is changed": {"https://takt.example", "Host", []string{"X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.7"}},
		"no scheme":       {"https://takt.example", "X-Forwarded-Proto", []string{"Host: takt.example", "X-Forwarded-For: 192.0.2.7"}},
		"wrong scheme":    {"https://takt.example", "X-Forwarded-Proto", []string{"Host: takt.example", "X-Forwarded-Proto: http", "X-Forwarded-For: 192.0.2.7"}},
		"no address":      {"https://takt.example", "X-Forwarded-For", []string{"Host: takt.example", "X-Forwarded-Proto: https"}},
	} {
		t.Run(name, func(t *testing.T) {
			tr := *tr
			tr.t = t
			s := read[sighting](t, tr.expect(200, "GET", "/api/selftest?origin="+url.QueryEscape(c.origin), "", c.header...))
			if got := strings.Join(s.Missing, " "); got != c.missing {
				t.Errorf("missing %q, want %q", got, c.missing)
			}
			if s.Public != "https://takt.example" || !s.Trusted {
				t.Errorf("%+v", s)
			}
			if slices.Contains(c.header, "X-Forwarded-For: 192.0.2.7") && s.Client != "192.0.2.7" {
				t.Errorf("client %s", s.Client)
			}
		})
	}
	for _, origin := range []string{"", "takt.example", "ftp://takt.example"} {
		tr.refused(400, kanban.BadField, "GET", "/api/selftest?origin="+url.QueryEscape(origin), "")
	}
	packed := tr.expect(200, "GET", "/api/selftest?origin=http://"+host, "", "Accept-Encoding: gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("header %v", packed.Header)
	}
}

func TestSelftestHold(t *testing.T) {
	tr := serve(t)
	start := time.Now()
	a := tr.expect(200, "GET", "/api/selftest/hold?wait=120ms", "")
	if took := time.Since(start); string(a.body) != `{"held":true}` || took < 120*time.Millisecond {
		t.Errorf("%s after %v", a.body, took)
	}
	if a := tr.expect(200, "GET", "/api/selftest/hold", ""); string(a.body) != `{"held":false}` {
		t.Errorf("%s", a.body)
	}
	tr.refused(400, kanban.BadField, "GET", "/api/selftest/hold?wait=long", "")
}

func TestSelftestWithoutTrust(t *testing.T) {
	tr := serve(t)
	s := read[sighting](t, tr.expect(200, "GET", "/api/selftest?origin="+tr.base, "", "X-Forwarded-For: 192.0.2.7"))
	if !s.Proxied || s.Trusted || s.Client != "127.0.0.1" || s.Public != "" {
		t.Errorf("%+v", s)
	}
}
