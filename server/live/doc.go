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
// Two aims are missed on a machine of two cores that also run the load tool.
//
// A lone mover waits 1.8 times as long as for a bare bbolt update (aim: 1.5).
// Beyond the update itself there are a read and a write of the socket at both
// ends, and four changes of goroutine: reader, room, commit loop, writer. What
// helped: reading a command in one walk instead of by tokens, a digest of the
// compacted message instead of a canonical one, and not looking for request
// ids among entries that are at hand.
//
// 64 movers who all watch reach 2.8 times, and by HTTP 4.2 times, the moves of
// one update per move (aim: 8). The processor is the limit: 0.15 to 0.16 ms of
// the server per move, half of an update's own, and most of a core for the load
// tool. The room decides nothing while a commit is under way, so about half of
// the movers share each commit; deciding meanwhile would make groups larger.
// On slower disks the ratio grows with the size of the groups.
package live
