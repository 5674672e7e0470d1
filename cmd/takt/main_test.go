package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"takt": main}) }

// The scripts are the binary as users type it. Besides what testscript knows
// they have:
//
//	exits CODE takt …   runs takt and wants an exit code
//	start takt …        runs a server until halt, and sets $URL to its address
//	halt                sends it SIGTERM and wants it to end well
//	get PATH            writes the answer of the server to stdout
//	post PATH BODY      likewise
//	swap FILE OLD NEW   writes over every OLD in a file, without changing its size
//	cut FILE BYTES      makes a file that short
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"start": startServer,
			"halt":  stopServer,
			"get": func(ts *testscript.TestScript, _ bool, args []string) {
				request(ts, http.MethodGet, args[0], "")
			},
			"post": func(ts *testscript.TestScript, _ bool, args []string) {
				request(ts, http.MethodPost, args[0], args[1])
			},
			"swap": swap,
			"cut":  cut,
		},
		Setup: func(env *testscript.Env) error {
			env.Values[serverKey{}] = &background{}
			return nil
		},
	})
}

// A background server belongs to one script.
type background struct {
	cmd    *exec.Cmd
	stderr bytes.Buffer
}

type serverKey struct{}

func serverOf(ts *testscript.TestScript) *background { return ts.Value(serverKey{}).(*background) }

// command is a command of the script, with its environment and directory.
func command(ts *testscript.TestScript, args []string) *exec.Cmd {
	path := ts.Getenv("PATH")
	os.Setenv("PATH", path) // where testscript has put takt
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"PATH=" + path, "HOME=" + ts.Getenv("HOME"), "TMPDIR=" + ts.Getenv("TMPDIR")}
	return cmd
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	cmd := command(ts, args[1:])
	cmd.Stdout, cmd.Stderr = ts.Stdout(), ts.Stderr()
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		ts.Fatalf("%v", err)
	}
	if got := cmd.ProcessState.ExitCode(); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func startServer(ts *testscript.TestScript, _ bool, args []string) {
	s := serverOf(ts)
	s.cmd = command(ts, args)
	s.stderr.Reset()
	s.cmd.Stderr = &s.stderr
	out, err := s.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(s.cmd.Start())
	ts.Defer(func() { s.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		s.cmd.Wait()
		ts.Fatalf("the server did not start: %s", s.stderr.String())
	}
	_, address, _ := strings.Cut(strings.TrimSpace(line), "Takt is at ")
	ts.Setenv("URL", address)
}

func stopServer(ts *testscript.TestScript, _ bool, _ []string) {
	s := serverOf(ts)
	begun := time.Now()
	ts.Check(s.cmd.Process.Signal(syscall.SIGTERM))
	if err := s.cmd.Wait(); err != nil {
		ts.Fatalf("the server ended with %v: %s", err, s.stderr.String())
	}
	if took := time.Since(begun); took > 10*time.Second {
		ts.Fatalf("stopping took %v", took)
	}
}

func request(ts *testscript.TestScript, method, path, body string) {
	r, err := http.NewRequest(method, ts.Getenv("URL")+path, strings.NewReader(body))
	ts.Check(err)
	response, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer response.Body.Close()
	_, err = io.Copy(ts.Stdout(), response.Body)
	ts.Check(err)
}

func swap(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	data, err := os.ReadFile(file)
	ts.Check(err)
	if len(args[1]) != len(args[2]) || !bytes.Contains(data, []byte(args[1])) {
		ts.Fatalf("%q is not in the file, or %q is not as long", args[1], args[2])
	}
	ts.Check(os.WriteFile(file, bytes.ReplaceAll(data, []byte(args[1]), []byte(args[2])), 0o600))
}

func cut(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}
