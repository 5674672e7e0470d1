package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"time"

	"github.com/gorilla/websocket"
)

// wire reads what a server sends on a websocket, as it was sent: a watcher looks
// at the bytes before anybody inflates them. gorilla opens the socket and writes;
// it must not read. The server has nothing to say before it is asked, so nothing
// is left in gorilla's own buffer.
type wire struct {
	conn    *websocket.Conn
	in      *bufio.Reader
	payload []byte // of the message under way
}

// wireBuffer takes most frames with one read.
const wireBuffer = 8 << 10

func newWire(conn *websocket.Conn) *wire {
	return &wire{conn: conn, in: bufio.NewReaderSize(conn.NetConn(), wireBuffer)}
}

// The first two bytes of a frame.
const (
	finalBit    = 0x80
	deflatedBit = 0x40
	kindBits    = 0x0f
	maskedBit   = 0x80
	sizeBits    = 0x7f
)

var errWire = errors.New("not a websocket frame of a server")

// next returns the payload of the next message, valid until the next call, and
// whether it is deflated. Pings are answered on the way.
func (w *wire) next() (payload []byte, deflated bool, err error) {
	w.payload = w.payload[:0]
	for {
		first, err := w.frame()
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = &websocket.CloseError{Code: websocket.CloseAbnormalClosure, Text: io.ErrUnexpectedEOF.Error()}
		}
		if err != nil {
			return nil, false, err
		}
		deflated = deflated || first&deflatedBit != 0
		if first&finalBit != 0 && first&kindBits < websocket.CloseMessage {
			return w.payload, deflated, nil
		}
	}
}

// frame reads one frame: part of a message, which it adds to payload, or a
// control frame, which it answers. It returns the frame's first byte.
func (w *wire) frame() (first byte, err error) {
	first, size, err := w.head()
	if err != nil {
		return first, err
	}
	if kind := int(first & kindBits); kind >= websocket.CloseMessage {
		body := make([]byte, size)
		if _, err := io.ReadFull(w.in, body); err != nil {
			return first, err
		}
		return first, w.control(kind, body)
	}
	from := len(w.payload)
	w.payload = append(w.payload, make([]byte, size)...)
	_, err = io.ReadFull(w.in, w.payload[from:])
	return first, err
}

func (w *wire) head() (first byte, size int, err error) {
	var b [8]byte
	if _, err := io.ReadFull(w.in, b[:2]); err != nil {
		return 0, 0, err
	}
	first, size = b[0], int(b[1]&sizeBits)
	if b[1]&maskedBit != 0 {
		return first, 0, errWire
	}
	switch size {
	case 126:
		_, err = io.ReadFull(w.in, b[:2])
		size = int(binary.BigEndian.Uint16(b[:]))
	case 127:
		_, err = io.ReadFull(w.in, b[:8])
		size = int(binary.BigEndian.Uint64(b[:]))
	}
	if size < 0 || size > 1<<30 {
		return first, 0, errWire
	}
	return first, size, err
}

// control answers a control frame. A close frame is the end, told as an error.
func (w *wire) control(kind int, body []byte) error {
	soon := time.Now().Add(time.Second)
	switch kind {
	case websocket.PingMessage:
		return w.conn.WriteControl(websocket.PongMessage, body, soon)
	case websocket.CloseMessage:
		end := &websocket.CloseError{Code: websocket.CloseNoStatusReceived}
		if len(body) >= 2 {
			end.Code, end.Text = int(binary.BigEndian.Uint16(body)), string(body[2:])
		}
		w.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(end.Code, ""), soon)
		return end
	}
	return nil
}
