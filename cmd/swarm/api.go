package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// api speaks Takt's public wire. Safe for use by several goroutines.
type api struct {
	base     string // without a trailing slash
	http     *http.Client
	readings *library // of what its sockets were sent
}

func newAPI(base string) *api {
	return &api{
		base:     strings.TrimRight(base, "/"),
		readings: new(library),
		http: &http.Client{
			Timeout:   time.Minute,
			Transport: &http.Transport{MaxIdleConnsPerHost: 8, DisableCompression: true},
		},
	}
}

// board is what swarm reads of a board.
type board struct {
	ID    string `json:"id"`
	Epoch string `json:"epoch"`
	Seq   uint64 `json:"seq"`
	Lanes []struct {
		Key    string `json:"key"`
		Stages []struct {
			ID string `json:"id"`
		} `json:"stages"`
	} `json:"lanes"`
	Cards []struct {
		ID string `json:"id"`
	} `json:"cards"`
}

// place is where a card can be.
type place struct{ lane, stage string }

func (b *board) places() []place {
	var places []place
	for _, lane := range b.Lanes {
		for _, stage := range lane.Stages {
			places = append(places, place{lane.Key, stage.ID})
		}
	}
	return places
}

func (a *api) createBoard(ctx context.Context, name string) (id string, err error) {
	var made struct {
		ID string `json:"id"`
	}
	err = a.call(ctx, "POST", "/api/boards", map[string]any{"name": name}, &made)
	return made.ID, err
}

func (a *api) board(ctx context.Context, id string) (*board, error) {
	b := new(board)
	return b, a.call(ctx, "GET", "/api/boards/"+url.PathEscape(id), nil, b)
}

// command sends one command and returns once it is durable.
func (a *api) command(ctx context.Context, board string, command map[string]any) error {
	return a.call(ctx, "POST", "/api/boards/"+url.PathEscape(board)+"/commands", command, nil)
}

func (a *api) call(ctx context.Context, method, path string, body, answer any) error {
	data, err := a.raw(ctx, method, path, body)
	if err != nil || answer == nil {
		return err
	}
	if err := json.Unmarshal(data, answer); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

func (a *api) raw(ctx context.Context, method, path string, body any) ([]byte, error) {
	var content io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		content = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, a.base+path, content)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return a.do(req)
}

// do returns the body of an answer of 200 or 201, undecoded.
func (a *api) do(req *http.Request) ([]byte, error) {
	resp, err := a.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", req.Method, req.URL.Path, err)
	}
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusCreated {
		return nil, fmt.Errorf("%s %s: %s: %.300s", req.Method, req.URL.Path, resp.Status, data)
	}
	return data, nil
}

// dial opens a socket on board. With deflate it offers compression, as browsers do.
func (a *api) dial(ctx context.Context, board string, deflate bool) (*websocket.Conn, error) {
	dialer := websocket.Dialer{
		Subprotocols:      []string{"takt.v1"},
		ReadBufferSize:    1 << 10, // for the handshake; a wire has its own
		WriteBufferSize:   1 << 10,
		HandshakeTimeout:  30 * time.Second,
		EnableCompression: deflate,
		NetDialContext:    (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
	}
	address := "ws" + strings.TrimPrefix(a.base, "http") + "/api/boards/" + url.PathEscape(board) + "/socket"
	conn, resp, err := dialer.DialContext(ctx, address, nil)
	if err != nil && resp != nil {
		return nil, fmt.Errorf("socket: %w: %s", err, resp.Status)
	}
	if err != nil {
		return nil, fmt.Errorf("socket: %w", err)
	}
	conn.EnableWriteCompression(false)
	return conn, nil
}
