package server_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"takt/server"
)

func withExample(c *server.Config) { c.Example = true; c.Language = "sv" }

func TestFirstStartOpensOnTheExample(t *testing.T) {
	data := filepath.Join(t.TempDir(), "new", "data")
	s := start(t, data, withExample)
	var list []listed
	s.expect(200, "GET", "/api/boards", "", &list)
	if len(list) != 1 || !strings.Contains(list[0].Name, "portfölj") {
		t.Fatalf("boards %+v", list)
	}
	example := s.board(list[0].ID)
	if len(example.Cards) < 40 {
		t.Errorf("%d cards", len(example.Cards))
	}
	var people []struct{ ID, Name string }
	if s.expect(200, "GET", "/api/people", "", &people); len(people) < 5 {
		t.Errorf("people %v", people)
	}
	s.stop()

	s = start(t, data, withExample)
	var again []listed
	if s.expect(200, "GET", "/api/boards", "", &again); len(again) != 1 || again[0].Seq != list[0].Seq {
		t.Errorf("the second start has %+v", again)
	}
	var templates []struct{ ID, Name string }
	if s.expect(200, "GET", "/api/templates?language=da", "", &templates); len(templates) < 2 {
		t.Errorf("templates %v", templates)
	}
	for _, template := range templates {
		var made board
		s.expect(201, "POST", "/api/boards", fmt.Sprintf(`{"name":"Ny","language":"da","template":%q}`, template.ID), &made)
		if b := s.board(made.ID); b.Name != "Ny" {
			t.Errorf("template %s makes %q", template.ID, b.Name)
		}
	}
	var after []struct{ ID, Name string }
	if s.expect(200, "GET", "/api/people", "", &after); len(after) > 3*len(people) {
		t.Errorf("%d people, then %d", len(people), len(after))
	}
}

func TestStartWithoutExample(t *testing.T) {
	s := start(t, t.TempDir())
	var list []listed
	if s.expect(200, "GET", "/api/boards", "", &list); len(list) != 0 {
		t.Errorf("boards %+v", list)
	}
}

func TestTwoClientsInStep(t *testing.T) {
	s := start(t, t.TempDir())
	b := s.newBoard(4)
	ann, bob := s.join(b.ID, 0, ""), s.join(b.ID, 0, "")
	for _, w := range []*tab{ann, bob} {
		if m := w.hear(); m.Welcome == nil || m.Welcome.Board == nil || len(m.Welcome.Board.Cards) != 4 || m.Welcome.You != "guest" {
			t.Fatalf("welcome %+v", m)
		}
	}
	const moves = 50
	for i := range moves {
		for _, w := range []*tab{ann, bob} {
			who := map[*tab]string{ann: "a", bob: "b"}[w]
			stage := []string{"setup", "proposed"}[i%2]
			w.say(fmt.Sprintf(`{"id":"%s%d","cmd":"card.move","card":"c%d","lane":"sprint","stage":%q}`, who, i, i%4, stage))
		}
	}
	for i := range 2 * moves {
		a, b2 := ann.hearEvent(), bob.hearEvent()
		if a != b2 || a.Seq != b.Seq+uint64(i)+1 {
			t.Fatalf("event %d: %+v and %+v after %d", i, a, b2, b.Seq)
		}
	}
	s.do(b.ID, `{"id":"http","cmd":"board.rename","name":"Other"}`)
	if a, b := ann.hearEvent(), bob.hearEvent(); a != b || a.ID != "http" {
		t.Errorf("over HTTP: %+v and %+v", a, b)
	}
}

func TestResume(t *testing.T) {
	s := start(t, t.TempDir())
	b := s.newBoard(5)
	for name, c := range map[string]struct {
		after  uint64
		epoch  string
		resync bool
	}{
		"after a gap":   {b.Seq - 3, b.Epoch, false},
		"at the end":    {b.Seq, b.Epoch, false},
		"unknown epoch": {b.Seq - 3, "another", true},
		"future seq":    {b.Seq + 7, b.Epoch, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := s.join(b.ID, c.after, c.epoch)
			m := w.hear()
			if c.resync {
				if m.Resync == nil || m.Resync.Reason == "" {
					t.Fatalf("%+v", m)
				}
				w.say(`{"join":{"after":0,"epoch":""}}`)
				if m := w.hear(); m.Welcome == nil || m.Welcome.Board == nil || m.Welcome.Board.Seq != b.Seq {
					t.Errorf("joined again: %+v", m)
				}
				return
			}
			if m.Welcome == nil || m.Welcome.Board != nil || m.Welcome.Seq != b.Seq {
				t.Fatalf("%+v", m)
			}
			for seq := c.after + 1; seq <= b.Seq; seq++ {
				if e := w.hearEvent(); e.Seq != seq {
					t.Errorf("event %d, want %d", e.Seq, seq)
				}
			}
		})
	}
}

func TestRestart(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := start(t, data)
	before := s.newBoard(3)
	watching := s.join(before.ID, 0, "")
	watching.hear()
	const move = `{"id":"m1","cmd":"card.move","card":"c1","lane":"sprint","stage":"setup"}`
	seq := s.do(before.ID, move)
	begun := time.Now()
	go s.stop()
	watching.expectClose(4000)
	s.stop()
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("stopping took %v", took)
	}

	s = start(t, data)
	after := s.board(before.ID)
	if after.Epoch != before.Epoch || after.Seq != seq || after.Cards[1].Stage == after.Cards[2].Stage {
		t.Errorf("before %+v, after %+v", before, after)
	}
	back := s.join(before.ID, before.Seq, before.Epoch)
	if m := back.hear(); m.Welcome == nil || m.Welcome.Board != nil {
		t.Errorf("resumed with %+v", m)
	}
	if e := back.hearEvent(); e.Seq != seq || e.ID != "m1" {
		t.Errorf("missed %+v", e)
	}
	if again := s.do(before.ID, move); again != seq {
		t.Errorf("asked again over HTTP: %d, want %d", again, seq)
	}
	back.say(move)
	if e := back.hearEvent(); e.Seq != seq {
		t.Errorf("asked again over the socket: %+v", e)
	}
	if status, body := s.ask("POST", "/api/boards/"+before.ID+"/commands", strings.Replace(move, "c1", "c2", 1)); status != 409 {
		t.Errorf("another command under the id: %d %s", status, body)
	}
	if b := s.board(before.ID); b.Seq != seq {
		t.Errorf("revision %d, want %d", b.Seq, seq)
	}
}

// longBatch is a command that gives three events of 17 KB, and one that is short.
func longBatch(i int) string {
	random := make([]byte, 8<<10) // or compression would make it short
	rand.Read(random)
	var changes []string
	for range 3 {
		changes = append(changes, fmt.Sprintf(`{"cmd":"card.change","card":"c0","set":{"description":"%d %x"}}`, len(changes), random))
	}
	return fmt.Sprintf(`{"id":"t%d","cmd":"batch","commands":[%s,{"cmd":"board.rename","name":"No. %d"}]}`, i, strings.Join(changes, ","), i)
}

func TestSlowReaderHarmsNobody(t *testing.T) { // alone: it takes times
	s := start(t, t.TempDir())
	b := s.newBoard(1)
	slow, fast := s.join(b.ID, 0, ""), s.join(b.ID, 0, "")
	if err := slow.NetConn().(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	longest := time.Duration(0)
	for i := range 100 { // three frames each, more in all than a queue holds
		sent := time.Now()
		fast.say(longBatch(i))
		for fast.hearEvent().Kind != "board.changed" {
		}
		longest = max(longest, time.Since(sent))
	}
	if longest > 5*time.Second {
		t.Errorf("somebody waited %v for a slow reader", longest)
	}
	if _, metrics := s.ask("GET", "/metrics", ""); !bytes.Contains(metrics, []byte(`takt_drops_total{cause="too_slow"} 1`)) {
		t.Error("the slow reader was not dropped")
	}
	begun := time.Now()
	if s.stop(); time.Since(begun) > 9*time.Second {
		t.Errorf("stopping took %v with a reader that is stalled", time.Since(begun))
	}
}

func TestGuestsAndPeople(t *testing.T) {
	s := start(t, t.TempDir())
	b := s.newBoard(1)
	var events []event
	s.expect(200, "GET", "/api/boards/"+b.ID+"/events", "", &events)
	for _, e := range events {
		if e.By != "guest" {
			t.Errorf("event %+v", e)
		}
	}
	const comment = `{"id":"k","cmd":"comment.add","card":"c0","comment":"m","text":"Mine"}`
	s.do(b.ID, comment)
	s.do(b.ID, `{"id":"e","cmd":"comment.edit","card":"c0","comment":"m","text":"All guests are one"}`)
}

func TestMalformedFramesHarmNobody(t *testing.T) {
	s := start(t, t.TempDir())
	b := s.newBoard(1)
	good := s.join(b.ID, 0, "")
	good.hear()
	for _, frame := range [][]byte{
		{}, []byte("{"), []byte("null"), []byte(`{"join":`), {0xff, 0xfe}, []byte(`{"join":{"after":18446744073709551616}}`),
		[]byte(`{"id":"x","cmd":"card.add"`), bytes.Repeat([]byte("["), 60<<10), bytes.Repeat([]byte(`{"a":`), 10<<10),
	} {
		bad := s.dial(b.ID)
		if err := bad.WriteMessage(1, frame); err != nil {
			t.Fatal(err)
		}
		for bad.SetReadDeadline(time.Now().Add(patience)); ; {
			_, err := bad.next()
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				t.Fatalf("%.40q is still waited upon", frame)
			}
			if err != nil {
				break
			}
		}
	}
	s.do(b.ID, `{"id":"k","cmd":"board.rename","name":"Still here"}`)
	if e := good.hearEvent(); e.ID != "k" {
		t.Errorf("event %+v", e)
	}
}

func TestForeignOriginIsRefused(t *testing.T) {
	s := start(t, t.TempDir())
	if status, body := s.ask("POST", "/api/boards", `{"name":"x"}`, "Origin: http://evil.example"); status != 403 {
		t.Errorf("%d %s", status, body)
	}
}

func TestOneProcessAtATime(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	start(t, data)
	_, err := server.Open(t.Context(), server.Config{Data: data, Log: quietLog})
	if !errors.Is(err, server.ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
}

func TestChoresWhileServing(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := start(t, data)
	b := s.newBoard(3)
	info, err := os.Stat(filepath.Join(data, "takt.sock"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the local socket: %v %v", info, err)
	}
	report, err := server.Verify(t.Context(), data)
	if err != nil || len(report.Problems) != 0 || report.Entries != int(b.Seq) || report.Epoch != b.Epoch {
		t.Errorf("verified: %+v %v", report, err)
	}
	file := filepath.Join(t.TempDir(), "backup")
	if r, err := server.Backup(t.Context(), data, file); err != nil || r.Entries != int(b.Seq) {
		t.Errorf("backed up: %+v %v", r, err)
	}
	if status, _ := s.ask("POST", "/admin/verify", ""); status != 404 {
		t.Errorf("everybody may verify: %d", status)
	}
	s.do(b.ID, `{"id":"later","cmd":"board.rename","name":"After the backup"}`)
	if _, err := server.Restore(t.Context(), data, file); !errors.Is(err, server.ErrInUse) {
		t.Errorf("restored under a running server: %v", err)
	}
	s.stop()
	if left, err := filepath.Glob(filepath.Join(data, "*.sock")); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v %v", left, err)
	}

	restored, err := server.Restore(t.Context(), data, file)
	if err != nil || restored.Epoch == b.Epoch || restored.Kept == "" {
		t.Fatalf("restored: %+v %v", restored, err)
	}
	s = start(t, data)
	if got := s.board(b.ID); got.Name != b.Name || got.Seq != b.Seq || got.Epoch != restored.Epoch {
		t.Errorf("board %+v", got)
	}
	if m := s.join(b.ID, b.Seq+1, b.Epoch).hear(); m.Resync == nil {
		t.Errorf("a browser of before the restore hears %+v", m)
	}
}

// Connect works the same with a server that runs and with one of its own.
func TestConnect(t *testing.T) {
	t.Parallel()
	for _, runs := range []bool{true, false} {
		t.Run(fmt.Sprint("running ", runs), func(t *testing.T) {
			data := t.TempDir()
			s := start(t, data)
			b := s.newBoard(3)
			if !runs {
				s.stop()
			}
			c, err := server.Connect(t.Context(), server.Config{Data: data, Log: quietLog})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			var file bytes.Buffer
			if err := c.Export(t.Context(), "Portfolio", &file); err != nil {
				t.Fatal(err)
			}
			id, err := c.Import(t.Context(), server.File{Name: "copy.json", Data: file.Bytes(), Options: server.ImportOptions{Name: "Copy"}})
			if err != nil || id == b.ID {
				t.Fatalf("imported as %q: %v", id, err)
			}
			list, err := c.Boards(t.Context())
			if err != nil || len(list) != 2 || list[0].Name != "Copy" || list[0].Cards != 3 {
				t.Errorf("boards %+v %v", list, err)
			}
			if err := c.Export(t.Context(), "nope", &file); err == nil {
				t.Error("a board that is not there was exported")
			}
			bad := server.File{Name: "x.png", Data: []byte("\x89PNG\r\n\x1a\n\x00")}
			if _, err := c.Import(t.Context(), bad); !errors.Is(err, server.ErrBadFile) {
				t.Errorf("a picture was imported: %v", err)
			}
		})
	}
}
