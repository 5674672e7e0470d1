package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// localSocket is the unix socket within the data directory. Whoever can open
// it may do what the owner of the data may.
const localSocket = "takt.sock"

const socketDirs = ".takt-*" // where the socket is made

// maxSocketPath is how long the path of a unix socket can be on every system.
const maxSocketPath = 100

// listenLocal listens on the local socket. The caller holds the journal, so a
// socket that is there was left by a process that died. It gets its name only
// once nobody else can open it.
func listenLocal(dir string) (net.Listener, error) {
	path := filepath.Join(dir, localSocket)
	private, err := os.MkdirTemp(dir, socketDirs) // mode 0700
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(private)
	hidden := filepath.Join(private, "s")
	if len(hidden) > maxSocketPath || len(path) > maxSocketPath {
		return nil, fmt.Errorf("the path %s is too long for a socket", path)
	}
	ln, err := net.Listen("unix", hidden)
	if err != nil {
		return nil, err
	}
	ln.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := errors.Join(os.Chmod(hidden, 0o600), os.Rename(hidden, path)); err != nil {
		ln.Close()
		return nil, err
	}
	return localListener{ln, path}, nil
}

// A localListener takes the socket's name away when it is closed.
type localListener struct {
	net.Listener
	path string
}

func (l localListener) Close() error {
	os.Remove(l.path)
	return l.Listener.Close()
}

// dialLocal connects to the server that runs on a data directory. The error
// matches errNotRunning when there is none.
func dialLocal(ctx context.Context, dir string) (net.Conn, error) {
	path := filepath.Join(dir, localSocket)
	if len(path) > maxSocketPath {
		return nil, errNotRunning
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", path)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, errNotRunning
	}
	return conn, err
}

var errNotRunning = errors.New("no server runs on this data directory")
