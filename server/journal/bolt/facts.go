package bolt

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"time"

	"go.etcd.io/bbolt"
)

// facts are what a file says about itself. Every format, however new,
// keeps them like this.
type facts struct {
	App     string    `json:"app"`
	Format  int       `json:"format"`
	Epoch   string    `json:"epoch"`
	Created time.Time `json:"created"`
}

const (
	appName = "takt journal"
	format  = 1

	factsBucket = "takt"
	factsKey    = "file"
)

// newFacts are those of a history that begins, or goes on elsewhere.
func newFacts() facts {
	return facts{App: appName, Format: format, Epoch: newEpoch(), Created: time.Now().UTC().Truncate(time.Millisecond)}
}

func newEpoch() string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz234567"
	b := make([]byte, 16)
	rand.Read(b)
	for i := range b {
		b[i] = alphabet[b[i]%32]
	}
	return string(b)
}

func (f facts) encode() ([]byte, error) {
	data, err := json.Marshal(f)
	return append(binary.BigEndian.AppendUint32(nil, crc32.Checksum(data, castagnoli)), data...), err
}

func decodeFacts(value []byte) (f facts, err error) {
	if len(value) < 4 || binary.BigEndian.Uint32(value) != crc32.Checksum(value[4:], castagnoli) {
		return f, errors.New("what it says about itself does not match its checksum")
	}
	return f, json.Unmarshal(value[4:], &f)
}

func putFacts(db *bbolt.DB, f facts) error {
	value, err := f.encode()
	if err != nil {
		return err
	}
	return db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte(factsBucket))
		if err != nil {
			return err
		}
		return b.Put([]byte(factsKey), value)
	})
}
