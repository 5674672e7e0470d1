package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"takt/server/journal"
)

// fillUp appends from several sides until all of them are told that there
// is no room, and returns how far each came.
func fillUp(j *Journal, from []uint64) ([]uint64, error) {
	errs := make([]error, len(from))
	heads := make([]uint64, len(from))
	copy(heads, from)
	var wg sync.WaitGroup
	for s := range heads {
		wg.Go(func() {
			for errs[s] == nil {
				if errs[s] = appendLarge(j, s, heads[s]); errs[s] == nil {
					heads[s]++
				}
			}
		})
	}
	wg.Wait()
	for s, err := range errs {
		if !errors.Is(err, journal.ErrFull) || journal.Undecided(err) {
			return heads, fmt.Errorf("stream %d: %w", s, err)
		}
	}
	return heads, nil
}

func appendLarge(j *Journal, stream int, head uint64) error {
	name := fmt.Sprintf("board/%d", stream)
	return j.Append(context.Background(), name, head, []journal.Entry{{
		Seq: head + 1, At: time.Now(), ID: fmt.Sprint(head), Data: make([]byte, 3000),
	}})
}

// runFull fills a journal up, sees that it can be read and not written, has
// room made, and sees that it can be written again.
func runFull(path string, opt Options, makeRoom func() error) error {
	ctx := context.Background()
	j, err := Open(path, opt)
	if err != nil {
		return err
	}
	defer j.Close()
	heads, err := fillUp(j, make([]uint64, 8))
	if err != nil {
		return err
	}
	for range 3 { // a small group may fit where a large one did not
		if heads, err = fillUp(j, heads); err != nil {
			return fmt.Errorf("again: %w", err)
		}
	}
	if err := j.SaveSnapshot(ctx, "board/0", journal.Snapshot{Seq: 1, Data: make([]byte, 2<<20)}); !errors.Is(err, journal.ErrFull) {
		return fmt.Errorf("a snapshot: %w", err)
	}
	if err := wantHeads(j, heads); err != nil {
		return fmt.Errorf("while full: %w", err)
	}
	if err := makeRoom(); err != nil {
		return err
	}
	for s := range heads {
		if err := appendLarge(j, s, heads[s]); err != nil {
			return fmt.Errorf("with room again: %w", err)
		}
		heads[s]++
	}
	if err := wantHeads(j, heads); err != nil {
		return fmt.Errorf("with room again: %w", err)
	}
	r, err := j.Verify(ctx)
	return errors.Join(err, r.Err())
}

// wantHeads reads all streams and checks where they end.
func wantHeads(j *Journal, heads []uint64) error {
	var total uint64
	for s, head := range heads {
		total += head
		n := uint64(0)
		for _, err := range j.Read(context.Background(), fmt.Sprintf("board/%d", s), 0) {
			if n++; err != nil {
				return err
			}
		}
		if n != head {
			return fmt.Errorf("stream %d has %d entries, %d were acknowledged", s, n, head)
		}
	}
	if total < 50 {
		return fmt.Errorf("only %d entries fit in", total)
	}
	return nil
}

func TestMaxSize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takt.db")
	opt := Options{MaxSize: 1 << 20}
	errStop := errors.New("a journal gets a larger maximum when it is opened again")
	if err := runFull(path, opt, func() error { return errStop }); !errors.Is(err, errStop) {
		t.Fatal(err)
	}
	if size := wantWhole(t, path).Size; size > 1<<20 {
		t.Errorf("%d bytes are in use", size)
	}
	opt.MaxSize = 64 << 20
	j := open(t, path, opt)
	infos, err := j.Streams(t.Context(), "")
	if err != nil || len(infos) != 8 {
		t.Fatalf("streams: %v, %v", infos, err)
	}
	for s, info := range infos {
		if err := appendLarge(j, s, info.Head); err != nil {
			t.Errorf("with a larger maximum: %v", err)
		}
	}
}

// TestFileSizeLimit meets the limit of the process instead of the disk's.
func TestFileSizeLimit(t *testing.T) {
	if err := child(t, "fill limited", t.TempDir()).Run(); err != nil {
		t.Error(err)
	}
}

func fillLimited(dir string) error {
	path := filepath.Join(dir, "takt.db")
	j, err := Open(path, Options{})
	if err != nil {
		return err
	}
	for head := range uint64(10) { // lets the file grow, by 16 MiB at once
		err = errors.Join(err, appendLarge(j, 9, head))
	}
	if err := errors.Join(err, j.Close()); err != nil {
		return err
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	small := syscall.Rlimit{Cur: 2 << 20, Max: limit.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		return err
	}
	return runFull(path, Options{}, func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit) })
}

// TestFailedCommit takes the file away from under bbolt: everyone who waits
// for the commit is told, and the next ones find the journal as it was.
func TestFailedCommit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takt.db")
	var commits []Commit // of the commit loop, until it has ended
	j := open(t, path, Options{Committed: func(c Commit) { commits = append(commits, c) }})
	for s := range 8 {
		if err := appendLarge(j, s, 0); err != nil {
			t.Fatal(err)
		}
	}
	j.file.Close()
	var wg sync.WaitGroup
	failed := make(chan error, 8)
	for s := range 8 {
		wg.Go(func() { failed <- appendLarge(j, s, 1) })
	}
	wg.Wait()
	close(failed)
	failures := 0
	for err := range failed {
		if err != nil {
			failures++
			if !journal.Undecided(err) || !errors.Is(err, os.ErrClosed) {
				t.Errorf("err = %v", err)
			}
		}
	}
	if failures == 0 {
		t.Error("no append failed")
	}
	infos, err := j.Streams(t.Context(), "")
	if err != nil || len(infos) != 8 {
		t.Fatalf("streams: %v, %v", infos, err)
	}
	for s, info := range infos {
		if err := appendLarge(j, s, info.Head); err != nil {
			t.Errorf("appending later: %v", err)
		}
	}
	j.Close()
	wantWhole(t, path)
	reported := 0
	for _, c := range commits {
		if c.Err != nil {
			reported += c.Appends
		}
	}
	if reported != failures {
		t.Errorf("%d appends are reported as failed, %d were", reported, failures)
	}
}

// TestRivalsInFailedCommit: an append that lost to another in the same
// commit has lost to nobody if the commit fails.
func TestRivalsInFailedCommit(t *testing.T) {
	j := open(t, filepath.Join(t.TempDir(), "takt.db"), Options{})
	var group []*appending
	for range 2 {
		entries := []journal.Entry{{Seq: 1, At: time.Now()}}
		group = append(group, &appending{stream: "s", entries: entries, answer: make(chan error, 1)})
	}
	j.file.Close()
	j.commit(group)
	for _, a := range group {
		if err := <-a.answer; !errors.Is(err, os.ErrClosed) {
			t.Errorf("err = %v", err)
		}
	}
	j.commit(group)
	if err := <-group[0].answer; err != nil {
		t.Errorf("the first: %v", err)
	}
	if err := <-group[1].answer; !errors.Is(err, journal.ErrConflict) {
		t.Errorf("the second: %v", err)
	}
}

// TestLostFile moves the file away and makes a commit fail: nothing is
// created in its place, and when it is back so is the journal.
func TestLostFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takt.db")
	j := open(t, path, Options{})
	if err := appendLarge(j, 0, 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	j.file.Close()
	for range 2 {
		if err := appendLarge(j, 0, 1); err == nil {
			t.Error("an append without a file succeeds")
		}
		if _, err := j.Streams(t.Context(), ""); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("streams: %v", err)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file has been created: %v", err)
	}
	open(t, path, Options{}).Close() // another journal at the same place
	if err := appendLarge(j, 0, 0); err == nil {
		t.Error("an append went to another journal")
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	if err := appendLarge(j, 0, 1); err != nil {
		t.Errorf("with the file back: %v", err)
	}
}
