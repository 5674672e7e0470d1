package kanban

import "fmt"

// A Code says why something was refused. Codes are stable: clients rely on
// them.
type Code string

// Reasons for a refusal.
const (
	BadMessage    Code = "bad_message" // not a command at all
	BadField      Code = "bad_field"   // a field is missing, unknown or not of its form
	TooLong       Code = "too_long"
	TooLarge      Code = "too_large" // the board or the card is full
	Exists        Code = "exists"
	NotFound      Code = "not_found"
	StageNotEmpty Code = "stage_not_empty"
	LastStage     Code = "last_stage"
	IsArchived    Code = "archived"
	Conflict      Code = "conflict" // somebody else changed the text meanwhile
	BuiltOn       Code = "built_on" // somebody has built on the step since
	NothingToUndo Code = "nothing_to_undo"
	NothingToRedo Code = "nothing_to_redo"
	NotYours      Code = "not_yours"
)

// A Refusal is a no with its reason, in words for people.
type Refusal struct {
	Code    Code           `json:"code"`
	Message string         `json:"message"`
	Missing []string       `json:"missing,omitempty"` // fields that are missing or wrong
	Current map[string]any `json:"current,omitempty"` // what the fields hold now, for Conflict and BuiltOn
}

func (r *Refusal) Error() string { return r.Message }

func refuse(code Code, format string, args ...any) *Refusal {
	return &Refusal{Code: code, Message: fmt.Sprintf(format, args...)}
}

// wrong refuses the value of one field.
func wrong(field, format string, args ...any) *Refusal {
	return &Refusal{Code: BadField, Message: field + ": " + fmt.Sprintf(format, args...), Missing: []string{field}}
}

func tooLong(field string, limit int, unit string) *Refusal {
	return &Refusal{Code: TooLong, Message: fmt.Sprintf("%s: longer than %d %s", field, limit, unit), Missing: []string{field}}
}

func notFound(what string, id any) *Refusal {
	return refuse(NotFound, "there is no %s %q on this board", what, id)
}
