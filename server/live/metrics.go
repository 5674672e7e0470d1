package live

import "github.com/prometheus/client_golang/prometheus"

// metrics is what operations see of all rooms together.
type metrics struct {
	commands    *prometheus.CounterVec // by kind and outcome
	commits     prometheus.Counter
	batch       prometheus.Histogram
	ack         prometheus.Histogram
	fanOut      prometheus.Histogram
	frameEvents prometheus.Histogram
	sessions    prometheus.Gauge
	rooms       prometheus.Gauge
	drops       *prometheus.CounterVec // by cause
	resyncs     prometheus.Counter
}

func newMetrics(to prometheus.Registerer) *metrics {
	m := &metrics{
		commands: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "takt_commands_total",
			Help: "Commands answered, by kind and outcome: accepted, repeated, failed, or the code of the refusal.",
		}, []string{"kind", "outcome"}),
		commits: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "takt_commits_total",
			Help: "Appends to the journal that became durable.",
		}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "takt_commit_events",
			Help:    "Events made durable by one append.",
			Buckets: prometheus.ExponentialBuckets(1, 2, 12),
		}),
		ack: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "takt_ack_seconds",
			Help:    "From a command's arrival to its answer.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16),
		}),
		fanOut: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "takt_fanout_seconds",
			Help:    "From an event's being durable to its frame being taken by a session's writer.",
			Buckets: prometheus.ExponentialBuckets(0.00001, 2, 20),
		}),
		frameEvents: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "takt_frame_events",
			Help:    "Events in one frame to one session.",
			Buckets: prometheus.ExponentialBuckets(1, 2, 10),
		}),
		sessions: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "takt_sessions",
			Help: "Sessions that watch a board.",
		}),
		rooms: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "takt_rooms",
			Help: "Boards open in memory.",
		}),
		drops: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "takt_drops_total",
			Help: "Sessions that ended, by cause.",
		}, []string{"cause"}),
		resyncs: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "takt_resyncs_total",
			Help: "Joins answered with a resync.",
		}),
	}
	if to != nil {
		to.MustRegister(m.commands, m.commits, m.batch, m.ack, m.fanOut, m.frameEvents, m.sessions, m.rooms, m.drops, m.resyncs)
	}
	return m
}
