package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// A Report is what a verification found.
type Report struct {
	Epoch     string
	Created   time.Time
	Size      int64 // of the pages in use, in bytes
	Streams   int
	Entries   int
	Snapshots int
	Problems  []Problem
}

// A Problem is one thing that is not as it was written.
type Problem struct {
	Stream string // "" if it is about the file as a whole
	Seq    uint64 // the entry, 0 if none in particular
	Text   string

	kind problemKind
}

type problemKind int

const (
	entryDamage    problemKind = iota // the bytes of an entry, head, index or snapshot
	pageDamage                        // what leads there
	freelistDamage                    // matters when writing only
	headerDamage                      // of one of two
)

func (p Problem) String() string {
	switch {
	case p.Stream == "":
		return p.Text
	case p.Seq == 0:
		return fmt.Sprintf("stream %s: %s", p.Stream, p.Text)
	}
	return fmt.Sprintf("stream %s, entry %d: %s", p.Stream, p.Seq, p.Text)
}

// Err returns nil if the journal is whole, otherwise an ErrCorrupt that
// tells the first problem and how many there are.
func (r Report) Err() error {
	if len(r.Problems) == 0 {
		return nil
	}
	p := r.Problems[0]
	err := &journal.CorruptError{Stream: p.Stream, Seq: p.Seq, Reason: p.Text}
	if n := len(r.Problems); n > 1 {
		return fmt.Errorf("%w (and %d more problems)", err, n-1)
	}
	return err
}

// Verify reads all of the file at path, which nobody may be writing to,
// and reports what is damaged. That is no error; an error says why the
// file cannot be looked at: ErrNotJournal, ErrFormat, ErrLocked.
func Verify(ctx context.Context, path string) (Report, error) {
	f, err := openLocked(path, true)
	if err != nil {
		return Report{}, err
	}
	defer f.Close()
	db, r, err := verifyFile(ctx, f)
	if db != nil {
		err = errors.Join(err, db.Close())
	}
	return r, err
}

// verifyFile verifies a file that is locked, and returns it opened for
// reading if bbolt can do that. Closing the result closes f; until then
// the lock, now a shared one, stays.
func verifyFile(ctx context.Context, f *os.File) (*bbolt.DB, Report, error) {
	in, err := inspect(f)
	if errors.Is(err, journal.ErrCorrupt) {
		return nil, Report{Problems: []Problem{{Text: err.Error(), kind: pageDamage}}}, nil
	}
	if err != nil {
		return nil, Report{}, err
	}
	v := newVerification(in)
	if v.broken[""] {
		return nil, v.Report, nil
	}
	db, err := openBolt(f, Options{ReadOnly: true})
	if err != nil {
		return nil, v.Report, err
	}
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error { return v.streams(ctx, tx) })
	})
	return db, v.Report, err
}

// Verify reads all of the journal as it is now and reports what is
// damaged. Appends go on meanwhile, but space that they free is not used
// again until the verification has ended, which takes as long as reading
// the file.
func (j *Journal) Verify(ctx context.Context) (r Report, err error) {
	for try := 0; ; try++ {
		err = j.view(ctx, func(tx *bbolt.Tx) error {
			in, err := j.inspectTx(tx, try < 100)
			if err != nil {
				return err
			}
			v := newVerification(in)
			if !v.broken[""] {
				err = v.streams(ctx, tx)
			}
			r = v.Report
			return err
		})
		if !errors.Is(err, errMoved) {
			return r, err
		}
	}
}

// errMoved says that a commit came in between.
var errMoved = errors.New("journal: it has moved on")

// inspectTx inspects the file as a read transaction sees it. Its header
// page is there until two more commits have been made, and a header page
// that is being written can look damaged: then again is tried.
func (j *Journal) inspectTx(tx *bbolt.Tx, again bool) (*inspection, error) {
	info, err := j.file.Stat()
	if err != nil {
		return nil, err
	}
	in, err := readHeader(j.file, j.path, info.Size())
	if err != nil {
		return nil, err
	}
	if in.file.txid != uint64(tx.ID()) || again && in.header != "" {
		return nil, errMoved
	}
	return in, in.readFacts()
}

// A verification is a Verify under way.
type verification struct {
	Report
	broken map[string]bool // streams whose pages cannot be followed; "" is all
}

// newVerification begins with the pages.
func newVerification(in *inspection) *verification {
	v := &verification{broken: map[string]bool{}, Report: Report{
		Epoch:    in.facts.Epoch,
		Created:  in.facts.Created,
		Size:     int64(in.file.pages) * int64(in.file.pageSize),
		Problems: in.check(false),
	}}
	for _, p := range v.Problems {
		if p.kind == pageDamage {
			v.broken[p.Stream] = true
		}
	}
	return v
}

// streams verifies whatever is filed under the names of streams.
func (v *verification) streams(ctx context.Context, tx *bbolt.Tx) error {
	return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		bucket := string(name)
		s := streamCheck{ctx: ctx, tx: tx, report: &v.Report, name: streamOf(bucket)}
		switch {
		case bucket == factsBucket || v.broken[s.name]:
		case s.name == "":
			s.problem(0, fmt.Sprintf("%q is not of a journal", bucket))
		case strings.HasSuffix(bucket, entriesSuffix):
			return s.entries(b)
		case tx.Bucket([]byte(s.name+entriesSuffix)) == nil:
			s.problem(0, "its entries are missing")
		case strings.HasSuffix(bucket, snapshotsSuffix):
			return s.snapshots(b)
		}
		return nil
	})
}

// A streamCheck verifies one stream.
type streamCheck struct {
	ctx    context.Context
	tx     *bbolt.Tx
	report *Report
	name   string
}

// maxProblems is how many problems a report lists.
const maxProblems = 1000

func (s *streamCheck) problem(seq uint64, text string) {
	switch n := len(s.report.Problems); {
	case n < maxProblems:
		s.report.Problems = append(s.report.Problems, Problem{Stream: s.name, Seq: seq, Text: text})
	case n == maxProblems:
		s.report.Problems = append(s.report.Problems, Problem{Text: "there are more problems than are listed"})
	}
}

// damage reports err if it is a CorruptError.
func (s *streamCheck) damage(err error) bool {
	var corrupt *journal.CorruptError
	if !errors.As(err, &corrupt) {
		return false
	}
	s.problem(corrupt.Seq, corrupt.Reason)
	return true
}

// entries verifies the chain of the stream from end to end, and its index.
func (s *streamCheck) entries(b *bbolt.Bucket) error {
	s.report.Streams++
	end, err := readHead(s.tx, s.name)
	headless := s.damage(err)
	index := indexCheck{streamCheck: *s, ids: s.tx.Bucket([]byte(s.name + idsSuffix)), indexed: end.indexed}
	chain := chain{stream: s.name, hash: origin(s.name)}
	c := b.Cursor()
	for key, value := c.First(); key != nil && !bytes.Equal(key, headKey); key, value = c.Next() {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if seq := seqOf(key, 0); seq > chain.seq+1 {
			s.problem(chain.seq+1, fmt.Sprintf("the next one there is %d", seq))
			chain.seq, chain.lost = seq-1, true
		}
		l, err := chain.step(key, value)
		if s.damage(err) {
			continue
		}
		s.report.Entries++
		index.entry(l.Entry)
	}
	if headless {
		return nil
	}
	if chain.seq != end.seq || chain.hash != end.hash {
		s.problem(chain.seq, "the entries end with it, and the head does not say so")
	}
	index.end()
	return nil
}

func (s *streamCheck) snapshots(b *bbolt.Bucket) error {
	return b.ForEach(func(key, value []byte) error {
		s.report.Snapshots++
		seq := seqOf(key, 0)
		if _, err := unseal(snapshotName(s.name, seq), value); err != nil {
			s.problem(0, fmt.Sprintf("the snapshot at entry %d: %v", seq, err))
		}
		return s.ctx.Err()
	})
}
