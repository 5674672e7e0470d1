package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// Compacted says what Compact has done.
type Compacted struct {
	Before, After int64 // bytes
}

// compactBytes is how much Compact writes in one transaction.
const compactBytes = 16 << 20

// Compact rewrites the journal at path, which nobody may have open, so that
// it holds nothing but what is in it: space that was freed is given back,
// and what was deleted is gone. The new file takes the place of the old one
// at once, after it was found to hold the same. A damaged journal is left
// alone, unless the damage is only to one of its two header pages or to
// the freelist: then the result is whole again.
func Compact(ctx context.Context, path string) (done Compacted, err error) {
	if done, err = compact(ctx, path); err != nil {
		return Compacted{}, fmt.Errorf("journal: %s was not compacted: %w", path, err)
	}
	return done, nil
}

func compact(ctx context.Context, path string) (done Compacted, err error) {
	if path, err = follow(path); err != nil {
		return done, err
	}
	f, err := openLocked(path, false)
	if err != nil {
		return done, err
	}
	defer f.Close()
	old, err := f.Stat()
	if err != nil {
		return done, err
	}
	db, report, err := verifyFile(ctx, f)
	if db != nil {
		defer db.Close() // and with it the lock, when the new file is in its place
	}
	if err == nil {
		err = beyondRewriting(report)
	}
	if err != nil {
		return done, err
	}
	temp, err := build(path, func(fresh *bbolt.DB) error { return rewrite(fresh, db) })
	defer os.Remove(temp)
	if err != nil {
		return done, err
	}
	fresh, err := os.Stat(temp)
	if err != nil {
		return done, err
	}
	return Compacted{Before: old.Size(), After: fresh.Size()}, errors.Join(giveOwner(temp, path), put(temp, path))
}

// beyondRewriting returns an error if something is damaged that a copy of
// the contents would not leave behind.
func beyondRewriting(r Report) error {
	for _, p := range r.Problems {
		if p.kind != headerDamage && p.kind != freelistDamage {
			return fmt.Errorf("%w; %s", r.Err(), adviceDamaged)
		}
	}
	return nil
}

// rewrite copies all of old into fresh and makes sure that it is all there.
func rewrite(fresh, old *bbolt.DB) error {
	if err := bbolt.Compact(fresh, old, compactBytes); err != nil {
		return err
	}
	return old.View(func(a *bbolt.Tx) error {
		return fresh.View(func(b *bbolt.Tx) error { return sameContents(a, b) })
	})
}

var errDiffers = errors.New("the new file does not hold what the old one does")

func sameContents(a, b *bbolt.Tx) error {
	ca, cb := a.Cursor(), b.Cursor()
	na, _ := ca.First()
	nb, _ := cb.First()
	for ; na != nil && bytes.Equal(na, nb); na, _ = ca.Next() {
		if err := sameBucket(a.Bucket(na), b.Bucket(nb)); err != nil {
			return fmt.Errorf("%w: %q", err, na)
		}
		nb, _ = cb.Next()
	}
	if na != nil || nb != nil {
		return errDiffers
	}
	return nil
}

func sameBucket(a, b *bbolt.Bucket) error {
	ca, cb := a.Cursor(), b.Cursor()
	ka, va := ca.First()
	kb, vb := cb.First()
	for ; ka != nil && bytes.Equal(ka, kb) && bytes.Equal(va, vb); ka, va = ca.Next() {
		kb, vb = cb.Next()
	}
	if ka != nil || kb != nil || a.Sequence() != b.Sequence() {
		return errDiffers
	}
	return nil
}
