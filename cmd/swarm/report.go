package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// report is what a command found.
type report struct {
	Title    string   `json:"title"`
	Command  string   `json:"command"`
	Machine  machine  `json:"machine"`
	Figures  []figure `json:"figures"`
	Spreads  []spread `json:"spreads,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
	Rounds   any      `json:"rounds,omitempty"` // every round as it was
}

// figure is one measure, with the machine's floor and the target where there are such.
type figure struct {
	What   string  `json:"what"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Floor  float64 `json:"floor,omitempty"` // in the same unit; 0 is none
	Target target  `json:"target,omitzero"`
}

// target is what a figure is to reach: a multiple of its floor, or a value.
type target struct {
	Bound   float64 `json:"bound"`
	Times   bool    `json:"times_floor,omitempty"`
	AtLeast bool    `json:"at_least,omitempty"` // else at most
	Set     bool    `json:"set"`
}

func atMost(bound float64) target      { return target{Bound: bound, Set: true} }
func atMostTimes(bound float64) target { return target{Bound: bound, Set: true, Times: true} }
func atLeastTimes(bound float64) target {
	return target{Bound: bound, Set: true, Times: true, AtLeast: true}
}

func (f figure) ratio() float64 {
	if f.Floor == 0 {
		return 0
	}
	return f.Value / f.Floor
}

// met tells whether the target was reached; a figure without one has met it.
func (f figure) met() bool {
	value := f.Value
	if f.Target.Times {
		value = f.ratio()
	}
	if f.Target.AtLeast {
		return value >= f.Target.Bound
	}
	return !f.Target.Set || value <= f.Target.Bound
}

func (f figure) cells() []string {
	cells := []string{f.What, quantity(f.Value, f.Unit), "", "", "", ""}
	if f.Floor != 0 {
		cells[2], cells[3] = quantity(f.Floor, f.Unit), number(f.ratio())+" ×"
	}
	if f.Target.Set {
		cells[4] = f.Target.text(f.Unit)
		cells[5] = map[bool]string{true: "yes", false: "no"}[f.met()]
	}
	return cells
}

func (t target) text(unit string) string {
	sign := map[bool]string{true: "≥ ", false: "≤ "}[t.AtLeast]
	if t.Times {
		return sign + number(t.Bound) + " ×"
	}
	return sign + quantity(t.Bound, unit)
}

// number writes three significant digits, more for large whole parts.
func number(v float64) string {
	switch {
	case v == float64(int64(v)) && v < 1e6:
		return strconv.FormatInt(int64(v), 10)
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case v >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'f', 3, 64)
}

func quantity(v float64, unit string) string {
	return strings.TrimSpace(number(v) + " " + unit)
}

// spread is how the times of one thing were distributed.
type spread struct {
	What string `json:"what"`
	quantiles
}

func (s spread) cells() []string {
	return []string{s.What, quantity(ms(s.P50), "ms"), quantity(ms(s.P95), "ms"), quantity(ms(s.P99), "ms"), quantity(ms(s.Max), "ms")}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// medianSpread takes the median over the rounds of each quantile.
func medianSpread[R any](what string, rounds []R, pick func(R) quantiles) spread {
	of := func(q func(quantiles) time.Duration) time.Duration {
		return medianOf(rounds, func(r R) time.Duration { return q(pick(r)) })
	}
	return spread{what, quantiles{
		P50: of(func(q quantiles) time.Duration { return q.P50 }),
		P95: of(func(q quantiles) time.Duration { return q.P95 }),
		P99: of(func(q quantiles) time.Duration { return q.P99 }),
		Max: of(func(q quantiles) time.Duration { return q.Max }),
	}}
}

// machine is where the figures were taken.
type machine struct {
	When   time.Time `json:"when"`
	CPUs   int       `json:"cpus"`
	Model  string    `json:"model,omitempty"`
	Kernel string    `json:"kernel,omitempty"`
	Load   string    `json:"load,omitempty"` // averages over 1, 5 and 15 minutes
	Files  string    `json:"files,omitempty"`
	Go     string    `json:"go"`
}

// thisMachine describes the machine, and the file system that holds dir.
func thisMachine(dir string) machine {
	return machine{
		When: time.Now().UTC().Truncate(time.Second), CPUs: runtime.NumCPU(), Go: runtime.Version(),
		Model:  afterColon(lineWith("/proc/cpuinfo", "model name")),
		Kernel: strings.TrimSpace(lineWith("/proc/sys/kernel/osrelease", "")),
		Load:   strings.Join(firstFields(lineWith("/proc/loadavg", ""), 3), " "),
		Files:  fileSystem(dir),
	}
}

func (m machine) String() string {
	parts := []string{fmt.Sprintf("%d CPUs", m.CPUs)}
	for _, part := range []string{m.Model, m.Files, m.Kernel, m.Go} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return fmt.Sprintf("%s; %s, load %s", strings.Join(parts, ", "), m.When.Format("2006-01-02 15:04 MST"), m.Load)
}

// lineWith returns the first line of file that contains text, "" when there is none.
func lineWith(file, text string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

func afterColon(line string) string {
	_, value, _ := strings.Cut(line, ":")
	return strings.TrimSpace(value)
}

func firstFields(line string, n int) []string {
	fields := strings.Fields(line)
	return fields[:min(n, len(fields))]
}

// fileSystem returns the type of the file system that holds dir, "" when unknown.
func fileSystem(dir string) string {
	data, err := os.ReadFile("/proc/mounts")
	if err != nil {
		return ""
	}
	kind, longest := "", 0
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) > 2 && within(dir, f[1]) && len(f[1]) >= longest {
			kind, longest = f[2], len(f[1])
		}
	}
	return kind
}

func within(dir, parent string) bool {
	return parent == "/" || dir == parent || strings.HasPrefix(dir, parent+"/")
}

// style is how a report is written.
type style struct {
	Markdown bool `help:"Write Markdown, ready for a README." xor:"style"`
	JSON     bool `name:"json" help:"Write JSON with every round." xor:"style"`
}

func (s style) write(w io.Writer, r report) error {
	if s.JSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	_, err := io.WriteString(w, s.text(r))
	return err
}

func (s style) text(r report) string {
	var b strings.Builder
	if s.Markdown {
		fmt.Fprintf(&b, "### %s\n\n`%s`\n\n%s\n\n", r.Title, r.Command, r.Machine)
	} else {
		fmt.Fprintf(&b, "%s\n%s\n\n", r.Title, r.Machine)
	}
	figures := [][]string{{"what", "Takt", "floor", "ratio", "target", "met"}}
	for _, f := range r.Figures {
		figures = append(figures, f.cells())
	}
	s.table(&b, figures)
	if len(r.Spreads) > 0 {
		spreads := [][]string{{"time", "p50", "p95", "p99", "max"}}
		for _, sp := range r.Spreads {
			spreads = append(spreads, sp.cells())
		}
		s.table(&b, spreads)
	}
	for _, warning := range r.Warnings {
		fmt.Fprintf(&b, "Warning: %s\n", warning)
	}
	return b.String()
}

// table writes rows, the first of which is the header, in columns of even width.
func (s style) table(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for i, row := range rows {
		s.row(b, row, widths)
		if i == 0 && s.Markdown {
			rule := make([]string, len(row))
			for j := range rule {
				rule[j] = strings.Repeat("-", max(3, widths[j]))
			}
			s.row(b, rule, widths)
		}
	}
	b.WriteString("\n")
}

func (s style) row(b *strings.Builder, cells []string, widths []int) {
	edge, between := "", "  "
	if s.Markdown {
		edge, between = "|", " | "
	}
	padded := make([]string, len(cells))
	for i, cell := range cells {
		padded[i] = cell + strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(cell)))
	}
	line := strings.Join(padded, between)
	if s.Markdown {
		line = " " + line + " "
	}
	b.WriteString(strings.TrimRight(edge+line+edge, " ") + "\n")
}
