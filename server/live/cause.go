package live

// A Cause says why a session ended. It is the error of [Session.Next] and
// becomes the close frame of the socket.
type Cause uint8

// Why a session ends. Code and Error give what the client is told.
const (
	Left       Cause = iota // the client went away by itself
	Restarting              // the room or the server ends: come back
	TooSlow                 // the queue was full: come back
	BadMessage              // not the protocol: stop
	SignedOut               // signed out, or not allowed: stop
	NoBoard                 // there is no such board: stop
	TooMany                 // too many messages: come back later
)

// causes is the table of close codes. Clients rely on it: codes stay.
var causes = [...]struct {
	code  int
	name  string // in metrics
	text  string // in the close frame, at most 123 bytes
	drain bool   // what waits in the queue is still sent
}{
	Left:       {1000, "left", "goodbye", false},
	Restarting: {4000, "restarting", "restarting, come back", true},
	TooSlow:    {4001, "too_slow", "too slow, come back", false},
	BadMessage: {4002, "bad_message", "bad message", true},
	SignedOut:  {4003, "signed_out", "signed out or not allowed", false},
	NoBoard:    {4004, "no_board", "no such board", true},
	TooMany:    {4008, "too_many", "too many messages, come back later", true},
}

// Code is the websocket close code.
func (c Cause) Code() int { return causes[c].code }

// Error is the text of the close frame.
func (c Cause) Error() string { return causes[c].text }
