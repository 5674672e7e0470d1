package server_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

var rounds = flag.Int("rounds", 3, "how often TestKill kills the server")

// binary is the product, built once.
func binary(t *testing.T) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var build = sync.OnceValues(func() (path string, err error) {
	path = filepath.Join(scratch, "takt")
	if out, err := exec.Command("go", "build", "-o", path, "takt/cmd/takt").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

// A process is a server of its own.
type process struct {
	site
	cmd *exec.Cmd
	log bytes.Buffer
}

// spawn starts the binary on a data directory and waits until it serves.
func spawn(t *testing.T, binary, data string, flags ...string) *process {
	t.Helper()
	p := &process{site: site{t: t}}
	p.cmd = exec.Command(binary, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data, "--no-example", "--log-level", "warn"}, flags...)...)
	p.cmd.Env = []string{"HOME=" + t.TempDir()}
	p.cmd.Stderr = &p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		p.kill()
		t.Fatalf("the server did not start: %s", p.log.String())
	}
	_, address, _ := strings.Cut(strings.TrimSpace(line), "Takt is at ")
	p.base = strings.Replace(address, "localhost", "127.0.0.1", 1)
	return p
}

// kill ends the process as kill -9 does.
func (p *process) kill() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// A mover is a client that moves cards, and comes back after every kill with
// what it knows, as a browser does.
type mover struct {
	name  string
	after uint64
	epoch string
	sent  int
	open  map[string]string // request id to command: sent and not acknowledged
	acked map[string]uint64 // request id to the event that acknowledged it
	seen  map[uint64]event
	order []string // problems, for the test to report
}

func newMover(name string, b board) *mover {
	return &mover{name: name, after: b.Seq, epoch: b.Epoch, open: map[string]string{}, acked: map[string]uint64{}, seen: map[uint64]event{}}
}

// move works until the server is gone.
func (m *mover) move(p *process, board string) {
	w, err := p.tryDial(board)
	if err != nil {
		return
	}
	defer w.Close()
	if w.tell(fmt.Sprintf(`{"join":{"after":%d,"epoch":%q}}`, m.after, m.epoch)) != nil {
		return
	}
	for _, command := range m.open {
		if w.tell(command) != nil {
			return
		}
	}
	for m.step(w) == nil {
	}
}

// step keeps a few commands under way and takes in one message.
func (m *mover) step(w *tab) error {
	for len(m.open) < 4 {
		m.sent++
		id := fmt.Sprintf("%s-%d", m.name, m.sent)
		stage := []string{"ready", "setup", "running"}[rand.IntN(3)]
		m.open[id] = fmt.Sprintf(`{"id":%q,"cmd":"card.move","card":"c%d","lane":"sprint","stage":%q}`, id, rand.IntN(8), stage)
		if err := w.tell(m.open[id]); err != nil {
			return err
		}
	}
	msg, err := w.next()
	switch {
	case err != nil:
		return err
	case msg.Resync != nil:
		m.order = append(m.order, fmt.Sprintf("told to begin anew after %d: %s", m.after, msg.Resync.Reason))
		return fmt.Errorf("resync")
	case msg.Refused != nil:
		m.order = append(m.order, fmt.Sprintf("refused: %+v", *msg.Refused))
		delete(m.open, msg.Refused.ID)
	case msg.Event != nil:
		m.take(*msg.Event)
	}
	return nil
}

func (m *mover) take(e event) {
	if _, mine := m.open[e.ID]; mine {
		delete(m.open, e.ID)
		m.acked[e.ID] = e.Seq
	}
	if e.Seq <= m.after { // the answer to something asked again
		return
	}
	if e.Seq != m.after+1 {
		m.order = append(m.order, fmt.Sprintf("event %d follows %d", e.Seq, m.after))
	}
	m.after = e.Seq
	m.seen[e.Seq] = e
}

func (w *tab) tell(text string) error { return w.WriteMessage(websocket.TextMessage, []byte(text)) }

// TestKill kills the server again and again while clients move cards. What was
// acknowledged to anybody, or seen by anybody, is there afterwards, once and in
// its place, and everybody goes on from where they were.
func TestKill(t *testing.T) {
	t.Parallel()
	takt, data := binary(t), t.TempDir()
	p := spawn(t, takt, data)
	b := p.newBoard(8)
	var movers []*mover
	for i := range 4 {
		movers = append(movers, newMover(fmt.Sprint("m", i), b))
	}
	for round := range *rounds {
		var busy sync.WaitGroup
		for _, m := range movers {
			busy.Go(func() { m.move(p, b.ID) })
		}
		time.Sleep(time.Duration(100+rand.IntN(400)) * time.Millisecond) // any moment is a good one to die
		p.kill()
		busy.Wait()
		p = spawn(t, takt, data)
		p.check(t, round, b, movers)
	}
	acked := 0
	for _, m := range movers {
		acked += len(m.acked)
	}
	t.Logf("%d moves acknowledged in %d rounds", acked, *rounds)
	if acked == 0 {
		t.Error("nothing was acknowledged")
	}
}

// check compares what the server has with what the clients know.
func (p *process) check(t *testing.T, round int, b board, movers []*mover) {
	t.Helper()
	history, first := p.history(t, b.ID)
	for _, m := range movers {
		for _, problem := range m.order {
			t.Errorf("round %d: %s: %s", round, m.name, problem)
		}
		for id, seq := range m.acked {
			if first[id] != seq {
				t.Errorf("round %d: %s was acknowledged as event %d and is %d", round, id, seq, first[id])
			}
		}
		for seq, e := range m.seen {
			if history[seq] != e {
				t.Errorf("round %d: %s saw %+v and there is %+v", round, m.name, e, history[seq])
			}
		}
	}
	if got := p.board(b.ID); got.Epoch != b.Epoch || got.Seq != uint64(len(history)) {
		t.Errorf("round %d: the board is at %d in %s, its history has %d events in %s", round, got.Seq, got.Epoch, len(history), b.Epoch)
	}
}

// history reads all events: by number, and the first of each request.
func (p *process) history(t *testing.T, board string) (bySeq map[uint64]event, byID map[string]uint64) {
	t.Helper()
	bySeq, byID = map[uint64]event{}, map[string]uint64{}
	for {
		var page []event
		p.expect(200, "GET", fmt.Sprintf("/api/boards/%s/events?after=%d&limit=5000", board, len(bySeq)), "", &page)
		if len(page) == 0 {
			return bySeq, byID
		}
		for _, e := range page {
			if e.Seq != uint64(len(bySeq))+1 {
				t.Fatalf("event %d follows %d", e.Seq, len(bySeq))
			}
			if before, twice := byID[e.ID]; twice && bySeq[e.Seq-1].ID != e.ID {
				t.Errorf("%s was done as event %d and as %d", e.ID, before, e.Seq)
			} else if !twice {
				byID[e.ID] = e.Seq
			}
			bySeq[e.Seq] = e
		}
	}
}
