package insight

import (
	"encoding/json"
	"fmt"
)

// form is that of stored folds. It changes with what a fold remembers or how
// it takes events in, so that folds of another version are made anew.
const form = 2

type stored struct {
	Form int   `json:"form"`
	Fold *Fold `json:"fold"`
}

// Encode returns everything there is to the fold. It is a cache: the events
// have it all.
func (f *Fold) Encode() ([]byte, error) {
	data, err := json.Marshal(stored{form, f})
	if err != nil {
		return nil, fmt.Errorf("insight: store a fold: %w", err)
	}
	return data, nil
}

// Open returns the fold that was encoded. It refuses what another version has
// written.
func Open(data []byte) (*Fold, error) {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("insight: stored fold: %w", err)
	}
	if s.Form != form || s.Fold == nil {
		return nil, fmt.Errorf("insight: stored fold of form %d is not known", s.Form)
	}
	return s.Fold, nil
}
