// Package bolt keeps a journal in one bbolt file.
//
// bbolt allows one write transaction at a time, and every commit waits for
// the disk. So what is appended while the disk is busy gathers, and one
// goroutine, commitLoop, commits it together: the first that comes, and
// whatever is there after yielding once. There is no timer, so a lone append
// waits for its own commit alone, and carries it out itself.
//
// # The file
//
// Three buckets for each stream lie side by side in the root, so that an
// append writes few pages:
//
//	NAME \x00 entries    8-byte big-endian seq → entry; "head" → head;
//	                     the bucket's sequence is the head's seq once more
//	NAME \x00 ids        request id → seq of its first entry; the last few
//	                     requests are not there yet
//	NAME \x00 snapshots  8-byte big-endian seq → snapshot
//	takt                 "file" → what the file says about itself
//
// record.go says what these are made of. Entries are tied together by
// hashes, from the stream's name to its head, so that none can be changed,
// lost or moved unnoticed.
//
// # Damage
//
// bbolt itself does not notice a flipped bit in a value and serves it; on a
// damaged page it panics, faults, or takes the process down. It turns an
// empty file into a database and panics on a truncated one. Therefore this
// package looks at a file before bbolt does, with a reader of its own
// (pages.go, walk.go): completely for Verify, and for Open as far as bbolt
// follows it blindly, which takes milliseconds even when the file is large.
// What is read later is checked entry by entry.
//
// A file that is not in order is never written to.
//
// # When a commit fails
//
// Everyone in it gets the error. The file is closed and opened again, so
// that nothing that was only in memory is served, and the next append is
// tried like any other. Reading goes on. If the disk is full the error is
// journal.ErrFull, and appending goes on by itself when there is room.
//
// The package needs a Unix: it locks with flock.
package bolt
