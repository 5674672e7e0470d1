package server

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"takt/server/journal/bolt"
)

// A Report is what a check of all data found.
type Report struct {
	Epoch     string    `json:"epoch"`
	Created   time.Time `json:"created"`
	Bytes     int64     `json:"bytes"`
	Streams   int       `json:"streams"`
	Entries   int       `json:"entries"`
	Snapshots int       `json:"snapshots"`
	Problems  []string  `json:"problems"` // empty when all is as it was written
}

func reportOf(r bolt.Report) Report {
	report := Report{r.Epoch, r.Created, r.Size, r.Streams, r.Entries, r.Snapshots, []string{}}
	for _, p := range r.Problems {
		report.Problems = append(report.Problems, p.String())
	}
	return report
}

func (s *Server) verify(ctx context.Context) (any, error) {
	r, err := s.journal.Verify(ctx)
	return reportOf(r), err
}

const backupDirs = ".backup-*"

// sweep removes what a process that died left in the data directory, whose
// journal the caller holds.
func sweep(data string) {
	for _, pattern := range []string{backupDirs, socketDirs} {
		left, _ := filepath.Glob(filepath.Join(data, pattern))
		for _, dir := range left {
			os.RemoveAll(dir)
		}
	}
}

// backup returns a copy of the data, verified and whole before it is read, so
// that whoever reads it may be slow. It is gone when it has been read.
func (s *Server) backup(ctx context.Context) (io.ReadCloser, int64, error) {
	dir, err := os.MkdirTemp(s.cfg.Data, backupDirs)
	if err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(dir) // an open file outlives its name
	path := filepath.Join(dir, journalFile)
	if _, err := s.journal.BackupFile(ctx, path); err != nil {
		return nil, 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}
