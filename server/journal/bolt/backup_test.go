package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"takt/server/journal"
)

// TestBackupWhileAppending has a slow taker of the backup append itself: it
// must neither wait for the backup nor be in it.
func TestBackupWhileAppending(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "takt.db")
	j := open(t, path, Options{})
	fill(t, j)
	want := listing{}
	var err error
	if want, err = list(t.Context(), j); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	head := uint64(0)
	report, err := j.Backup(t.Context(), writerFunc(func(p []byte) (int, error) {
		for range 20 {
			if err := appendLarge(j, 1, head); err != nil {
				return 0, err
			}
			head++
		}
		return file.Write(p)
	}))
	if err != nil || report.Err() != nil {
		t.Fatalf("backup: %v, %v", err, report.Err())
	}
	if report.Streams != 3 || report.Entries != 48 || report.Snapshots != 3 || report.Size != int64(file.Len()) || report.Epoch != j.Epoch() {
		t.Errorf("report %+v of %d bytes", report, file.Len())
	}
	copied := filepath.Join(dir, "copy")
	if err := os.WriteFile(copied, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, copied)
	if got := listFile(t, copied); !got.equal(want) {
		t.Errorf("the backup reads as %v", got)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 2 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestBackupsUnderLoad takes backups while many append: each is whole, and
// holds at least what was acknowledged before it began.
func TestBackupsUnderLoad(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := open(t, filepath.Join(dir, "takt.db"), Options{})
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for s := range 8 {
		wg.Go(func() {
			for head := uint64(0); ctx.Err() == nil; head++ {
				if err := appendLarge(j, s, head); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 10 {
		before, err := j.Streams(t.Context(), "")
		if err != nil {
			t.Error(err)
		}
		entries := 0
		for _, s := range before {
			entries += int(s.Head)
		}
		path := filepath.Join(dir, fmt.Sprint("backup", i%2)) // replaces an older one
		report, err := j.BackupFile(t.Context(), path)
		if err != nil || report.Entries < entries {
			t.Errorf("%d entries of %d, %v", report.Entries, entries, err)
		}
		if again := wantWhole(t, path); again.Entries != report.Entries {
			t.Errorf("%d entries, reported were %d", again.Entries, report.Entries)
		}
		if live, err := j.Verify(t.Context()); err != nil || live.Err() != nil || live.Entries < report.Entries {
			t.Errorf("verifying meanwhile: %d entries, %v, %v", live.Entries, err, live.Err())
		}
	}
	stop()
	wg.Wait()
}

func TestBackupFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "takt.db")
	j := open(t, path, Options{})
	fill(t, j)
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	broken := errors.New("broken pipe")
	_, errPath := j.BackupFile(t.Context(), path)
	_, errLink := j.BackupFile(t.Context(), link)
	_, errDir := j.BackupFile(t.Context(), filepath.Join(dir, "none", "file"))
	_, errWriter := j.Backup(t.Context(), writerFunc(func([]byte) (int, error) { return 0, broken }))
	_, errLate := j.Backup(cancelled, writerFunc(func(p []byte) (int, error) { cancel(); return len(p), nil }))
	_, errEarly := j.BackupFile(cancelled, filepath.Join(dir, "file"))
	for what, err := range map[string]bool{
		"to itself":            errPath == nil,
		"to itself by a link":  errLink == nil,
		"without directory":    !errors.Is(errDir, fs.ErrNotExist),
		"to a broken pipe":     !errors.Is(errWriter, broken),
		"cancelled at the end": !errors.Is(errLate, context.Canceled),
		"cancelled before":     !errors.Is(errEarly, context.Canceled),
	} {
		if err {
			t.Errorf("a backup %s", what)
		}
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 2 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

func TestRestore(t *testing.T) {
	t.Parallel()
	backup := filled(t, 4096)
	want := listFile(t, backup)
	path := filepath.Join(t.TempDir(), "takt.db")
	done, err := Restore(t.Context(), backup, path, false)
	if err != nil || done.Kept != "" || done.Streams != 3 || done.Entries != 48 {
		t.Fatalf("%+v, %v", done, err)
	}
	wantRestored(t, path, want, done)

	if _, err := Restore(t.Context(), backup, path, false); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), path) {
		t.Errorf("over an existing one: %v", err)
	}
	j := open(t, path, Options{})
	if err := j.Append(t.Context(), "account", 2, []journal.Entry{{Seq: 3, At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	j.Close()
	old := listFile(t, path)
	kept := map[string]bool{}
	for range 3 { // in one second, so their names must differ otherwise
		again, err := Restore(t.Context(), backup, path, true)
		if err != nil {
			t.Fatal(err)
		}
		if again.Epoch == done.Epoch || again.Epoch == want.Epoch {
			t.Error("the epoch is an old one")
		}
		if !kept[again.Kept] && len(kept) == 0 && !listFile(t, again.Kept).equal(old) {
			t.Errorf("%s is not what was replaced", again.Kept)
		}
		kept[again.Kept] = true
		wantRestored(t, path, want, again)
	}
	if names, err := os.ReadDir(filepath.Dir(path)); err != nil || len(names) != 4 || len(kept) != 3 {
		t.Errorf("there is %v, %v", names, err)
	}
	if !listFile(t, backup).equal(want) {
		t.Error("the backup has changed")
	}
}

// wantRestored checks that a restored journal is like its backup but for
// the epoch, and can be written to.
func wantRestored(t *testing.T, path string, want listing, done Restored) {
	t.Helper()
	wantWhole(t, path)
	got := listFile(t, path)
	if got.Epoch == want.Epoch || got.Epoch != done.Epoch {
		t.Errorf("epoch %q, reported %q, the backup's %q", got.Epoch, done.Epoch, want.Epoch)
	}
	want.Epoch, want.Created = got.Epoch, got.Created
	if !got.equal(want) {
		t.Errorf("it reads as %v", got)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestRestoreReplaces whatever file is there, on request, and keeps it.
func TestRestoreReplaces(t *testing.T) {
	backup := filled(t, 4096)
	dir := t.TempDir()
	target, link := filepath.Join(dir, "data"), filepath.Join(dir, "takt.db")
	if err := errors.Join(os.WriteFile(target, nil, 0o644), os.Symlink("data", link)); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(t.Context(), backup, link, true)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if fileSize(t, done.Kept) != 0 || filepath.Dir(done.Kept) != dir {
		t.Errorf("kept as %s", done.Kept)
	}
	wantWhole(t, target)
}

// TestRestoreRefuses what is not a whole backup, and leaves all as it was.
func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	target := filled(t, 4096)
	damaged := filled(t, 1024)
	if _, err := Compact(t.Context(), damaged); err != nil {
		t.Fatal(err)
	}
	at, _ := locate(t, damaged, "board/helse", 30)
	flip(t, damaged, at+70, 2)
	cut := filled(t, 4096)
	if err := os.Truncate(cut, 9000); err != nil {
		t.Fatal(err)
	}
	headless := filled(t, 4096)
	flip(t, headless, pageHeader+20, 1)
	before := state(t, target)
	for from, want := range map[string]error{
		damaged:          journal.ErrCorrupt,
		headless:         journal.ErrCorrupt,
		cut:              journal.ErrNotJournal,
		target + ".none": fs.ErrNotExist,
	} {
		if _, err := Restore(t.Context(), from, target, true); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if _, err := Restore(t.Context(), target, target, true); err == nil {
		t.Error("a journal was restored from itself")
	}
	if state(t, target) != before {
		t.Error("the target or its directory has changed")
	}
}

func TestCompact(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takt.db")
	j := open(t, path, Options{})
	fill(t, j)
	for seq := uint64(1); seq <= 40; seq++ {
		err := j.SaveSnapshot(t.Context(), "board/helse", journal.Snapshot{Seq: seq, Data: bytes.Repeat([]byte("secret"), 20_000)})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := j.DropSnapshots(t.Context(), "board/helse"); err != nil {
		t.Fatal(err)
	}
	j.Close()
	want := listFile(t, path)
	done, err := Compact(t.Context(), path)
	if err != nil || done.Before < 1<<20 || done.After > 100_000 || done.After != fileSize(t, path) {
		t.Errorf("%+v, %v", done, err)
	}
	wantWhole(t, path)
	if got := listFile(t, path); !got.equal(want) {
		t.Errorf("it reads as %v", got)
	}
	if data, err := os.ReadFile(path); err != nil || bytes.Contains(data, []byte("secretsecret")) {
		t.Errorf("what was deleted is still there: %v", err)
	}
	if names, err := os.ReadDir(filepath.Dir(path)); err != nil || len(names) != 1 {
		t.Errorf("left behind: %v, %v", names, err)
	}
	j = open(t, path, Options{})
	if err := j.Append(t.Context(), "board/helse", 40, []journal.Entry{{Seq: 41, At: time.Now()}}); err != nil {
		t.Error(err)
	}
}

func TestCompactRefusesDamage(t *testing.T) {
	t.Parallel()
	path := filled(t, 1024)
	if _, err := Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	at, _ := locate(t, path, "board/helse", 30)
	flip(t, path, at+70, 2)
	before := state(t, path)
	if _, err := Compact(t.Context(), path); !errors.Is(err, journal.ErrCorrupt) {
		t.Errorf("err = %v", err)
	}
	if state(t, path) != before {
		t.Error("the file or its directory has changed")
	}
}
