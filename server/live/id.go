package live

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

const idLength = 12 // 60 random bits

var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID returns a new random identity: 12 characters of a-z and 2-7.
func NewID() string { return strings.ToLower(rand.Text()[:idLength]) }

// idFrom returns the identity that follows from a key: the same for the same
// key, and no other's but by an accident of 60 bits.
func idFrom(key string) string {
	h := sha256.Sum256([]byte(key))
	return idEncoding.EncodeToString(h[:8])[:idLength]
}
