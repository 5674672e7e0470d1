package web

import (
	"runtime/debug"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
)

// metrics is what operations see of requests and sockets.
type metrics struct {
	requests *prometheus.CounterVec   // by route, method and status
	took     *prometheus.HistogramVec // by route
	sockets  prometheus.Gauge
}

func newMetrics(to prometheus.Registerer) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "takt_http_requests_total",
			Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "takt_http_request_seconds",
			Help:    "Time from a request's arrival to its answer, by route.",
			Buckets: prometheus.ExponentialBuckets(0.0005, 2, 15),
		}, []string{"route"}),
		sockets: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "takt_sockets",
			Help: "Open websockets.",
		}),
	}
	to.MustRegister(m.requests, m.took, m.sockets)
	return m
}

// request counts a request under its route, never its path: paths are any
// number.
func (m *metrics) request(c *fiber.Ctx, status int, took time.Duration) {
	route := c.Route().Path
	m.requests.WithLabelValues(route, c.Method(), strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

func stack() string { return string(debug.Stack()) }
