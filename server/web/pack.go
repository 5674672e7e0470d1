package web

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// worthPacking is the size from which answers are compressed: one packet holds
// less either way.
const worthPacking = 1 << 10

var packers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level exists
	}
	return w
}}

// pack compresses data with gzip, fast rather than small.
func pack(data []byte) []byte {
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	packed := bytes.NewBuffer(make([]byte, 0, len(data)/4))
	w.Reset(packed)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return packed.Bytes()
}
