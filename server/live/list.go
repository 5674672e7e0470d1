package live

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"takt/server/journal"
	"takt/server/kanban"
)

// BoardInfo is a board as it is listed.
type BoardInfo struct {
	ID       kanban.BoardID `json:"id"`
	Name     string         `json:"name"`
	Seq      uint64         `json:"seq"`
	Epoch    string         `json:"epoch"`
	Archived bool           `json:"archived,omitempty"`
	Cards    int            `json:"cards"` // archived ones not counted
}

// Boards lists all boards by name, then id. A board that cannot be read is
// listed under its id.
func (h *Hub) Boards(ctx context.Context) ([]BoardInfo, error) {
	streams, err := h.config.Journal.Streams(ctx, streamPrefix)
	if err != nil {
		return nil, fmt.Errorf("live: list boards: %w", err)
	}
	infos := make([]BoardInfo, 0, len(streams))
	for _, stream := range streams {
		info, err := h.info(ctx, stream)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			h.config.Log.Error("board cannot be read", "board", string(info.ID), "err", err)
		}
		infos = append(infos, info)
	}
	slices.SortFunc(infos, func(a, b BoardInfo) int {
		return strings.Compare(a.Name+"\x00"+string(a.ID), b.Name+"\x00"+string(b.ID))
	})
	return infos, nil
}

// Any reports whether there is a board. It reads none.
func (h *Hub) Any(ctx context.Context) (bool, error) {
	streams, err := h.config.Journal.Streams(ctx, streamPrefix)
	if err != nil {
		return false, fmt.Errorf("live: look for boards: %w", err)
	}
	return len(streams) > 0, nil
}

// info returns what is listed of one board. It opens no room, and reads a
// board that has none only when it has changed since the last time.
func (h *Hub) info(ctx context.Context, stream journal.StreamInfo) (BoardInfo, error) {
	id := kanban.BoardID(strings.TrimPrefix(stream.Name, streamPrefix))
	h.mu.Lock()
	info, known := h.infos[id]
	s := h.rooms[id]
	h.mu.Unlock()
	if known && info.Seq == stream.Head {
		return info, nil
	}
	info, err := h.read(ctx, id, s)
	if err != nil {
		return BoardInfo{ID: id, Name: string(id), Seq: stream.Head, Epoch: h.config.Journal.Epoch()}, err
	}
	h.mu.Lock()
	h.infos[id] = info
	h.mu.Unlock()
	return info, nil
}

// read asks the open room of a board, or else the journal.
func (h *Hub) read(ctx context.Context, id kanban.BoardID, s *slot) (BoardInfo, error) {
	if s != nil && s.open() {
		l := list{make(chan BoardInfo, 1)}
		if err := s.room.post(ctx, l); err == nil {
			if info, err := await(ctx, s.room, l.reply); err == nil {
				return info, nil
			}
		}
	}
	f, err := fold(ctx, h.config.Journal, streamOf(id), latest, h.config.Log)
	if err != nil {
		return BoardInfo{}, err
	}
	return infoOf(id, f.board, h.config.Journal.Epoch()), nil
}

// open reports whether there is a room in the slot by now.
func (s *slot) open() bool {
	select {
	case <-s.ready:
		return s.err == nil
	default:
		return false
	}
}

// list asks a room for what is listed of its board.
type list struct{ reply chan BoardInfo }

func (l list) handle(ctx context.Context, r *Room) error {
	if err := r.commit(ctx); err != nil {
		return err
	}
	l.reply <- infoOf(r.id, r.board, r.journal.Epoch())
	return nil
}

func infoOf(id kanban.BoardID, b *kanban.Board, epoch string) BoardInfo {
	return BoardInfo{id, b.Name, b.Seq, epoch, b.Archived, b.Len()}
}
