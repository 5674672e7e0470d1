package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"takt/server/journal"
	"takt/server/journal/bolt"
)

// Errors of a data file, to be told apart by whoever looks after it.
var (
	ErrDamaged = journal.ErrCorrupt    // it does not hold what was once written to it
	ErrInUse   = journal.ErrLocked     // another process has it open
	ErrForeign = journal.ErrNotJournal // it is empty, cut short or of another program
	ErrNewer   = journal.ErrFormat     // it was written by a newer Takt
)

func dataFile(data string) string { return filepath.Join(data, journalFile) }

// Verify checks all data, through the server that runs on it if there is one.
// What is damaged is in the report and no error.
func Verify(ctx context.Context, data string) (Report, error) {
	c, err := dialRunning(ctx, data)
	if errors.Is(err, errNotRunning) {
		r, err := bolt.Verify(ctx, dataFile(data))
		return reportOf(r), err
	}
	if err != nil {
		return Report{}, err
	}
	defer c.Close()
	var r Report
	err = c.call(ctx, http.MethodPost, "/admin/verify", "", nil, &r)
	return r, err
}

// VerifyBackup checks a file that Backup has written.
func VerifyBackup(ctx context.Context, file string) (Report, error) {
	r, err := bolt.Verify(ctx, file)
	return reportOf(r), err
}

// Backup writes a verified copy of the data to file, which appears whole or
// not at all, through the server that runs on the data if there is one.
func Backup(ctx context.Context, data, file string) (Report, error) {
	c, err := dialRunning(ctx, data)
	if errors.Is(err, errNotRunning) {
		return backupStopped(ctx, data, file)
	}
	if err != nil {
		return Report{}, err
	}
	defer c.Close()
	return c.backup(ctx, file)
}

func backupStopped(ctx context.Context, data, file string) (Report, error) {
	j, err := bolt.Open(dataFile(data), bolt.Options{ReadOnly: true})
	if err != nil {
		return Report{}, err
	}
	defer j.Close()
	r, err := j.BackupFile(ctx, file)
	return reportOf(r), err
}

// backup fetches a copy and puts it in place once it was found whole.
func (c *Client) backup(ctx context.Context, file string) (Report, error) {
	dir, err := os.MkdirTemp(filepath.Dir(file), ".takt-backup-*")
	if err != nil {
		return Report{}, err
	}
	defer os.RemoveAll(dir)
	temp := filepath.Join(dir, journalFile)
	if err := c.fetch(ctx, "/admin/backup", temp); err != nil {
		return Report{}, err
	}
	r, err := bolt.Verify(ctx, temp)
	if err = errors.Join(err, r.Err()); err != nil {
		return Report{}, err
	}
	return reportOf(r), os.Rename(temp, file)
}

// fetch saves an answer durably.
func (c *Client) fetch(ctx context.Context, path, file string) error {
	response, err := c.do(ctx, http.MethodPost, path, "", nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, response.Body)
	return errors.Join(err, f.Sync(), f.Close())
}

// Restored says what Restore has done.
type Restored struct {
	Report        // of the data as they are now
	Kept   string // where the data that were replaced are, or ""
}

// Restore makes the backup in file the data, with a new epoch so that browsers
// notice. No server may run on the data; what they were is kept beside them.
func Restore(ctx context.Context, data, file string) (Restored, error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return Restored{}, err
	}
	r, err := bolt.Restore(ctx, file, dataFile(data), true)
	return Restored{reportOf(r.Report), r.Kept}, err
}

// Compact rewrites the data file without unused space and returns its size in
// bytes before and after. No server may run on it.
func Compact(ctx context.Context, data string) (before, after int64, err error) {
	done, err := bolt.Compact(ctx, dataFile(data))
	return done.Before, done.After, err
}

// Connect returns a client of the server that runs on cfg.Data. When there is
// none, one is opened for this client alone, which Close ends.
func Connect(ctx context.Context, cfg Config) (*Client, error) {
	c, err := dialRunning(ctx, cfg.Data)
	if !errors.Is(err, errNotRunning) {
		return c, err
	}
	s, err := Open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	pipe := newPipe()
	ended := make(chan error, 1)
	go func() { ended <- s.web.ServeLocal(pipe) }()
	c = newClient(pipe.dial)
	c.stop = func() error { return errors.Join(s.Close(ctx), <-ended) }
	return c, nil
}

// HasData reports whether there is a data file.
func HasData(data string) (bool, error) {
	_, err := os.Stat(dataFile(data))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// dialRunning returns a client of the server that runs on a data directory, or
// errNotRunning.
func dialRunning(ctx context.Context, data string) (*Client, error) {
	conn, err := dialLocal(ctx, data)
	if errors.Is(err, errNotRunning) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("the server that runs on %s cannot be reached: %w", data, err)
	}
	conn.Close() // it was to see whether anybody is there
	return newClient(func(ctx context.Context) (net.Conn, error) { return dialLocal(ctx, data) }), nil
}
