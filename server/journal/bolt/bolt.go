package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// Options are what Open can be told. The zero value is fine.
type Options struct {
	Log *slog.Logger // for what nobody asked about; nil: nothing is logged

	// ReadOnly opens an existing file beside others who read it. Appends
	// and snapshots are refused. A damaged file is opened as far as it is
	// whole.
	ReadOnly bool

	// MaxSize bounds the file, in bytes; beyond it appends fail with
	// ErrFull. The file grows in steps of up to 16 MiB. 0 is no bound.
	MaxSize int64

	// Committed, if set, is called after every commit of appends, for one at
	// a time. The next commit waits for it.
	Committed func(Commit)

	indexLag uint64 // as the constant, unless a test says otherwise
}

// A Commit is one write to the disk.
type Commit struct {
	Appends int           // how many callers of Append it served
	Entries int           // how many entries they brought
	Took    time.Duration // until durable
	Err     error         // why it failed, for all of them
}

// Journal is a journal.Journal in a bbolt file.
type Journal struct {
	// Constant after Open.
	path    string
	opt     Options
	facts   facts
	bad     map[string]*journal.CorruptError // streams that cannot be read; only with ReadOnly
	appends chan *appending                  // never closed
	chores  chan *chore                      // never closed
	stop    chan struct{}                    // closed by Close
	stopped chan struct{}                    // closed when commitLoop has returned
	closing sync.Once

	pen   sync.Mutex   // held by who writes
	queue atomic.Int64 // appends that wait for commitLoop, or are being written by it

	// mu is held for reading during a transaction and for writing while
	// the file is opened or closed.
	mu   sync.RWMutex
	file *os.File  // the file of db
	db   *bbolt.DB // nil while there is none, because of down
	down error
}

var _ journal.Journal = (*Journal)(nil)

// Open opens the journal at path. Unless opt.ReadOnly, a file that does not
// exist is created, but no directory. A file that is not in order is left
// as it is, and the error says what to do: it matches ErrNotJournal,
// ErrFormat, ErrLocked or ErrCorrupt of package journal.
func Open(path string, opt Options) (*Journal, error) {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.indexLag == 0 {
		opt.indexLag = indexLag
	}
	j := &Journal{
		path:    path,
		opt:     opt,
		appends: make(chan *appending),
		chores:  make(chan *chore),
		stop:    make(chan struct{}),
		stopped: make(chan struct{}),
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) && !opt.ReadOnly {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("journal: %s cannot be created: %w", path, err)
		}
	}
	in, err := j.attach()
	if err != nil {
		return nil, err
	}
	j.facts, j.bad = in.facts, in.bad
	if opt.ReadOnly {
		close(j.stopped)
	} else {
		sweep(path)
		go j.commitLoop()
	}
	return j, nil
}

// attach opens the file. The caller holds mu, or nobody else knows j.
func (j *Journal) attach() (*inspection, error) {
	f, err := openLocked(j.path, j.opt.ReadOnly)
	if err != nil {
		return nil, err
	}
	in, err := inspect(f)
	if err == nil {
		err = in.sound(j.opt.ReadOnly)
	}
	if err == nil {
		j.db, err = openBolt(f, j.opt)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	if in.header != "" {
		j.opt.Log.Warn("the last change to the journal may be missing", "file", j.path, "reason", in.header)
	}
	j.file = f
	return in, nil
}

// reattach opens the file again, which must be the one it was.
func (j *Journal) reattach() error {
	in, err := j.attach()
	if err == nil && in.facts.Epoch != j.facts.Epoch {
		err = errors.Join(fmt.Errorf("journal: %s has been replaced by another journal", j.path), j.db.Close())
		j.db, j.file = nil, nil
	}
	j.down = err
	return err
}

// mapped is how much address space is reserved for the file to grow. While
// it suffices, appends never wait for readers.
const mapped = 1 << 30

// openBolt lets bbolt have a file that is locked and inspected.
func openBolt(f *os.File, opt Options) (db *bbolt.DB, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	o := &bbolt.Options{
		Timeout:         lockTimeout,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: max(mapped, int(info.Size())+mapped/2),
		ReadOnly:        opt.ReadOnly,
		MaxSize:         int(opt.MaxSize),
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	}
	err = guard(func() error {
		db, err = bbolt.Open(f.Name(), 0o600, o)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("journal: %s: %w", f.Name(), err)
	}
	return db, nil
}

// guard runs something that reads bbolt's pages. Damage there makes bbolt
// panic, or the memory it is mapped to fault; guard makes a CorruptError
// of that.
func guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = &journal.CorruptError{Reason: fmt.Sprintf("a page cannot be followed: %v", r)}
		}
	}()
	return do()
}

// view runs a read transaction. It must be short: what it sees cannot be
// written over until it ends.
func (j *Journal) view(ctx context.Context, do func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := j.ready(); err != nil {
		return err
	}
	defer j.mu.RUnlock()
	return guard(func() error { return j.db.View(do) })
}

// ready returns with mu held for reading and db open, or with an error. A
// file that was lost after a failed commit is opened again.
func (j *Journal) ready() error {
	j.mu.RLock()
	if j.db != nil {
		return nil
	}
	j.mu.RUnlock()
	if err := j.revive(); err != nil {
		return err
	}
	j.mu.RLock()
	if j.db == nil {
		defer j.mu.RUnlock()
		return j.down
	}
	return nil
}

func (j *Journal) revive() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.db != nil {
		return nil
	}
	if errors.Is(j.down, journal.ErrClosed) {
		return j.down
	}
	if err := j.reattach(); err != nil {
		return err
	}
	j.opt.Log.Info("the journal is open again", "file", j.path)
	return nil
}

// reload closes the file and opens it again, so that what is served next
// is what the file says and not what was left in memory by a commit that
// failed. It reports the number of the last transaction in the file.
func (j *Journal) reload(cause error) (last uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.db != nil {
		j.db.Close()
		j.db, j.file = nil, nil
	}
	if err := j.reattach(); err != nil {
		j.opt.Log.Error("a commit failed, and the journal cannot be opened again", "file", j.path, "err", cause, "open", err)
		return 0
	}
	j.opt.Log.Error("a commit failed; the journal was read again", "file", j.path, "err", cause)
	j.db.View(func(tx *bbolt.Tx) error { last = uint64(tx.ID()); return nil })
	return last
}

// Epoch implements journal.Journal.
func (j *Journal) Epoch() string { return j.facts.Epoch }

// Created returns when the file was made, by Open or by a restore.
func (j *Journal) Created() time.Time { return j.facts.Created }

// Close implements journal.Journal.
func (j *Journal) Close() error {
	j.closing.Do(func() { close(j.stop) })
	<-j.stopped
	j.mu.Lock()
	defer j.mu.Unlock()
	db := j.db
	j.db, j.file, j.down = nil, nil, journal.ErrClosed
	if db == nil {
		return nil
	}
	if err := db.Close(); err != nil {
		return fmt.Errorf("journal: %s: %w", j.path, err)
	}
	return nil
}
