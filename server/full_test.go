package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// limit bounds how large a file the process may write, as a full disk would.
func (p *process) limit(t *testing.T, bytes uint64) {
	t.Helper()
	limit := unix.Rlimit{Cur: bytes, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		t.Fatal(err)
	}
}

// fill adds cards until one is refused, and returns the answer and how many
// were added.
func (p *process) fill(t *testing.T, board, prefix string) (added, status int, body []byte) {
	t.Helper()
	text := strings.Repeat("0123456789abcdef", 1000)
	for i := range 5000 {
		command := fmt.Sprintf(`{"id":"%s-%d","cmd":"card.add","card":"%s-%d","lane":"sprint","stage":"proposed","title":"T","set":{"description":%q}}`, prefix, i, prefix, i, text)
		if status, body = p.ask("POST", "/api/boards/"+board+"/commands", command); status != 200 {
			return i, status, body
		}
	}
	t.Fatal("the disk does not fill")
	return
}

// TestFullDisk: without room the server stays up, reading works, commands are
// refused with the reason, and it all goes on when there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	p := spawn(t, binary(t), t.TempDir())
	b := p.newBoard(1)
	const small = 1 << 20
	p.limit(t, small)
	added, status, body := p.fill(t, b.ID, "a")
	var problem struct{ Code, Detail string }
	if err := json.Unmarshal(body, &problem); err != nil || status != 503 || problem.Code != "unavailable" || !strings.Contains(problem.Detail, "full") {
		t.Errorf("%d %s", status, body)
	}
	full := p.board(b.ID)
	if len(full.Cards) != added+1 || full.Seq != b.Seq+uint64(added) {
		t.Errorf("%d cards at %d, after %d were added", len(full.Cards), full.Seq, added)
	}
	p.expect(200, "GET", "/readyz", "", nil)
	w := p.join(b.ID, full.Seq, full.Epoch)
	if m := w.hear(); m.Welcome == nil {
		t.Errorf("joined: %+v", m)
	}
	// As large as what did not fit: something small may still find room in a page.
	w.say(fmt.Sprintf(`{"id":"x","cmd":"card.add","lane":"sprint","stage":"proposed","title":"T","set":{"description":%q}}`, strings.Repeat("x", 16_000)))
	if m := w.hear(); m.Refused == nil || m.Refused.Code != "unavailable" {
		t.Errorf("over the socket: %+v", m)
	}
	if status, body := p.ask("POST", "/api/session", `{"name":"Ann"}`); status != 503 && status != 201 {
		t.Errorf("signing in: %d %s", status, body)
	}

	p.limit(t, unix.RLIM_INFINITY)
	command := `{"id":"room","cmd":"board.rename","name":"Room again"}`
	path := "/api/boards/" + b.ID + "/commands"
	for end := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) { // the room waits a second before it tries again
		if status, body = p.ask("POST", path, command); status == 200 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("with room again: %d %s", status, body)
		}
	}
	if e := w.hearEvent(); e.ID != "room" {
		t.Errorf("event %+v", e)
	}
	if got := p.board(b.ID); got.Name != "Room again" || len(got.Cards) != len(full.Cards) {
		t.Errorf("board %q with %d cards", got.Name, len(got.Cards))
	}
}
