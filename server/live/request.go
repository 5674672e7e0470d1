package live

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"

	"takt/server/journal"
	"takt/server/kanban"
)

// A command is done once for each person and request id, however often it is
// asked for. What is remembered of a request lies in the first entry that
// followed from it:
//
//   - the entry's ID is the request's key, person and request id: "ann/k3".
//     The journal finds the entry by it, also after a restart. Ids of people
//     hold no slash, so no two requests share a key;
//   - the event's Sum is a digest of what was asked. It tells a retry from
//     another command under the same id, which is refused with IDReused.
//
// The digest is taken from the message as the client sent it, without white
// space, so that neither ids minted by the server nor a newer version of the
// server make a retry look like another command.
//
// Refusals are not remembered: nothing happened, and asking again is deciding
// again.

// A digest is 40 bits of SHA-256, as 8 characters of a-z and 2-7. It guards
// people against their own mistakes, not against an attacker.
type digest = string

func short(sum []byte) digest { return idEncoding.EncodeToString(sum[:5]) }

// digestMessage returns the digest of a message that is known to be JSON. White
// space does not count.
func digestMessage(message []byte) (digest, error) {
	if !bytes.ContainsAny(message, " \t\r\n") { // as most are sent
		whole := sha256.Sum256(message)
		return short(whole[:]), nil
	}
	var compact bytes.Buffer
	compact.Grow(len(message))
	if err := json.Compact(&compact, message); err != nil {
		return "", err
	}
	whole := sha256.Sum256(compact.Bytes())
	return short(whole[:]), nil
}

// digestCommand returns the digest of a command that came without a message.
func digestCommand(cmd kanban.Command) digest {
	h := sha256.New()
	writeCommand(h, cmd)
	return short(h.Sum(nil))
}

func writeCommand(h hash.Hash, cmd kanban.Command) {
	fmt.Fprintf(h, "%s\n", cmd.Kind())
	if batch, ok := cmd.(kanban.Batch); ok {
		for _, c := range batch.Commands {
			writeCommand(h, c)
		}
		return
	}
	h.Write(encode(cmd))
}

func keyOf(by kanban.UserID, id string) string { return string(by) + "/" + id }

// checkRequestID refuses ids that are not 1 to 64 printable ASCII characters
// without space.
func checkRequestID(id string) *kanban.Refusal {
	ok := id != "" && len(id) <= 64
	for _, c := range []byte(id) {
		ok = ok && c > ' ' && c < 0x7f
	}
	if ok {
		return nil
	}
	return &kanban.Refusal{Code: kanban.BadField, Message: "id: a request id is 1 to 64 printable ASCII characters without space", Missing: []string{"id"}}
}

// A done request is one whose entries are in the journal, or about to be.
type done struct {
	digest      digest
	first, last uint64 // its entries
}

// recall looks a request up in the journal, among the entries up to upTo.
func recall(ctx context.Context, j journal.Journal, stream, key string, upTo uint64) (done, bool, error) {
	seq, ok, err := j.Find(ctx, stream, key, upTo)
	if err != nil || !ok {
		return done{}, false, err
	}
	d := done{first: seq}
	for e, err := range j.Read(ctx, stream, seq-1) {
		if err != nil {
			return done{}, false, err
		}
		event, err := kanban.DecodeEvent(e.Data)
		if err != nil {
			return done{}, false, err
		}
		if e.Seq == seq {
			d.digest = event.Sum
		}
		if d.last = e.Seq; !event.More {
			return d, true, nil
		}
	}
	return done{}, false, fmt.Errorf("live: request %s in %s has no end", key, stream)
}
