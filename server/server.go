// Package server is Takt as a whole: it opens the data, puts the parts
// together and serves them. It is the only place that knows all of them.
//
//	open   data directory → journal → people → boards → insight → web
//	close  the same, read backwards
//
// Closing: web takes no more requests and answers those under way; each board
// finishes its step, saves a snapshot and sends its sessions away, to come
// back; the journal is closed last. Nothing acknowledged depends on any of it:
// a server that is killed instead loses nothing but the snapshots.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"takt/frontend"
	"takt/server/account"
	"takt/server/insight/follow"
	"takt/server/journal/bolt"
	"takt/server/kanban"
	"takt/server/live"
	"takt/server/web"
)

// A Server is an open data directory and what serves it.
type Server struct {
	// Constant after Open.
	cfg     Config
	journal *bolt.Journal
	book    *account.Book
	hub     *live.Hub
	insight *follow.Follower
	web     *web.App
	local   net.Listener // the local socket, or nil
}

// What lies in the data directory: the data file, and what figures are made
// of, which can be deleted.
const (
	journalFile = "takt.db"
	insightDir  = "insight"
)

// Open opens the data directory, making it when there is none, and loads the
// example portfolio if it is empty and that was asked for. The errors of a
// data file that cannot be opened are those of package journal.
func Open(ctx context.Context, cfg Config) (s *Server, err error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data directory cannot be made: %w", err)
	}
	s = &Server{cfg: cfg}
	registry := newRegistry()
	appended := make(chan struct{}, 1)
	if s.journal, err = openJournal(cfg, registry, appended); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.journal.Close()
		}
	}()
	sweep(cfg.Data)
	if s.book, err = account.Open(ctx, s.journal, time.Now); err != nil {
		return nil, err
	}
	s.hub = live.NewHub(live.Config{
		Journal:    s.journal,
		Log:        cfg.Log,
		Registerer: registry,
		Names:      s.nameOf,
		People:     s.people,
		Rate:       cfg.MessageRate,
		Burst:      messageBurst,
		Now:        now,
	})
	if err := s.loadExample(ctx); err != nil {
		return nil, errors.Join(err, s.hub.Close(ctx))
	}
	s.insight = follow.Open(follow.Config{
		Journal: s.journal,
		Log:     cfg.Log,
		Dir:     filepath.Join(cfg.Data, insightDir),
		Wake:    appended,
	})
	s.web = web.New(web.Config{
		Hub:            s.hub,
		Book:           s.book,
		Insight:        s.insight,
		Assets:         assets(cfg.Log),
		Templates:      s.templates,
		Keeper:         web.Keeper{Backup: s.backup, Verify: s.verify},
		Log:            cfg.Log,
		Registry:       registry,
		PublicURL:      cfg.PublicURL.URL,
		TrustedProxies: cfg.proxies(),
		Metrics:        string(cfg.Metrics),
		MessageRate:    cfg.MessageRate,
	})
	if s.local, err = listenLocal(cfg.Data); err != nil {
		cfg.Log.Warn("no local socket: backup and the like need the server stopped", "reason", err)
	}
	return s, nil
}

// messageBurst is how many messages of a session may come at once: all that
// somebody did while offline.
const messageBurst = 2000

func newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// openJournal opens the data file, with metrics of what it writes. Each time
// it has, appended gets something unless it is full.
func openJournal(cfg Config, registry *prometheus.Registry, appended chan<- struct{}) (*bolt.Journal, error) {
	took := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name:    "takt_journal_commit_seconds",
		Help:    "Time one write to the disk takes until it is durable.",
		Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16),
	})
	failed := prometheus.NewCounter(prometheus.CounterOpts{
		Name: "takt_journal_failures_total",
		Help: "Writes to the disk that failed.",
	})
	registry.MustRegister(took, failed)
	return bolt.Open(filepath.Join(cfg.Data, journalFile), bolt.Options{
		Log:     cfg.Log,
		MaxSize: int64(cfg.MaxFileSize),
		Committed: func(c bolt.Commit) {
			took.Observe(c.Took.Seconds())
			if c.Err != nil {
				failed.Inc()
			}
			select {
			case appended <- struct{}{}:
			default:
			}
		},
	})
}

// assets returns the built client; a server without one still has its API.
func assets(log *slog.Logger) fs.FS {
	files, err := frontend.Assets()
	if err != nil {
		log.Warn("there is no page", "reason", err)
		return nil
	}
	return files
}

func (s *Server) nameOf(id kanban.UserID) string { return s.book.Name(account.PersonID(id)) }

func (s *Server) people() map[kanban.UserID]string {
	people := s.book.People()
	names := make(map[kanban.UserID]string, len(people))
	for _, p := range people {
		names[kanban.UserID(p.ID)] = p.Name
	}
	return names
}

// Serve answers browsers from ln, and commands of this machine from the local
// socket in the data directory, until Close. It returns nil after Close.
func (s *Server) Serve(ln net.Listener) error {
	if s.local == nil {
		return s.web.Serve(ln)
	}
	ended := make(chan error, 2)
	go func() { ended <- s.web.ServeLocal(s.local) }()
	go func() { ended <- s.web.Serve(ln) }()
	if err := <-ended; err != nil {
		return err
	}
	return <-ended
}

// How long closing waits for each part that others can hold up.
const (
	requestsWithin = 3 * time.Second
	socketsWithin  = 3 * time.Second
)

// Close ends the server: sessions are told to come back, all is saved. It
// takes a few seconds at most, whatever clients do; the error is of what could
// not be saved.
func (s *Server) Close(ctx context.Context) error {
	if err := within(ctx, requestsWithin, s.web.Close); err != nil {
		s.cfg.Log.Warn("requests were cut short", "err", err)
	}
	if s.local != nil {
		s.local.Close() // in case Serve never began
	}
	err := errors.Join(s.hub.Close(ctx), s.insight.Close(ctx))
	if err := within(ctx, socketsWithin, s.web.Wait); err != nil {
		s.cfg.Log.Warn("sockets were cut short", "err", err)
	}
	return errors.Join(err, s.journal.Close())
}

func within(ctx context.Context, limit time.Duration, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return do(ctx)
}
