package live

import (
	"context"

	"takt/server/journal"
)

// snapshotShare bounds what snapshots cost, in bytes of snapshot for each
// event. A large board takes them at longer intervals.
const snapshotShare = 256

// snapshotIfDue saves a snapshot in the background when enough has happened
// since the last one. Nothing is pending.
func (r *Room) snapshotIfDue(ctx context.Context) {
	select {
	case <-r.saving:
		r.saving = nil
	default:
	}
	interval := max(r.hub.config.SnapshotEvery, r.snapshotSize/snapshotShare)
	if r.saving != nil || r.board.Seq < r.snapshot+interval {
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
	s := journal.Snapshot{Seq: r.board.Seq, Data: r.board.Snapshot()}
	r.snapshot, r.snapshotSize = s.Seq, uint64(len(s.Data))
	return s
}

// save keeps a snapshot. It is only a cache, so a failure is no more than
// worth knowing.
func (r *Room) save(ctx context.Context, s journal.Snapshot) {
	if err := r.journal.SaveSnapshot(ctx, r.stream, s); err != nil {
		r.log.Warn("snapshot not saved", "seq", s.Seq, "err", err)
	}
}
