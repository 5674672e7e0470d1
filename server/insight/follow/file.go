package follow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"takt/server/insight"
)

// A stored fold is a file of one line that says what it is of, and the fold
// after it:
//
//	takt-fold EPOCH ENTRY SUM
//
// with the epoch of the journal, the checksum of the last entry in the fold
// and that of the fold. A file for another history has another epoch, or
// another entry at that place.
const lineFormat = "takt-fold %s %x %x\n"

var (
	errNone    = errors.New("there is no stored fold")
	errDamaged = errors.New("the stored fold is damaged")
	errOther   = errors.New("the stored fold is of another history")
)

func (f *Follower) path(b *board) string { return filepath.Join(f.config.Dir, string(b.id)+".fold") }

// load reads the stored fold of a board, and its last entry.
func (f *Follower) load(ctx context.Context, b *board) (*insight.Fold, []byte, error) {
	if f.config.Dir == "" {
		return nil, nil, errNone
	}
	data, err := os.ReadFile(f.path(b))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, errNone
	}
	if err != nil {
		return nil, nil, err
	}
	line, data, _ := bytes.Cut(data, []byte("\n"))
	var epoch string
	var entrySum, sum []byte
	if _, err := fmt.Sscanf(string(line)+"\n", lineFormat, &epoch, &entrySum, &sum); err != nil || !bytes.Equal(sum, digest(data)) {
		return nil, nil, errDamaged
	}
	fold, err := insight.Open(data)
	if err != nil {
		return nil, nil, err
	}
	last, err := f.entry(ctx, b, fold.Seq)
	if err != nil {
		return nil, nil, err
	}
	if epoch != f.config.Journal.Epoch() || !bytes.Equal(entrySum, digest(last)) {
		return nil, nil, errOther
	}
	return fold, last, nil
}

// entry reads one entry of a board's stream, which has to be there.
func (f *Follower) entry(ctx context.Context, b *board, seq uint64) ([]byte, error) {
	if seq > 0 {
		for e, err := range f.config.Journal.Read(ctx, b.stream, seq-1) {
			return e.Data, err
		}
	}
	return nil, errOther
}

// save stores the fold of a board. That it cannot be costs time later, nothing
// else.
func (f *Follower) save(b *board) {
	if f.config.Dir == "" || b.fold.Seq == 0 {
		return
	}
	if err := f.write(b); err != nil {
		f.config.Log.Warn("figures could not be stored; they will be made anew", "board", string(b.id), "err", err)
		return
	}
	b.saved = b.fold.Seq
}

// write puts the file in place at once or not at all. Whether it is durable
// does not matter: its checksum tells.
func (f *Follower) write(b *board) error {
	data, err := b.fold.Encode()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.config.Dir, 0o700); err != nil {
		return err
	}
	line := fmt.Sprintf(lineFormat, f.config.Journal.Epoch(), digest(b.last), digest(data))
	temp := f.path(b) + ".new"
	if err := os.WriteFile(temp, append([]byte(line), data...), 0o600); err != nil {
		return err
	}
	return os.Rename(temp, f.path(b))
}

func digest(data []byte) []byte {
	sum := sha256.Sum256(data)
	return sum[:]
}
