// Package live keeps open boards in memory and everyone who watches one in
// step with it.
//
// A [Hub] opens a [Room] for each board somebody asks for. The room's one
// goroutine owns the board; commands, joins and looks reach it through a
// bounded inbox. It takes what has gathered there, decides each command, and
// makes all that follows durable with one append. Only then does anyone see
// it. A [Session] is one watcher: a bounded queue of frames that the room
// fills without ever waiting, and that the socket's writer empties.
//
// # What is promised
//
//   - Order: every session sees the events of its board in the order of their
//     numbers, each once, without a gap, from the position it joined with.
//     A join is exact or answered with a resync, never partial.
//   - Durable, then visible: no event, refusal, answer or view speaks of
//     something that could still be lost.
//   - Once: a command is done once for each person and request id, however
//     often it is sent, before or after a restart. See request.go.
//   - Nobody waits for a reader: a session whose queue is full is dropped with
//     a [Cause] and comes back where it was.
//   - Two boards share nothing but the journal: a room that ends, for whatever
//     reason, is opened anew from the journal by its next visitor.
//
// # Who may wait for whom
//
// Callers wait for rooms and rooms for the journal; a room never waits for a
// caller, a session or another room. The hub's mutex guards the list of rooms
// and is held neither while a room is opened nor while one is asked something.
//
// # What it costs
//
// Two figures of README depend on how little there is beyond the disk.
//
// A lone mover waits for one update of bbolt, which the room's goroutine
// carries out itself, and for what surrounds it: a read and a write of the
// socket at both ends, two changes of goroutine (reader to room, room to
// writer), and about 40 µs of reading, looking up, deciding and encoding. What
// helped: no change of goroutine for the commit, reading a command in one walk
// instead of by tokens, a digest of the message as it came, and not looking for
// request ids among entries that are at hand.
//
// With 64 movers who all watch, the processor is the limit, not the disk: 64
// sockets take two writes for each move between them, and the load tool reads
// them on the same two cores. Of the server's 0.11 ms for a move, in profile,
// the writing of frames is 26 %, the commit 24 % (of which bbolt's own and the
// kernel's two thirds), reading commands 19 %, deciding and encoding them 16 %,
// collecting garbage 10 %. It was 0.16 ms before request ids were indexed in
// lots of 256, which halved what is allocated and spared most pages of the
// index. To reach 8 times the moves of one update per move, server and tool
// together may use 0.13 ms a move; the tool's own socket calls are 0.05 of it,
// and the kernel's part of writing, reading and committing another 0.05.
//
// A commit holds about half of the movers, for the others ask while the disk is
// busy. Deciding those meanwhile would not make groups larger: what gathers
// during one commit is all in the next one as it is, and deciding is a tenth of
// the work. Larger groups need a pause for those just answered to ask again,
// longer than a yield, and a pause is what a lone mover would wait for.
package live
