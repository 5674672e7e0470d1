package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"

	"takt/server/exchange"
	"takt/server/kanban"
	"takt/server/live"
	"takt/server/web"
)

// A Client works with the boards of a server for the command line, in the same
// way as any other client of its API.
type Client struct {
	http *http.Client
	stop func() error // ends what was opened for this client; or nil
}

func newClient(dial func(context.Context) (net.Conn, error)) *Client {
	return &Client{http: &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) },
	}}}
}

// Close ends the client.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	if c.stop == nil {
		return nil
	}
	return c.stop()
}

// Errors of an import, which then has changed nothing.
var (
	ErrBadFile   = errors.New("the file cannot be imported")
	ErrBadOption = errors.New("an option is wrong")
)

// Words of an import, for the command line.
type (
	ImportOptions = exchange.Options
	ImportTarget  = exchange.Target
	ImportField   = exchange.Field
	ImportFormat  = exchange.Format
	ImportPlan    = exchange.Plan
	BoardInfo     = live.BoardInfo
)

// Boards lists the boards.
func (c *Client) Boards(ctx context.Context) (list []BoardInfo, err error) {
	err = c.call(ctx, http.MethodGet, "/api/boards", "", nil, &list)
	return list, err
}

// Export writes a board, in Takt's own JSON, to w. The board is named by its
// id or, if only one has it, its name.
func (c *Client) Export(ctx context.Context, board string, w io.Writer) error {
	id, err := c.find(ctx, board)
	if err != nil {
		return err
	}
	response, err := c.do(ctx, http.MethodGet, "/api/boards/"+url.PathEscape(id)+"/export", "", nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(w, response.Body)
	return err
}

// find returns the id of the board that is named.
func (c *Client) find(ctx context.Context, board string) (string, error) {
	list, err := c.Boards(ctx)
	if err != nil {
		return "", err
	}
	var named []string
	for _, b := range list {
		if string(b.ID) == board {
			return board, nil
		}
		if b.Name == board {
			named = append(named, string(b.ID))
		}
	}
	switch len(named) {
	case 0:
		return "", fmt.Errorf("there is no board %q", board)
	case 1:
		return named[0], nil
	}
	return "", fmt.Errorf("%d boards are called %q; name one by its id: %v", len(named), board, named)
}

// A File is what is to be imported, with its name.
type File struct {
	Name    string
	Data    []byte
	Options ImportOptions
	Board   string // id or name of the board it is added to; "" for a board of its own
}

// Preview returns what would become of a file. A file that cannot be imported
// has its reason in the plan.
func (c *Client) Preview(ctx context.Context, f File) (plan ImportPlan, err error) {
	err = c.upload(ctx, "/api/imports/preview", f, &plan)
	return plan, err
}

// Acquaint makes known whom a file names and nobody is known by, and has the
// file's options mean them. plan is what Preview said of the file.
func (c *Client) Acquaint(ctx context.Context, f *File, plan ImportPlan) error {
	people := maps.Clone(f.Options.People)
	if people == nil {
		people = map[string]kanban.UserID{}
	}
	for _, stranger := range plan.People {
		if stranger.Person != "" || stranger.Name == "" {
			continue
		}
		body, err := json.Marshal(map[string]string{"name": stranger.Name})
		if err != nil {
			return err
		}
		var added struct {
			ID kanban.UserID `json:"id"`
		}
		if err := c.call(ctx, http.MethodPost, "/api/people", "application/json", bytes.NewReader(body), &added); err != nil {
			return fmt.Errorf("%s: %w", stranger.Name, err)
		}
		people[stranger.Key] = added.ID
	}
	f.Options.People = people
	return nil
}

// Import makes a board of a file and returns the board's id.
func (c *Client) Import(ctx context.Context, f File) (board string, err error) {
	var made struct {
		ID string `json:"id"`
	}
	err = c.upload(ctx, "/api/imports", f, &made)
	return made.ID, err
}

func (c *Client) upload(ctx context.Context, path string, f File, into any) error {
	if f.Board != "" {
		id, err := c.find(ctx, f.Board)
		if err != nil {
			return err
		}
		path += "?board=" + url.QueryEscape(id)
	}
	options, err := json.Marshal(f.Options)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", f.Name)
	if err != nil {
		return err
	}
	part.Write(f.Data)
	form.WriteField("options", string(options))
	form.Close()
	return c.call(ctx, http.MethodPost, path, form.FormDataContentType(), &body, into)
}

// call sends a request and reads the answer into a value.
func (c *Client) call(ctx context.Context, method, path, contentType string, body io.Reader, into any) error {
	response, err := c.do(ctx, method, path, contentType, body)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(into)
}

// do sends a request. An answer that is a problem is an error, a *web.Problem.
func (c *Client) do(ctx context.Context, method, path, contentType string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://localhost"+path, body)
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := c.http.Do(request)
	if err != nil || response.StatusCode < 400 {
		return response, err
	}
	defer response.Body.Close()
	problem := new(web.Problem)
	if err := json.NewDecoder(response.Body).Decode(problem); err != nil {
		return nil, fmt.Errorf("the server answered %s", response.Status)
	}
	switch bad := problem.File; {
	case bad != nil && bad.Code == exchange.CodeOption:
		return nil, fmt.Errorf("%w: %w", ErrBadOption, bad)
	case bad != nil:
		return nil, fmt.Errorf("%w: %w", ErrBadFile, bad)
	}
	return nil, problem
}
