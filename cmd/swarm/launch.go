package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// launched is a Takt that swarm started itself.
type launched struct {
	api   *api
	child *exec.Cmd
	said  tail
	ended chan error    // has one value once the process is gone
	ready time.Duration // from the start of the process until /readyz said 200
}

// launch starts binary on data and a free port, and waits until it is ready.
func launch(ctx context.Context, binary, data string, args ...string) (*launched, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	s := &launched{api: newAPI("http://" + address), ended: make(chan error, 1)}
	s.child = exec.Command(binary, append([]string{"serve", "--listen", address, "--data", data}, args...)...)
	s.child.Stdout, s.child.Stderr = &s.said, &s.said
	begin := time.Now()
	if err := s.child.Start(); err != nil {
		return nil, err
	}
	go func() { s.ended <- s.child.Wait() }()
	if err := s.awaitReady(ctx); err != nil {
		s.child.Process.Kill()
		return nil, fmt.Errorf("%s: %w\n%s", binary, err, s.said.String())
	}
	s.ready = time.Since(begin)
	return s, nil
}

func (s *launched) process() process { return process{pid: s.child.Process.Pid, api: s.api} }

// startLimit is how long a start may take before it counts as failed.
const startLimit = 30 * time.Second

func (s *launched) awaitReady(ctx context.Context) error {
	for deadline := time.Now().Add(startLimit); time.Now().Before(deadline); sleep(200 * time.Microsecond) {
		if s.isReady(ctx) {
			return nil
		}
		select {
		case err := <-s.ended:
			return fmt.Errorf("ended at once: %w", errors.Join(err, errors.New("not ready")))
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
	}
	return fmt.Errorf("not ready after %s", startLimit)
}

func (s *launched) isReady(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, "GET", s.api.base+"/readyz", nil)
	if err != nil {
		return false
	}
	_, err = s.api.do(req)
	return err == nil
}

// stop asks the server to end and waits until it has.
func (s *launched) stop() error {
	s.api.http.CloseIdleConnections()
	if err := s.child.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-s.ended:
		if err != nil {
			return fmt.Errorf("the server ended with %w\n%s", err, s.said.String())
		}
		return nil
	case <-time.After(15 * time.Second):
		s.child.Process.Kill()
		return errors.New("the server did not end within 15 s")
	}
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// tail keeps the last lines a server wrote. Safe for use by several goroutines.
type tail struct {
	mu  sync.Mutex
	buf bytes.Buffer // guarded by mu
}

const tailSize = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf.Write(p)
	t.buf.Next(max(0, t.buf.Len()-tailSize))
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}

// withServer runs do on a server of its own, on an empty data directory under dir.
func withServer(ctx context.Context, binary, dir string, do func(*launched) error) (err error) {
	data, err := os.MkdirTemp(dir, "swarm-data-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	// One process speaks for all the movers here: the limit per person would be met.
	s, err := launch(ctx, binary, data, "--no-example", "--message-rate", "0")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	return do(s)
}
