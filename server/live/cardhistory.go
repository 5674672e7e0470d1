package live

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"takt/server/kanban"
)

// How much CardHistory returns at most.
const (
	MaxPassages      = 200
	maxPassagesBytes = 1 << 20
)

// CardHistory returns what happened to a card before an event, or up to now
// when before is 0, newest first: at most limit passages, or MaxPassages when
// limit is 0 or more than that. Each is a kanban.Passage in JSON. Fewer may be
// returned when they are long, but at least one unless there is none; more
// reports whether there are older ones. The journal is read for it, by a few
// callers at a time, and the room is not disturbed.
func (r *Room) CardHistory(ctx context.Context, card kanban.CardID, before uint64, limit int) (list []json.RawMessage, more bool, err error) {
	if limit <= 0 || limit > MaxPassages {
		limit = MaxPassages
	}
	select {
	case r.hub.historians <- struct{}{}:
		defer func() { <-r.hub.historians }()
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
	passages, more, err := r.passages(ctx, card, before, limit)
	if err != nil {
		return nil, false, err
	}
	if len(passages) == 0 && before == 0 {
		return nil, false, &kanban.Refusal{Code: kanban.NotFound, Message: "there was never such a card", Missing: []string{"card"}}
	}
	size := 0
	for i := len(passages) - 1; i >= 0; i-- {
		data, err := json.Marshal(passages[i])
		if err != nil {
			return nil, false, fmt.Errorf("live: history of a card: %w", err)
		}
		size += len(data)
		if size > maxPassagesBytes && len(list) > 0 {
			return list, true, nil
		}
		list = append(list, data)
	}
	return list, more, nil
}

// passages returns the last of a card's passages, oldest first, and whether
// there were more.
func (r *Room) passages(ctx context.Context, card kanban.CardID, before uint64, limit int) (last []kanban.Passage, more bool, err error) {
	trace := kanban.Trace{Card: card}
	named := []byte(`"card":"` + string(card) + `"`)
	for e, err := range r.journal.Read(ctx, r.stream, 0) {
		if err != nil {
			return nil, false, fmt.Errorf("live: history of a card: %w", err)
		}
		if before > 0 && e.Seq >= before || e.Seq > r.durable.Load() {
			break
		}
		if !bytes.Contains(e.Data, named) && !framing(e.Data) {
			continue
		}
		event, err := kanban.DecodeEvent(e.Data)
		if err != nil {
			return nil, false, fmt.Errorf("live: history of a card: %w", err)
		}
		passage, ok := trace.Follow(event)
		if !ok {
			continue
		}
		if last = append(last, passage); len(last) > limit {
			last, more = last[1:], true
		}
	}
	return last, more, nil
}

// framing reports whether a stored event may be about the board or its stages.
func framing(event []byte) bool {
	return bytes.Contains(event, []byte(`"kind":"board.`)) || bytes.Contains(event, []byte(`"kind":"stage`))
}

// Again returns the command that begins another board as this one is now.
func (r *Room) Again(ctx context.Context, name string) (kanban.CreateBoard, error) {
	f, err := fold(ctx, r.journal, r.stream, r.durable.Load(), r.log)
	if err != nil {
		return kanban.CreateBoard{}, err
	}
	return f.board.Again(name), nil
}
