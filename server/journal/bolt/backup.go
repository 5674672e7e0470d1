package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// Backup writes a copy of the journal to w, while appends go on. The copy
// is made and verified beside the journal first, so w may be slow; that
// takes as much room as the journal does. A journal that is damaged is not
// backed up: the copy could not be restored, and might take the place of a
// good one.
func (j *Journal) Backup(ctx context.Context, w io.Writer) (Report, error) {
	copied, report, err := j.copyTo(ctx, j.path)
	defer os.Remove(copied)
	if err == nil {
		err = stream(ctx, w, copied)
	}
	return report, notBackedUp(err)
}

// BackupFile is Backup to a file, which appears whole or not at all, in the
// place of an older one if there is one.
func (j *Journal) BackupFile(ctx context.Context, path string) (Report, error) {
	if err := distinct(path, j.path); err != nil {
		return Report{}, notBackedUp(err)
	}
	copied, report, err := j.copyTo(ctx, path)
	defer os.Remove(copied)
	if err == nil {
		err = put(copied, path)
	}
	return report, notBackedUp(err)
}

func notBackedUp(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, journal.ErrCorrupt):
		return fmt.Errorf("%w; no backup was made: keep those you have, and %s", err, adviceDamaged)
	}
	return fmt.Errorf("journal: no backup was made: %w", err)
}

// copyTo makes a verified copy of the journal beside the file at path.
func (j *Journal) copyTo(ctx context.Context, path string) (copied string, r Report, err error) {
	f, err := tempFile(path)
	if err != nil {
		return "", r, err
	}
	err = j.view(ctx, func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(f)
		return err
	})
	if err = errors.Join(err, f.Close()); err != nil {
		return f.Name(), r, err
	}
	if r, err = Verify(ctx, f.Name()); err == nil {
		err = r.Err()
	}
	return f.Name(), r, err
}

func stream(ctx context.Context, w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, untilDone{ctx, f})
	return err
}

// untilDone is a reader that ends with its context.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}
