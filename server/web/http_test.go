package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"takt/server/kanban"
)

// A lockedWriter may be written to from several goroutines.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

const addCard = `{"id":"k1","cmd":"card.add","card":"c1","lane":"sprint","stage":"proposed","title":"Digital signatures"}`

func TestBoardFromBeginningToEnd(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	done := read[position](t, tr.expect(200, "POST", path+"/commands", addCard))
	if done.ID != "k1" || done.Seq != 2 || done.Epoch == "" {
		t.Fatalf("done %+v", done)
	}
	again := read[position](t, tr.expect(200, "POST", path+"/commands", addCard))
	if again != done {
		t.Errorf("asked again: %+v, want %+v", again, done)
	}
	tr.refused(409, "id_reused", "POST", path+"/commands", strings.Replace(addCard, "Digital", "Analogue", 1))

	whole := tr.expect(200, "GET", path, "")
	board := read[struct {
		position
		Cards []struct{ ID, Title string } `json:"cards"`
	}](t, whole)
	if board.Seq != 2 || len(board.Cards) != 1 || board.Cards[0].Title != "Digital signatures" {
		t.Errorf("board %s", whole.body)
	}
	tag := fmt.Sprintf(`"%s-2"`, done.Epoch)
	if got := whole.Header.Get("ETag"); got != tag {
		t.Errorf("ETag %s, want %s", got, tag)
	}
	if a := tr.expect(304, "GET", path, "", "If-None-Match: W/"+tag); len(a.body) > 0 {
		t.Errorf("304 with a body: %s", a.body)
	}
	tr.expect(200, "GET", path, "", `If-None-Match: "other-1"`)

	list := read[[]position](t, tr.expect(200, "GET", "/api/boards", ""))
	if len(list) != 1 || list[0].Seq != 2 || "/api/boards/"+list[0].ID != path {
		t.Errorf("boards %+v", list)
	}
}

func TestBoardIsBegunOnce(t *testing.T) {
	tr := serve(t)
	begin := func(key string) string {
		return read[position](t, tr.expect(201, "POST", "/api/boards", `{"name":"Portfolio"}`, "Idempotency-Key: "+key)).ID
	}
	if first, again, other := begin("k1"), begin("k1"), begin("k2"); first != again || first == other {
		t.Errorf("begun %s, again %s, another %s", first, again, other)
	}
	tr.refused(400, kanban.BadField, "POST", "/api/boards", `{"name":"x"}`, "Idempotency-Key: two words")
}

func TestBoardAsItWas(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	tr.expect(200, "POST", path+"/commands", addCard)
	if b := tr.expect(200, "GET", path+"?at=1", ""); bytes.Contains(b.body, []byte("Digital signatures")) {
		t.Errorf("revision 1 has the card: %s", b.body)
	}
	now := url.QueryEscape(time.Now().Add(time.Hour).Format(time.RFC3339))
	if b := tr.expect(200, "GET", path+"?at="+now, ""); !bytes.Contains(b.body, []byte("Digital signatures")) {
		t.Errorf("the board as of now lacks the card: %s", b.body)
	}
	tr.refused(404, kanban.NotFound, "GET", path+"?at=99", "")
	tr.refused(404, kanban.NotFound, "GET", path+"?at=2001-01-01T00:00:00Z", "")
	tr.refused(400, kanban.BadField, "GET", path+"?at=yesterday", "")
}

func TestEventsArePaged(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for i := range 9 {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"k%d","cmd":"card.add","lane":"sprint","stage":"proposed","title":"No. %d"}`, i, i))
	}
	type event struct {
		Seq  uint64
		Kind string
	}
	all := read[[]event](t, tr.expect(200, "GET", path+"/events", ""))
	if len(all) != 10 || all[0].Kind != "board.created" || all[9].Seq != 10 {
		t.Fatalf("events %+v", all)
	}
	page := read[[]event](t, tr.expect(200, "GET", path+"/events?after=4&limit=3", ""))
	if len(page) != 3 || page[0].Seq != 5 || page[2].Seq != 7 {
		t.Errorf("events 5 to 7: %+v", page)
	}
	if b := tr.expect(200, "GET", path+"/events?after=10", ""); string(b.body) != "[]" {
		t.Errorf("after the last: %s", b.body)
	}
	tr.refused(400, kanban.BadField, "GET", path+"/events?limit=-1", "")
	tr.refused(400, kanban.BadField, "GET", path+"/events?after=x", "")
}

func TestRefusals(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for name, c := range map[string]struct {
		status             int
		code               kanban.Code
		method, path, body string
	}{
		"not JSON":           {400, kanban.BadMessage, "POST", path + "/commands", `{`},
		"unknown command":    {400, kanban.BadMessage, "POST", path + "/commands", `{"id":"a","cmd":"card.explode"}`},
		"unknown field":      {400, kanban.BadField, "POST", path + "/commands", `{"id":"a","cmd":"board.rename","name":"x","colour":"red"}`},
		"repeated field":     {400, kanban.BadField, "POST", path + "/commands", `{"id":"a","cmd":"board.rename","name":"x","name":"y"}`},
		"wrong case":         {400, kanban.BadField, "POST", path + "/commands", `{"id":"a","cmd":"board.rename","Name":"x"}`},
		"null":               {400, kanban.BadField, "POST", path + "/commands", `{"id":"a","cmd":"board.rename","name":null}`},
		"no such card":       {404, kanban.NotFound, "POST", path + "/commands", `{"id":"a","cmd":"card.archive","card":"nope"}`},
		"nothing to redo":    {409, kanban.NothingToRedo, "POST", path + "/commands", `{"id":"a","cmd":"redo"}`},
		"too long":           {400, kanban.TooLong, "POST", path + "/commands", `{"id":"a","cmd":"board.rename","name":"` + strings.Repeat("x", 999) + `"}`},
		"no such board":      {404, kanban.NotFound, "GET", "/api/boards/nope", ""},
		"odd board":          {404, kanban.NotFound, "GET", "/api/boards/%2E%2E%2Faccount", ""},
		"no such route":      {404, kanban.NotFound, "GET", "/api/nothing", ""},
		"trailing slash":     {404, kanban.NotFound, "GET", "/api/boards/", ""},
		"wrong method":       {405, "method_not_allowed", "DELETE", "/api/boards", ""},
		"unknown method":     {405, "method_not_allowed", "BREW", "/api/boards", ""},
		"unknown name field": {400, kanban.BadField, "POST", "/api/boards", `{"name":"x","size":3}`},
		"no such template":   {400, kanban.BadField, "POST", "/api/boards", `{"name":"x","template":"nope"}`},
		"name given twice":   {400, kanban.BadField, "POST", "/api/session", `{"name":"x","name":"y"}`},
		"name null":          {400, kanban.BadField, "POST", "/api/session", `{"name":null}`},
		"name in capitals":   {400, kanban.BadField, "POST", "/api/session", `{"NAME":"x"}`},
		"name and more":      {400, kanban.BadMessage, "POST", "/api/session", `{"name":"x"}{}`},
		"name an array":      {400, kanban.BadMessage, "POST", "/api/session", `["x"]`},
		"empty name":         {400, kanban.BadField, "POST", "/api/people", `{"name":"  "}`},
		"large body":         {413, kanban.TooLarge, "POST", path + "/commands", strings.Repeat(" ", maxBody+1)},
	} {
		t.Run(name, func(t *testing.T) {
			tr := *tr
			tr.t = t
			tr.refused(c.status, c.code, c.method, c.path, c.body)
		})
	}
	if strings.Contains(tr.log.String(), "request failed") {
		t.Errorf("a refusal counts as an internal error:\n%s", tr.log)
	}
}

func TestNothingEchoesTheRequest(t *testing.T) {
	tr := serve(t)
	conn, r := dialRaw(t, tr.host())
	fmt.Fprintf(conn, "GET /api/boards HTTP/1.1\r\nHost: %s\r\nCookie: takt_session=secret\r\nbad header line\r\n\r\n", tr.host())
	response := expectStatus(t, r, 400)
	if body, err := io.ReadAll(response.Body); err != nil || bytes.Contains(body, []byte("secret")) {
		t.Errorf("body %s, error %v", body, err)
	}
	if response.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("header %v", response.Header)
	}
	tr.expect(200, "GET", "/api/boards?token=secret", "", "Cookie: takt_session=secret")
	if strings.Contains(tr.log.String(), "secret") {
		t.Errorf("the log has a secret:\n%s", tr.log)
	}
}

func TestAmbiguousBodiesAreRefused(t *testing.T) {
	tr := serve(t)
	path := tr.board() + "/commands"
	tr.refused(415, "unsupported_media_type", "POST", path, addCard, "Content-Encoding: gzip")
	conn, r := dialRaw(t, tr.host())
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", path, tr.host())
	if response := expectStatus(t, r, 400); !response.Close {
		t.Error("the connection stays open")
	}
	tr.refused(431, kanban.TooLarge, "GET", "/api/boards", "", "X-Long: "+strings.Repeat("x", 2*maxHeader))
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	tr := serve(t)
	for _, path := range []string{"/", "/api/boards", "/api/nothing", "/assets/app-3f2a.js"} {
		h := tr.ask("GET", path, "").Header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Request-Id") == "" || h.Get("Server") != "" {
			t.Errorf("%s: header %v", path, h)
		}
	}
}

func TestRequestID(t *testing.T) {
	tr := serve(t, func(c *setup) { c.TrustedProxies = []string{"127.0.0.1"} })
	if got := tr.ask("GET", "/healthz", "", "X-Request-Id: from-the-proxy").Header.Get("X-Request-Id"); got != "from-the-proxy" {
		t.Errorf("the proxy's id became %q", got)
	}
	if got := tr.ask("GET", "/healthz", "", "X-Request-Id: a b\"c;;;;").Header.Get("X-Request-Id"); len(got) < 20 || strings.Contains(got, "b") {
		t.Errorf("an odd id became %q", got)
	}
	if got := serve(t).ask("GET", "/healthz", "", "X-Request-Id: from-anybody").Header.Get("X-Request-Id"); got == "from-anybody" {
		t.Error("anybody's id is taken over")
	}
}

func TestClientAddress(t *testing.T) {
	tr := serve(t, func(c *setup) { c.TrustedProxies = []string{"127.0.0.0/8", "10.0.0.1"} })
	tr.ask("GET", "/healthz", "", "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.0.0.1")
	if !strings.Contains(tr.log.String(), "from=192.0.2.7") {
		t.Errorf("log:\n%s", tr.log)
	}
	tr = serve(t)
	tr.ask("GET", "/healthz", "", "X-Forwarded-For: 6.6.6.6")
	if !strings.Contains(tr.log.String(), "from=127.0.0.1") {
		t.Errorf("log:\n%s", tr.log)
	}
}

func TestOrigin(t *testing.T) {
	public, err := url.Parse("https://takt.example.org")
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t, func(c *setup) { c.PublicURL = public })
	for name, c := range map[string]struct {
		allowed bool
		header  []string
	}{
		"no browser":           {true, nil},
		"public page":          {true, []string{"Origin: https://takt.example.org", "Sec-Fetch-Site: same-origin"}},
		"own address":          {true, []string{"Origin: " + tr.base}},
		"typed":                {true, []string{"Sec-Fetch-Site: none"}},
		"other site":           {false, []string{"Origin: https://evil.example"}},
		"public without TLS":   {false, []string{"Origin: http://takt.example.org"}},
		"no origin":            {false, []string{"Origin: null"}},
		"sibling site":         {false, []string{"Sec-Fetch-Site: same-site"}},
		"cross-site":           {false, []string{"Sec-Fetch-Site: cross-site"}},
		"name that leads here": {false, []string{"Origin: http://evil.example", "Host: evil.example"}},
	} {
		t.Run(name, func(t *testing.T) {
			tr := *tr
			tr.t = t
			if c.allowed {
				tr.expect(201, "POST", "/api/boards", `{"name":"x"}`, c.header...)
				return
			}
			tr.refused(403, "foreign_origin", "POST", "/api/boards", `{"name":"x"}`, c.header...)
			tr.refused(403, "foreign_origin", "DELETE", "/api/session", "", c.header...)
		})
	}
}

// A server that other machines reach, and that was not told its address, takes
// the name it is called by.
func TestOriginByAnyName(t *testing.T) {
	tr := serve(t)
	tr.expect(200, "GET", "/healthz", "") // by now it has begun to serve
	tr.app.anyHost.Store(true)
	tr.expect(201, "POST", "/api/boards", `{"name":"x"}`, "Origin: http://srv:8080", "Host: srv:8080")
	tr.refused(403, "foreign_origin", "POST", "/api/boards", `{"name":"x"}`, "Origin: http://evil.example", "Host: srv:8080")
}

func TestSessions(t *testing.T) {
	tr := serve(t)
	type me struct{ You, Name string }
	if got := read[me](t, tr.expect(200, "GET", "/api/session", "")); got != (me{"guest", ""}) {
		t.Errorf("before: %+v", got)
	}
	in := tr.expect(201, "POST", "/api/session", `{"name":"Åsa Öberg"}`)
	ann := read[me](t, in)
	if ann.Name != "Åsa Öberg" || ann.You == "guest" {
		t.Errorf("signed in: %+v", ann)
	}
	cookie := in.Header.Get("Set-Cookie")
	for _, part := range []string{"takt_session=", "HttpOnly", "SameSite=Lax", "path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	if strings.Contains(strings.ToLower(cookie), "secure") {
		t.Errorf("cookie %q is secure over plain HTTP", cookie)
	}
	if got := read[me](t, tr.expect(200, "POST", "/api/session", `{"name":"Åsa Ek"}`)); got != (me{ann.You, "Åsa Ek"}) {
		t.Errorf("renamed: %+v", got)
	}
	if got := read[me](t, tr.expect(200, "GET", "/api/session", "")); got != (me{ann.You, "Åsa Ek"}) {
		t.Errorf("later: %+v", got)
	}
	tr.expect(201, "POST", "/api/people", `{"name":"Bo"}`)
	if people := read[[]map[string]string](t, tr.expect(200, "GET", "/api/people", "")); len(people) != 2 {
		t.Errorf("people %v", people)
	}
	tr.expect(204, "DELETE", "/api/session", "")
	if got := read[me](t, tr.expect(200, "GET", "/api/session", "")); got.You != "guest" {
		t.Errorf("signed out: %+v", got)
	}
}

func TestEndedSession(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	stale := "Cookie: takt_session=no-longer-known"
	tr.refused(401, "signed_out", "POST", path+"/commands", addCard, stale)
	tr.expect(200, "GET", path, "", stale)
	a := tr.expect(200, "GET", "/api/session", "", stale)
	if c := a.Header.Get("Set-Cookie"); !strings.Contains(c, "takt_session=;") {
		t.Errorf("the cookie is not taken back: %q", c)
	}
	tr.expect(201, "POST", "/api/session", `{"name":"Ann"}`, stale)
}

func TestCookieIsSecureUnderHTTPS(t *testing.T) {
	public, err := url.Parse("https://takt.example.org")
	if err != nil {
		t.Fatal(err)
	}
	tr := serve(t, func(c *setup) { c.PublicURL = public })
	a := tr.expect(201, "POST", "/api/session", `{"name":"Ann"}`)
	if c := a.Header.Get("Set-Cookie"); !strings.Contains(c, "secure") {
		t.Errorf("cookie %q", c)
	}
	if a.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no Strict-Transport-Security")
	}
}

func TestTooManyRequests(t *testing.T) {
	tr := serve(t, func(c *setup) { c.MessageRate = 0.001 })
	for range rateBurst {
		if !tr.app.rate.allow("127.0.0.1", time.Now()) {
			t.Fatal("refused too early")
		}
	}
	tr.refused(429, "too_many", "POST", "/api/boards", `{"name":"x"}`)
	tr.expect(200, "GET", "/api/boards", "")
	if !tr.app.rate.allow("192.0.2.1", time.Now()) {
		t.Error("one client's rate is another's")
	}
}

func TestLimitsForgetIdleClients(t *testing.T) {
	l := newLimits(1, 2)
	start := time.Now()
	for i := range 100 {
		l.allow(fmt.Sprint(i), start)
	}
	l.allow("later", start.Add(2*idleBucket))
	if n := len(l.byKey); n != 1 {
		t.Errorf("%d buckets", n)
	}
}

func TestAssets(t *testing.T) {
	tr := serve(t)
	for name, c := range map[string]struct {
		path, accept, body, encoding, cache string
	}{
		"page":             {"/", "", "<!doctype html><title>Takt</title>", "", "no-store"},
		"page compressed":  {"/", "gzip, br", "brotli page", "br", "no-store"},
		"page of a board":  {"/b/x7/c/y9", "gzip", "<!doctype html><title>Takt</title>", "", "no-store"},
		"hashed plain":     {"/assets/app-3f2a.js", "", "console.log('plain')", "", "public, max-age=31536000, immutable"},
		"hashed br":        {"/assets/app-3f2a.js", "gzip, deflate, br", "brotli", "br", "public, max-age=31536000, immutable"},
		"hashed gzip":      {"/assets/app-3f2a.js", "gzip;q=0.5, br;q=0", "gzip", "gzip", "public, max-age=31536000, immutable"},
		"worker":           {"/sw.js", "br", "// worker", "", "no-store"},
		"unhashed":         {"/icon.svg", "br", "<svg/>", "", "no-cache"},
		"query is ignored": {"/icon.svg?v=1", "", "<svg/>", "", "no-cache"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := *tr
			tr.t = t
			a := tr.expect(200, "GET", c.path, "", "Accept-Encoding: "+c.accept)
			h := a.Header
			if string(a.body) != c.body || h.Get("Content-Encoding") != c.encoding || h.Get("Cache-Control") != c.cache || h.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%q, header %v", a.body, h)
			}
		})
	}
	page := tr.ask("GET", "/import", "").Header
	if page.Get("Content-Type") != "text/html; charset=utf-8" || page.Get("Content-Security-Policy") != pagePolicy {
		t.Errorf("page header %v", page)
	}
	if worker := tr.ask("GET", "/sw.js", "").Header; worker.Get("Content-Security-Policy") != workerPolicy || worker.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("worker header %v", worker)
	}
	tag := tr.ask("GET", "/icon.svg", "").Header.Get("ETag")
	tr.expect(304, "GET", "/icon.svg", "", "If-None-Match: "+tag)
	for _, path := range []string{"/assets/gone-1.js", "/assets/", "/favicon.ico", "/assets/app-3f2a.js.br", "/b/../../etc/passwd.txt", "/%2e%2e/index.html"} {
		tr.refused(404, kanban.NotFound, "GET", path, "")
	}
	tr.refused(404, kanban.NotFound, "POST", "/", "")
}

func TestBoardIsCompressedOnce(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for i := range 40 {
		tr.expect(200, "POST", path+"/commands", fmt.Sprintf(`{"id":"k%d","cmd":"card.add","lane":"sprint","stage":"proposed","title":"No. %d"}`, i, i))
	}
	plain := tr.expect(200, "GET", path, "")
	packed := tr.expect(200, "GET", path, "", "Accept-Encoding: gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("Vary") != "Accept-Encoding" || packed.Header.Get("ETag") != plain.Header.Get("ETag") {
		t.Fatalf("header %v", packed.Header)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(unpacked); err != nil || !bytes.Equal(got, plain.body) {
		t.Errorf("unpacks to %.100s, error %v", got, err)
	}
}

func TestHealth(t *testing.T) {
	tr := serve(t)
	tr.expect(200, "GET", "/healthz", "")
	tr.expect(200, "GET", "/readyz", "")
	if a := tr.expect(200, "HEAD", "/healthz", ""); len(a.body) > 0 {
		t.Errorf("HEAD is answered with %q", a.body)
	}
	if err := tr.hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	tr.expect(200, "GET", "/healthz", "")
	tr.refused(503, "unavailable", "GET", "/readyz", "")
}

func TestMetricsAreForThisMachine(t *testing.T) {
	tr := serve(t)
	tr.board()
	a := tr.expect(200, "GET", "/metrics", "")
	for _, line := range []string{`takt_http_requests_total{method="POST",route="/api/boards",status="201"} 1`, "takt_sockets 0"} {
		if !bytes.Contains(a.body, []byte(line)) {
			t.Errorf("metrics lack %s", line)
		}
	}
	tr.refused(404, kanban.NotFound, "GET", "/metrics", "", "X-Forwarded-For: 192.0.2.7")
	open := serve(t, func(c *setup) { c.Metrics = "open" })
	open.expect(200, "GET", "/metrics", "", "X-Forwarded-For: 192.0.2.7")
	off := serve(t, func(c *setup) { c.Metrics = "off" })
	off.refused(404, kanban.NotFound, "GET", "/metrics", "")
}

func TestCloseDoesNotWaitForSilence(t *testing.T) {
	tr := serve(t)
	var silent []net.Conn
	for range 3 {
		conn, _ := dialRaw(t, tr.host())
		silent = append(silent, conn)
	}
	tr.expect(200, "GET", "/healthz", "") // by then the others have been accepted
	start := time.Now()
	if err := tr.app.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("closing took %v", took)
	}
	for _, conn := range silent {
		if _, err := io.Copy(io.Discard, conn); err != nil {
			t.Errorf("a silent connection is still open: %v", err)
		}
	}
}
