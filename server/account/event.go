package account

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kinds of events, as stored.
const (
	personAdded   = "person.added"   // person, name
	personRenamed = "person.renamed" // person, name
	sessionOpened = "session.opened" // session, person, expires
	sessionClosed = "session.closed" // session, person
)

// An event is one thing that happened to the book. Which fields it has is said
// beside its kind.
type event struct {
	Kind    string    `json:"kind"`
	Person  PersonID  `json:"person"`
	Name    string    `json:"name,omitempty"`
	Session tokenSum  `json:"session,omitempty"`
	Expires time.Time `json:"expires,omitzero"`
}

func encodeEvent(e event) []byte {
	data, err := json.Marshal(e)
	if err != nil {
		panic("account: " + err.Error()) // strings and a time of this age can be encoded
	}
	return data
}

// decodeEvent reads every form ever stored.
func decodeEvent(data []byte) (e event, err error) {
	if err := json.Unmarshal(data, &e); err != nil {
		return event{}, err
	}
	switch e.Kind {
	case personAdded, personRenamed, sessionOpened, sessionClosed:
		return e, nil
	}
	return event{}, fmt.Errorf("kind %q is not known; it was written by a newer version", e.Kind)
}
