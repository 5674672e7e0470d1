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
package live
