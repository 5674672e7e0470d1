package main

import (
	"strings"
	"testing"
	"time"
)

func TestFigureMeetsItsTarget(t *testing.T) {
	for _, c := range []struct {
		f    figure
		want bool
	}{
		{figure{Value: 3}, true},
		{figure{Value: 2, Floor: 1, Target: atMostTimes(2)}, true},
		{figure{Value: 2.1, Floor: 1, Target: atMostTimes(2)}, false},
		{figure{Value: 80, Floor: 10, Target: atLeastTimes(8)}, true},
		{figure{Value: 79, Floor: 10, Target: atLeastTimes(8)}, false},
		{figure{Value: 0, Target: atMost(0)}, true},
		{figure{Value: 1, Target: atMost(0)}, false},
	} {
		if c.f.met() != c.want {
			t.Errorf("%+v: met %v", c.f, c.f.met())
		}
	}
}

func TestReportAsMarkdown(t *testing.T) {
	r := report{
		Title: "A load", Command: "swarm --rate 20",
		Machine: machine{When: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC), CPUs: 2, Files: "ext4", Go: "go1.26", Load: "0.1 0.2 0.3"},
		Figures: []figure{
			{What: "seen by all", Value: 1.8, Unit: "ms", Floor: 1.2, Target: atMostTimes(2)},
			{What: "moves", Value: 12345.6, Unit: "/s"},
		},
		Spreads:  []spread{{"seen by all", quantiles{P50: 1800 * time.Microsecond, P95: 2 * time.Millisecond, P99: 12 * time.Millisecond, Max: time.Second, N: 9}}},
		Warnings: []string{"busy."},
	}
	want := strings.Join([]string{
		"### A load", "", "`swarm --rate 20`", "", "2 CPUs, ext4, go1.26; 2026-11-21 10:00 UTC, load 0.1 0.2 0.3", "",
		"| what        | Takt     | floor   | ratio  | target | met |",
		"| ----------- | -------- | ------- | ------ | ------ | --- |",
		"| seen by all | 1.80 ms  | 1.20 ms | 1.50 × | ≤ 2 ×  | yes |",
		"| moves       | 12346 /s |         |        |        |     |", "",
		"| time        | p50     | p95  | p99   | max     |",
		"| ----------- | ------- | ---- | ----- | ------- |",
		"| seen by all | 1.80 ms | 2 ms | 12 ms | 1000 ms |", "",
		"Warning: busy.", "",
	}, "\n")
	if got := (style{Markdown: true}).text(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	plain := (style{}).text(r)
	if strings.Contains(plain, "|") || !strings.Contains(plain, "what         Takt      floor    ratio   target  met") {
		t.Errorf("plain:\n%s", plain)
	}
}

func TestMetricsPage(t *testing.T) {
	got := parseMetrics([]byte("# HELP go_goroutines n\n# TYPE go_goroutines gauge\ngo_goroutines 12\nprocess_cpu_seconds_total 1.25e+01\ntakt_x{kind=\"a b\"} 3\n"))
	if got["go_goroutines"] != 12 || got["process_cpu_seconds_total"] != 12.5 {
		t.Errorf("%v", got)
	}
}
