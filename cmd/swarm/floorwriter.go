package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
)

// The floor's writer is the least that any durable live server could be: one
// goroutine that does what one byte on its control socket asks for. It is a child
// process so that its processor time can be told apart from the readers'.
const (
	opEcho   = 'e' // answer at once
	opUpdate = 'u' // one bbolt update; answer how long it took
	opAppend = 'a' // one append and fdatasync of a plain file; answer how long it took
	opFan    = 'm' // write one message to every reader
	opBoth   = 'c' // one bbolt update, then one message to every reader
	opAlone  = 't' // updates one after the other for a while; answer how many
	opAll    = 'T' // the same by many goroutines at once
)

// floorCommand runs the writer until its control socket closes.
type floorCommand struct {
	Dir     string        `help:"Where its files go."`
	Size    int           `help:"Bytes of a message and of a record."`
	Readers int           `help:"Sockets to write to."`
	Writers int           `help:"Goroutines of the many."`
	For     time.Duration `help:"How long rates are measured."`
}

func (f *floorCommand) Run(ctx context.Context, c *console) error {
	w, err := openFloorWriter(f)
	if err != nil {
		return err
	}
	defer w.close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, listener.Addr())
	control, err := w.accept(listener, f.Readers)
	if err != nil {
		return err
	}
	return w.serve(control)
}

var floorBucket = []byte("board")

type floorWriter struct {
	config  *floorCommand
	db      *bolt.DB
	file    *os.File
	readers []net.Conn
	message []byte // starts with the number of the message
	sent    uint64
	records atomic.Uint64
}

func openFloorWriter(f *floorCommand) (*floorWriter, error) {
	options := &bolt.Options{FreelistType: bolt.FreelistMapType, InitialMmapSize: 1 << 30, Timeout: 2 * time.Second}
	db, err := bolt.Open(filepath.Join(f.Dir, "floor.db"), 0o600, options)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(f.Dir, "floor.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &floorWriter{config: f, db: db, file: file, message: make([]byte, max(8, f.Size))}, nil
}

func (w *floorWriter) close() {
	w.db.Close()
	w.file.Close()
	for _, conn := range w.readers {
		conn.Close()
	}
}

// accept takes the control socket first, then the readers.
func (w *floorWriter) accept(l net.Listener, readers int) (control net.Conn, err error) {
	defer l.Close()
	if control, err = l.Accept(); err != nil {
		return nil, err
	}
	for range readers {
		conn, err := l.Accept()
		if err != nil {
			return nil, err
		}
		w.readers = append(w.readers, conn)
	}
	_, err = control.Write([]byte{opEcho})
	return control, err
}

func (w *floorWriter) serve(control net.Conn) error {
	defer control.Close()
	op := make([]byte, 1)
	for {
		if _, err := control.Read(op); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := w.do(op[0], control); err != nil {
			return err
		}
	}
}

func (w *floorWriter) do(op byte, control net.Conn) error {
	switch op {
	case opEcho:
		return reply(control, 0)
	case opUpdate:
		return timed(control, w.update)
	case opAppend:
		return timed(control, w.append)
	case opFan:
		return w.fan()
	case opBoth:
		if err := w.update(); err != nil {
			return err
		}
		return w.fan()
	case opAlone:
		return w.rate(control, 1)
	case opAll:
		return w.rate(control, w.config.Writers)
	}
	return fmt.Errorf("unknown operation %q", op)
}

func reply(control net.Conn, n int64) error {
	_, err := control.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return err
}

func timed(control net.Conn, do func() error) error {
	begin := time.Now()
	if err := do(); err != nil {
		return err
	}
	return reply(control, int64(time.Since(begin)))
}

// update is one record in one bbolt transaction, durable on return.
func (w *floorWriter) update() error {
	return w.db.Update(func(tx *bolt.Tx) error {
		bucket, err := tx.CreateBucketIfNotExists(floorBucket)
		if err != nil {
			return err
		}
		bucket.FillPercent = 0.9
		key := binary.BigEndian.AppendUint64(nil, w.records.Add(1))
		return bucket.Put(key, w.message)
	})
}

// append is one record at the end of a plain file, durable on return.
func (w *floorWriter) append() error {
	if _, err := w.file.Write(w.message); err != nil {
		return err
	}
	return datasync(w.file)
}

func (w *floorWriter) fan() error {
	binary.BigEndian.PutUint64(w.message, w.sent)
	w.sent++
	for _, conn := range w.readers {
		if _, err := conn.Write(w.message); err != nil {
			return err
		}
	}
	return nil
}

// rate answers how many updates writers goroutines complete in the time given,
// each doing one after the other.
func (w *floorWriter) rate(control net.Conn, writers int) error {
	var done atomic.Int64
	var running sync.WaitGroup
	errs := make([]error, writers)
	end := time.Now().Add(w.config.For)
	for i := range writers {
		running.Go(func() {
			for errs[i] == nil && time.Now().Before(end) {
				errs[i] = w.update()
				done.Add(1)
			}
		})
	}
	running.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return reply(control, done.Load())
}
