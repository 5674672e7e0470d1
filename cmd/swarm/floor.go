package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// floorPlan is the work of which the machine's best is to be known.
type floorPlan struct {
	Dir      string        // on the file system of the server's data
	Size     int           // bytes of one event as broadcast
	Readers  int           // raw sockets
	Writers  int           // concurrent updates of the throughput floor
	Rate     float64       // messages per second; 0 for one after the other
	Duration time.Duration // of each part
	Parts    []part
}

// part is one thing the floor can measure.
type part string

const (
	partUpdate part = "update"
	partAppend part = "append"
	partFan    part = "fan"
	partBoth   part = "both"
	partRates  part = "rates"
)

// floor is what the machine can do at best.
type floor struct {
	RoundTrip   time.Duration `json:"round_trip_p50_ns"` // raw socket, one byte there and eight back
	Update      quantiles     `json:"bbolt_update"`
	UpdateCPU   time.Duration `json:"bbolt_update_cpu_ns"`
	Append      quantiles     `json:"append_fdatasync"`
	Fan         quantiles     `json:"message_to_all"` // from the request, which takes half a round trip
	FanCPU      time.Duration `json:"message_to_all_cpu_ns"`
	Both        quantiles     `json:"update_and_message_to_all"`
	BothCPU     time.Duration `json:"update_and_message_to_all_cpu_ns"`
	PerSecond   float64       `json:"bbolt_updates_per_second"`
	PerSecondBy float64       `json:"bbolt_updates_per_second_concurrent"`
	Effort      effort        `json:"effort"`
}

// fan is the time to have one message at all readers, p50, without the hop of its request.
func (f floor) fan() time.Duration { return max(0, f.Fan.P50-f.RoundTrip/2) }

// sum is one update and one message to all readers.
func (f floor) sum() time.Duration { return f.Update.P50 + f.fan() }

// measureFloor starts the writer and measures the parts of the plan.
func measureFloor(ctx context.Context, plan floorPlan) (f floor, err error) {
	b, err := startBench(ctx, plan)
	if err != nil {
		return f, fmt.Errorf("floor: %w", err)
	}
	defer func() { err = errors.Join(err, b.close()) }()
	meter, err := startMeter(ctx, process{pid: b.child.Process.Pid})
	if err != nil {
		return f, err
	}
	for _, part := range append([]part{"round trip"}, plan.Parts...) {
		if err := b.measure(ctx, part, &f); err != nil {
			return f, fmt.Errorf("floor: %s: %w", part, err)
		}
	}
	f.Effort, err = meter.stop(ctx)
	return f, err
}

// bench is the writer's process and the sockets to it.
type bench struct {
	plan    floorPlan
	dir     string
	child   *exec.Cmd
	control net.Conn
	readers []*reader
	reading sync.WaitGroup
	answer  [8]byte
	asked   int // messages asked for so far
}

func startBench(ctx context.Context, plan floorPlan) (*bench, error) {
	dir, err := os.MkdirTemp(plan.Dir, "swarm-floor-")
	if err != nil {
		return nil, err
	}
	b := &bench{plan: plan, dir: dir}
	if err := b.start(ctx); err != nil {
		if b.child != nil && b.child.Process != nil {
			b.child.Process.Kill()
		}
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

func (b *bench) start(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	b.child = exec.CommandContext(ctx, self, "floor-writer", "--dir", b.dir,
		"--size", strconv.Itoa(b.plan.Size), "--readers", strconv.Itoa(b.plan.Readers),
		"--writers", strconv.Itoa(b.plan.Writers), "--for", b.plan.Duration.String())
	b.child.Stderr = os.Stderr
	out, err := b.child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := b.child.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fmt.Errorf("no address from the writer: %w", err)
	}
	return b.connect(strings.TrimSpace(line))
}

func (b *bench) connect(address string) (err error) {
	if b.control, err = net.Dial("tcp", address); err != nil {
		return err
	}
	for range b.plan.Readers {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		b.readers = append(b.readers, &reader{conn: conn, buf: make([]byte, max(8, b.plan.Size))})
	}
	_, err = io.ReadFull(b.control, b.answer[:1]) // it has them all
	return err
}

// close ends the writer and removes its files.
func (b *bench) close() error {
	if b.control != nil {
		b.control.Close()
	}
	for _, r := range b.readers {
		r.conn.Close()
	}
	b.reading.Wait()
	var err error
	if b.child != nil && b.child.Process != nil {
		err = b.child.Wait()
	}
	return errors.Join(err, os.RemoveAll(b.dir))
}

func (b *bench) measure(ctx context.Context, what part, f *floor) (err error) {
	switch what {
	case "round trip":
		var q quantiles
		q, _, err = b.paced(ctx, opEcho, true)
		f.RoundTrip = q.P50
	case partUpdate:
		f.Update, f.UpdateCPU, err = b.paced(ctx, opUpdate, false)
	case partAppend:
		f.Append, _, err = b.paced(ctx, opAppend, false)
	case partFan:
		f.Fan, f.FanCPU, err = b.spread(ctx, opFan)
	case partBoth:
		f.Both, f.BothCPU, err = b.spread(ctx, opBoth)
	case partRates:
		if f.PerSecond, err = b.perSecond(opAlone); err == nil {
			f.PerSecondBy, err = b.perSecond(opAll)
		}
	}
	return err
}

// ask sends one operation and returns the writer's answer.
func (b *bench) ask(op byte) (int64, error) {
	if _, err := b.control.Write([]byte{op}); err != nil {
		return 0, err
	}
	_, err := io.ReadFull(b.control, b.answer[:])
	return int64(binary.BigEndian.Uint64(b.answer[:])), err
}

// warm is how many operations of a part are not counted.
const warm = 5

// paced asks for op at the plan's rate, or one after the other. It returns what
// the writer measured, or how long the answer took when here is set, and the
// writer's processor time for one.
func (b *bench) paced(ctx context.Context, op byte, here bool) (quantiles, time.Duration, error) {
	var h histogram
	c := newClock()
	s := schedule{rate: b.plan.Rate}
	cpu, err := b.perOperation(ctx, func() (n int, err error) {
		for ; (c.now() < b.plan.Duration || n <= warm) && ctx.Err() == nil && err == nil; n++ {
			if s.rate > 0 {
				c.waitUntil(s.due(n))
			}
			var took time.Duration
			if took, err = b.time(op, c, here); n >= warm {
				h.add(took)
			}
		}
		return n, err
	})
	return h.quantiles(), cpu, errors.Join(err, ctx.Err())
}

// time asks for one operation and returns how long it took, there or as seen from here.
func (b *bench) time(op byte, c clock, here bool) (time.Duration, error) {
	begin := c.now()
	took, err := b.ask(op)
	if here {
		return c.now() - begin, err
	}
	return time.Duration(took), err
}

// perOperation returns the writer's processor time for each of the operations that
// do asks for and counts.
func (b *bench) perOperation(ctx context.Context, do func() (int, error)) (time.Duration, error) {
	process := process{pid: b.child.Process.Pid}
	before, err := process.usage(ctx)
	if err != nil {
		return 0, err
	}
	n, err := do()
	if err != nil {
		return 0, err
	}
	after, err := process.usage(ctx)
	return (after.CPU - before.CPU) / time.Duration(max(1, n)), err
}

// spread asks for messages to all readers at the plan's rate, and returns when the
// last reader had each, counted from when it was due, and the writer's processor
// time per message.
func (b *bench) spread(ctx context.Context, op byte) (quantiles, time.Duration, error) {
	c := newClock()
	l := newLedger(len(b.readers), 0, 1<<62, c)
	s := schedule{start: c.now() + 20*time.Millisecond, rate: b.plan.Rate}
	count := s.count(s.start + b.plan.Duration)
	l.from = s.due(warm)
	b.follow(l, count)
	cpu, err := b.perOperation(ctx, func() (int, error) {
		for n := range count {
			l.open(n, s.due(n))
			c.waitUntil(s.due(n))
			if _, err := b.control.Write([]byte{op}); err != nil {
				return n, err
			}
		}
		b.reading.Wait()
		return count, nil
	})
	b.asked += count
	return b.all(), cpu, err
}

func (b *bench) follow(l *ledger, count int) {
	for _, r := range b.readers {
		r.tally = tally{}
		b.reading.Go(func() { r.follow(l, b.asked, count) })
	}
}

func (b *bench) all() quantiles {
	var sum tally
	for _, r := range b.readers {
		sum.merge(&r.tally)
	}
	return sum.all.quantiles()
}

func (b *bench) perSecond(op byte) (float64, error) {
	n, err := b.ask(op)
	return float64(n) / b.plan.Duration.Seconds(), err
}

// reader is to the floor what a watcher is to a board.
type reader struct {
	conn  net.Conn
	buf   []byte
	tally tally
}

// follow reads count messages, the first of which has number first.
func (r *reader) follow(l *ledger, first, count int) {
	for range count {
		if _, err := io.ReadFull(r.conn, r.buf); err != nil {
			return
		}
		l.seen(int(binary.BigEndian.Uint64(r.buf))-first, l.clock.now(), &r.tally)
	}
}
