package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// poster moves cards by HTTP, one after the other on a connection of its own: an
// importer or another program, which does not watch the board.
type poster struct {
	// Constant.
	index, every int // posts moves index, index+every, …
	ledger       *ledger
	head         string // of the request, up to the value of Content-Length

	// Owned by post, to be read after it has returned.
	hand      hand
	conn      net.Conn
	answers   *bufio.Reader
	command   []byte
	request   []byte
	tally     tally
	refused   int
	complaint error
}

// newPoster connects to the server of a.
func newPoster(ctx context.Context, a *api, b *board, l *ledger, t ticket, index, every int) (*poster, error) {
	base, err := url.Parse(a.base)
	if err != nil {
		return nil, err
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", base.Host)
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf("POST /api/boards/%s/commands HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: ", url.PathEscape(b.ID), base.Host)
	return &poster{index: index, every: every, ledger: l, head: head, hand: newHand(t, index, b), conn: conn, answers: bufio.NewReader(conn)}, nil
}

// post sends the next move as soon as the one before is answered, until the end
// of the round or the first failure.
func (p *poster) post(ctx context.Context) {
	for n := p.index; p.complaint == nil && ctx.Err() == nil; n += p.every {
		now := p.ledger.clock.now()
		if now >= p.ledger.until {
			return
		}
		p.ledger.open(n, now)
		if p.complaint = p.ask(n); p.complaint == nil {
			p.ledger.acked(n, p.ledger.clock.now(), &p.tally)
		}
	}
}

func (p *poster) ask(n int) error {
	p.command = p.hand.command(p.command[:0], n)
	p.request = fmt.Appendf(append(p.request[:0], p.head...), "%d\r\n\r\n", len(p.command))
	p.request = append(p.request, p.command...)
	p.conn.SetDeadline(time.Now().Add(time.Minute))
	if _, err := p.conn.Write(p.request); err != nil {
		return err
	}
	answer, err := http.ReadResponse(p.answers, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		p.refused++
		err = fmt.Errorf("%s: %.200s", answer.Status, body)
	}
	return err
}
