package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// process is a process to be watched: by its pid through /proc when it is on this
// machine, else by the figures of the server's /metrics.
type process struct {
	pid int
	api *api // nil when the process has no /metrics
}

// usage is what a process has used, or holds, at one moment.
type usage struct {
	CPU        time.Duration `json:"cpu_ns"`
	RSS        int64         `json:"rss_bytes"`
	Anonymous  int64         `json:"anonymous_bytes"` // RSS without mapped files; 0 when unknown
	Goroutines int           `json:"goroutines"`      // 0 when read from /proc
}

// usage reads /proc when it can: asking the process itself costs it some of what
// is to be measured.
func (p process) usage(ctx context.Context) (u usage, err error) {
	if p.pid == 0 {
		return p.metrics(ctx)
	}
	if u.CPU, err = cpuTime(p.pid); err != nil {
		return u, err
	}
	u.RSS, u.Anonymous, err = memory(p.pid)
	return u, err
}

// metrics reads the process's own figures; its processor time comes in steps of 10 ms.
func (p process) metrics(ctx context.Context) (u usage, err error) {
	req, err := http.NewRequestWithContext(ctx, "GET", p.api.base+"/metrics", nil)
	if err != nil {
		return u, err
	}
	text, err := p.api.do(req)
	if err != nil {
		return u, err
	}
	values := parseMetrics(text)
	u.CPU = time.Duration(values["process_cpu_seconds_total"] * float64(time.Second))
	u.RSS = int64(values["process_resident_memory_bytes"])
	u.Goroutines = int(values["go_goroutines"])
	if u.Goroutines == 0 {
		return u, errors.New("/metrics has no process figures")
	}
	return u, nil
}

// parseMetrics reads the metrics without labels of a Prometheus text page.
func parseMetrics(text []byte) map[string]float64 {
	values := map[string]float64{}
	for line := range bytes.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(string(line)), " ")
		if v, err := strconv.ParseFloat(value, 64); ok && err == nil {
			values[name] = v
		}
	}
	return values
}

// cpuTime adds up what the scheduler noted for each thread, in nanoseconds. Threads
// that ended are not in it; a Go program keeps its threads.
func cpuTime(pid int) (time.Duration, error) {
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("process %d: no /proc entry", pid)
	}
	var sum time.Duration
	for _, file := range files {
		text, err := os.ReadFile(file)
		if errors.Is(err, os.ErrNotExist) {
			continue
		} else if err != nil {
			return 0, err
		}
		ran, _, _ := strings.Cut(string(text), " ")
		ns, err := strconv.ParseInt(ran, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", file, err)
		}
		sum += time.Duration(ns)
	}
	return sum, err
}

func memory(pid int) (rss, anonymous int64, err error) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		kib, _ := strconv.ParseInt(fields[1], 10, 64)
		switch fields[0] {
		case "VmRSS:":
			rss = kib << 10
		case "RssAnon:":
			anonymous = kib << 10
		}
	}
	return rss, anonymous, nil
}

// busy returns how long the machine's processors together were not idle; ok is
// false where that is unknown.
func busy() (total time.Duration, ok bool) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, false
	}
	first, _, _ := strings.Cut(string(text), "\n")
	fields := strings.Fields(first)
	if len(fields) < 9 || fields[0] != "cpu" {
		return 0, false
	}
	var ticks int64
	for i, field := range fields[1:9] {
		if n, err := strconv.ParseInt(field, 10, 64); err == nil && i != 3 && i != 4 { // idle, iowait
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond, true
}

// effort is what a stretch of time cost: the process under test, swarm itself, and
// everybody else on the machine.
type effort struct {
	Took   time.Duration `json:"took_ns"`
	Server time.Duration `json:"server_cpu_ns"`
	Tool   time.Duration `json:"swarm_cpu_ns"`
	Others time.Duration `json:"others_cpu_ns"`
	After  usage         `json:"after"`
}

// meter measures an effort.
type meter struct {
	process process
	began   time.Time
	server  usage
	tool    time.Duration
	busy    time.Duration
}

func startMeter(ctx context.Context, p process) (m meter, err error) {
	m = meter{process: p, began: time.Now()}
	if m.server, err = p.usage(ctx); err != nil {
		return m, err
	}
	m.tool, _ = cpuTime(os.Getpid())
	m.busy, _ = busy()
	return m, nil
}

func (m meter) stop(ctx context.Context) (e effort, err error) {
	if e.After, err = m.process.usage(ctx); err != nil {
		return e, err
	}
	e.Took = time.Since(m.began)
	e.Server = e.After.CPU - m.server.CPU
	if tool, err := cpuTime(os.Getpid()); err == nil {
		e.Tool = tool - m.tool
	}
	if all, ok := busy(); ok {
		e.Others = max(0, all-m.busy-e.Server-e.Tool)
	}
	return e, nil
}

// toolShare is the part of one core that swarm itself kept busy.
func (e effort) toolShare() float64 { return share(e.Tool, e.Took) }

func (e effort) othersShare() float64 { return share(e.Others, e.Took) }

func share(part, whole time.Duration) float64 {
	if whole <= 0 {
		return 0
	}
	return part.Seconds() / whole.Seconds()
}
