package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits holds one token bucket per key, which is a session or, for visitors
// without one, an address.
type limits struct {
	// Constant.
	every rate.Limit
	burst int

	mu    sync.Mutex
	byKey map[string]*bucket // guarded by mu
	swept time.Time          // guarded by mu
}

type bucket struct {
	limiter *rate.Limiter
	used    time.Time
}

// idleBucket is how long an unused bucket is kept. Every bucket is full again by
// then, so forgetting it changes nothing.
const idleBucket = 10 * time.Minute

// newLimits allows perSecond requests a second and key, and burst at once. With
// perSecond 0 everything is allowed.
func newLimits(perSecond float64, burst int) *limits {
	every := rate.Limit(perSecond)
	if perSecond <= 0 {
		every = rate.Inf
	}
	return &limits{every: every, burst: burst, byKey: map[string]*bucket{}}
}

// allow takes a token of key and reports whether there was one.
func (l *limits) allow(key string, now time.Time) bool {
	if l.every == rate.Inf {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	b := l.byKey[key]
	if b == nil {
		b = &bucket{limiter: rate.NewLimiter(l.every, l.burst)}
		l.byKey[key] = b
	}
	b.used = now
	return b.limiter.AllowN(now, 1)
}

// sweep forgets idle buckets, at most once in idleBucket. Called with mu held.
func (l *limits) sweep(now time.Time) {
	if now.Sub(l.swept) < idleBucket {
		return
	}
	l.swept = now
	for key, b := range l.byKey {
		if now.Sub(b.used) > idleBucket {
			delete(l.byKey, key)
		}
	}
}
