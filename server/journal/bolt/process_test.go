package bolt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"takt/server/journal"
)

// childEnv makes the test binary play another process: its value says which
// part, and pathEnv on which file.
const (
	childEnv = "TAKT_TEST_CHILD"
	pathEnv  = "TAKT_TEST_PATH"
)

var children = map[string]func(path string) error{
	"hold":         holdOpen,
	"append":       appendUntilKilled,
	"fill limited": fillLimited,
}

// child returns the command of the test binary in another part.
func child(t *testing.T, part, path string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childEnv+"="+part, pathEnv+"="+path)
	cmd.Stderr = t.Output()
	return cmd
}

// holdOpen keeps a journal open until its input ends.
func holdOpen(path string) error {
	j, err := Open(path, Options{})
	if err != nil {
		return err
	}
	fmt.Println("open")
	io.Copy(io.Discard, os.Stdin)
	return j.Close()
}

func TestSecondProcess(t *testing.T) {
	t.Parallel()
	path, backup := filled(t, 4096), filled(t, 4096)
	want := listFile(t, path)
	cmd := child(t, "hold", path)
	in, errIn := cmd.StdinPipe()
	out, errOut := cmd.StdoutPipe()
	if err := errors.Join(errIn, errOut, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("the other process: %q, %v", line, err)
	}
	before := state(t, path)
	var wg sync.WaitGroup
	for what, do := range map[string]func() error{
		"open":         func() error { _, err := Open(path, Options{}); return err },
		"open to read": func() error { _, err := Open(path, Options{ReadOnly: true}); return err },
		"verify":       func() error { _, err := Verify(t.Context(), path); return err },
		"compact":      func() error { _, err := Compact(t.Context(), path); return err },
		"restore":      func() error { _, err := Restore(t.Context(), backup, path, true); return err },
	} {
		wg.Go(func() {
			if err := do(); !errors.Is(err, journal.ErrLocked) {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
	wg.Wait()
	if state(t, path) != before {
		t.Error("the file or its directory has changed")
	}
	in.Close() // the other closes while we wait for it
	j := open(t, path, Options{})
	if got, err := list(t.Context(), j); err != nil || !got.equal(want) {
		t.Errorf("it reads as %v, %v", got, err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// killStreams is to how many streams the process appends that is killed.
const killStreams = 6

// appendUntilKilled appends to several streams at once and says so after
// each append.
func appendUntilKilled(path string) error {
	j, err := Open(path, Options{})
	if err != nil {
		return err
	}
	ctx := context.Background()
	failed := make(chan error)
	for s := range killStreams {
		stream := fmt.Sprintf("board/%d", s)
		infos, err := j.Streams(ctx, stream)
		if err != nil {
			return err
		}
		head := uint64(0)
		if len(infos) > 0 {
			head = infos[0].Head
		}
		go func() {
			for n := 1; ; n++ {
				entries := killEntries(stream, head, 1+n%3)
				if err := j.Append(ctx, stream, head, entries); err != nil {
					failed <- err
				}
				head += uint64(len(entries))
				fmt.Println(s, head)
				if n%10 == 0 {
					j.SaveSnapshot(ctx, stream, journal.Snapshot{Seq: head, Data: make([]byte, 20_000)})
				}
			}
		}()
	}
	return <-failed
}

func killEntries(stream string, head uint64, n int) []journal.Entry {
	entries := make([]journal.Entry, n)
	for i := range entries {
		seq := head + uint64(i) + 1
		entries[i] = journal.Entry{Seq: seq, At: time.Now(), ID: fmt.Sprintf("%s#%d", stream, seq), Data: make([]byte, 50+seq%300)}
	}
	return entries
}

// TestKilled has a process append, kills it at any time, and looks whether
// everything it had acknowledged is there and whole. TAKT_TEST_KILLS says
// how often, 5 times if it is not set.
func TestKilled(t *testing.T) {
	t.Parallel()
	rounds := 5
	if s := os.Getenv("TAKT_TEST_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		rounds = n
	}
	path := filepath.Join(t.TempDir(), "takt.db")
	var acked [killStreams]uint64
	for round := range rounds {
		runAndKill(t, path, &acked)
		report := wantWhole(t, path)
		wantAcked(t, path, acked)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
		t.Logf("round %d: %d entries, acknowledged up to %v", round, report.Entries, acked)
	}
}

// runAndKill notes what the process acknowledges until it is killed.
func runAndKill(t *testing.T, path string, acked *[killStreams]uint64) {
	cmd := child(t, "append", path)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	var kill *time.Timer
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var stream int
		var seq uint64
		if _, err := fmt.Sscan(lines.Text(), &stream, &seq); err != nil {
			continue // the last line, cut short
		}
		acked[stream] = seq
		if kill == nil {
			kill = time.AfterFunc(rand.N(250*time.Millisecond), func() { cmd.Process.Kill() })
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != -1 {
		t.Errorf("the process ended by itself: %v", err)
	}
}

func wantAcked(t *testing.T, path string, acked [killStreams]uint64) {
	j, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	for s, seq := range acked {
		stream := fmt.Sprintf("board/%d", s)
		n := uint64(0)
		for _, err := range j.Read(t.Context(), stream, 0) {
			if n++; err != nil {
				t.Error(err)
			}
		}
		if n < seq {
			t.Errorf("%s: %d entries of %d acknowledged", stream, n, seq)
		}
		if seq == 0 {
			continue
		}
		if got, ok, err := j.Find(t.Context(), stream, fmt.Sprintf("%s#%d", stream, seq), journal.Latest); got != seq || !ok || err != nil {
			t.Errorf("%s: request %d is found at %d, %v, %v", stream, seq, got, ok, err)
		}
	}
}
