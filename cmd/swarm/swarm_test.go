package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test binary stand in for swarm when it is started as the
// floor's child process.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "floor-writer" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// swarm runs a command line and returns its exit code and what it wrote.
func swarm(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func briefly(f *fixture, more ...string) []string {
	return append([]string{"--url", f.URL, "--watchers", "5", "--rate", "200", "--warmup", "50ms",
		"--duration", "300ms", "--rounds", "1", "--floor", "0", "--cards", "60"}, more...)
}

func TestHonestServerPasses(t *testing.T) {
	t.Parallel()
	f := newFixture(t, honest)
	code, out, errs := swarm(t, briefly(f, "--json", "--movers", "2", "--floor", "100ms", "--dir", t.TempDir())...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var r struct{ Rounds []measured }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	got := r.Rounds[0]
	if got.Load.Moves != 60 || got.Load.All.N != 60 || got.Load.Each.N != 300 || got.Load.Ack.N != 60 {
		t.Errorf("60 moves to 5 watchers gave %d moves, %d acknowledged, %d seen by each, %d by all",
			got.Load.Moves, got.Load.Ack.N, got.Load.Each.N, got.Load.All.N)
	}
	if got.Load.EventsPerFrame != 1 || got.Load.EventBytes < 100 {
		t.Errorf("%v events per frame of %v bytes", got.Load.EventsPerFrame, got.Load.EventBytes)
	}
	fl := got.Floor
	if fl.Update.P50 <= 0 || fl.Append.P50 <= 0 || fl.Fan.P50 <= 0 || fl.Both.P50 <= 0 || fl.FanCPU <= 0 || fl.BothCPU <= fl.FanCPU/2 {
		t.Errorf("floor %+v", fl)
	}
}

func TestClosedLoopKeepsOneMoveUnderWay(t *testing.T) {
	t.Parallel()
	f := newFixture(t, honest)
	code, out, errs := swarm(t, briefly(f, "--json", "--watchers", "1", "--movers", "8", "--rate", "0", "--warmup", "0", "--floor", "100ms", "--dir", t.TempDir())...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var r struct{ Rounds []measured }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	got := r.Rounds[0]
	if got.Load.Moves < 8 || got.Load.All.N != uint64(got.Load.Moves) || got.Load.PerSecond <= 0 {
		t.Errorf("%d moves, %d seen by all, %v per second", got.Load.Moves, got.Load.All.N, got.Load.PerSecond)
	}
	if got.Floor.PerSecond <= 0 || got.Floor.PerSecondBy <= 0 || got.Floor.Fan.N != 0 {
		t.Errorf("floor %+v", got.Floor)
	}
}

func TestPostersAreSeenByWhoWatches(t *testing.T) {
	t.Parallel()
	f := newFixture(t, honest)
	code, out, errs := swarm(t, briefly(f, "--json", "--watchers", "2", "--movers", "4", "--rate", "0", "--warmup", "0", "--post")...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var r struct{ Rounds []measured }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if got := r.Rounds[0].Load; got.Moves < 4 || got.All.N != uint64(got.Moves) || got.Each.N != 2*got.All.N {
		t.Errorf("%d moves, %d seen by all, %d by each", got.Moves, got.All.N, got.Each.N)
	}
	if code, _, errs := swarm(t, briefly(f, "--post")...); code != exitUsage || !strings.Contains(errs, "--post needs --rate 0") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func TestMisbehaviourIsNoticed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does misbehaviour
		want string
	}{
		"duplicate": {duplicate, "out of turn 0, repeated 1, missing 0"},
		"skip":      {skip, "out of turn 0, repeated 0, missing 1"},
		"reorder":   {reorder, "out of turn 1, repeated 0, missing 0"},
		"swap":      {swap, "out of turn 1, repeated 0, missing 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, out, errs := swarm(t, briefly(newFixture(t, sometimes(c.does)))...)
			if code != exitWrong || !strings.Contains(errs, c.want) {
				t.Errorf("exit code %d, want %q in\n%s", code, c.want, errs)
			}
			if !strings.Contains(out, "out of turn, repeated or missing") {
				t.Errorf("no report:\n%s", out)
			}
		})
	}
}

func TestRefusedMoveIsNoticed(t *testing.T) {
	t.Parallel()
	for name, how := range map[string][]string{"over the socket": nil, "by HTTP": {"--post", "--rate", "0"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, honest)
			f.refuses = true
			code, _, errs := swarm(t, briefly(f, how...)...)
			if code != exitWrong || !strings.Contains(errs, "moves refused 1, unsettled 1") || !strings.Contains(errs, "too_many") {
				t.Errorf("exit code %d: %s", code, errs)
			}
		})
	}
}

func TestOpenReadsTheWholeBoardWhileCardsMove(t *testing.T) {
	t.Parallel()
	f := newFixture(t, honest)
	code, out, errs := swarm(t, "open", "--url", f.URL, "--cards", "120", "--duration", "300ms", "--warmup", "20ms", "--rounds", "1", "--json")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var r struct{ Rounds []opened }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if got := r.Rounds[0]; got.Took.N == 0 || got.Compressed == 0 || got.Compressed >= got.Plain || got.Moves.Moves == 0 {
		t.Errorf("%+v", got)
	}
}

func TestSoakFollowsPeopleOverTheirSessions(t *testing.T) {
	t.Parallel()
	f := newFixture(t, honest)
	code, out, errs := swarm(t, "soak", "--url", f.URL, "--watchers", "6", "--slow", "1", "--rate", "100", "--cards", "20",
		"--duration", "1s", "--warmup", "200ms", "--stay", "150ms", "--stall", "100ms", "--settle", "400ms", "--json")
	var r struct{ Rounds soaked }
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v: exit code %d: %s", err, code, errs)
	}
	got := r.Rounds
	if got.Faults.turns() != 0 || got.Steady.Faults != (faults{}) || got.Sessions <= 12 || got.Resumed < got.Sessions-6 || got.Events == 0 {
		t.Errorf("%+v\n%s", got, errs)
	}
}

func TestSoakNoticesWhatAResumeForgets(t *testing.T) {
	t.Parallel()
	forgets := func(c *fixtureConn, seq int, frame []byte) [][]byte {
		if c.number > 16 && seq%50 == 0 {
			return nil
		}
		return [][]byte{frame}
	}
	code, _, errs := swarm(t, "soak", "--url", newFixture(t, forgets).URL, "--watchers", "6", "--slow", "0", "--rate", "100", "--cards", "20",
		"--duration", "1s", "--warmup", "200ms", "--stay", "150ms", "--settle", "400ms")
	if code != exitWrong || !strings.Contains(errs, "events out of turn 0, repeated 0, missing") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func TestIdleCountsMemory(t *testing.T) {
	t.Parallel()
	code, out, errs := swarm(t, "idle", "--url", newFixture(t, honest).URL, "--sockets", "50", "--settle", "50ms", "--json")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var r struct{ Rounds idle }
	if err := json.Unmarshal([]byte(out), &r); err != nil || r.Rounds.Sockets != 50 || r.Rounds.With.RSS == 0 {
		t.Errorf("%v, %+v", err, r.Rounds)
	}
}

func TestUnknownFlagIsAUsageError(t *testing.T) {
	t.Parallel()
	if code, _, errs := swarm(t, "--watcher", "3"); code != exitUsage || !strings.Contains(errs, "--watcher") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func TestNoServerIsAnError(t *testing.T) {
	t.Parallel()
	if code, _, errs := swarm(t, "--url", "http://127.0.0.1:1"); code != exitWrong || !strings.Contains(errs, "refused") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}
