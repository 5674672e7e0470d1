package live

import (
	"context"

	"takt/server/journal"
)

// snapshotIfDue saves a snapshot in the background when enough has happened
// since the last one. Nothing is pending.
func (r *Room) snapshotIfDue(ctx context.Context) {
	select {
	case <-r.saving:
		r.saving = nil
	default:
	}
	if r.saving != nil || r.board.Seq < r.snapshot+r.hub.config.SnapshotEvery {
		return
	}
	s := r.takeSnapshot()
	saved := make(chan struct{})
	r.saving = saved
	go func() {
		defer close(saved)
		r.save(ctx, s)
	}()
}

// saveSnapshot saves a snapshot before the room ends, so that the next opening
// has nothing to catch up on.
func (r *Room) saveSnapshot(ctx context.Context) {
	if r.saving != nil {
		<-r.saving
	}
	if r.board.Seq > r.snapshot {
		r.save(ctx, r.takeSnapshot())
	}
}

func (r *Room) takeSnapshot() journal.Snapshot {
	r.snapshot = r.board.Seq
	return journal.Snapshot{Seq: r.board.Seq, Data: r.board.Snapshot()}
}

// save keeps a snapshot. It is only a cache, so a failure is no more than
// worth knowing.
func (r *Room) save(ctx context.Context, s journal.Snapshot) {
	if err := r.journal.SaveSnapshot(ctx, r.stream, s); err != nil {
		r.log.Warn("snapshot not saved", "seq", s.Seq, "err", err)
	}
}
