package main

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// subBuckets is how many buckets share a power of two: a quantile is off by
// at most 1/256 of its value.
const subBuckets = 128

// histogram counts durations in a few kilobytes, however many there are. The
// zero histogram is empty and ready. Not safe for use by several goroutines.
type histogram struct {
	counts []uint32
	n      uint64
	max    time.Duration
}

func (h *histogram) add(d time.Duration) {
	d = max(d, 0)
	i := bucket(uint64(d))
	if i >= len(h.counts) {
		h.counts = append(h.counts, make([]uint32, i+1-len(h.counts))...)
	}
	h.counts[i]++
	h.n++
	h.max = max(h.max, d)
}

func (h *histogram) merge(o *histogram) {
	if len(o.counts) > len(h.counts) {
		h.counts = append(h.counts, make([]uint32, len(o.counts)-len(h.counts))...)
	}
	for i, c := range o.counts {
		h.counts[i] += c
	}
	h.n += o.n
	h.max = max(h.max, o.max)
}

// quantile returns the smallest value that at least q of all values do not
// exceed (nearest rank), as the middle of its bucket; 0 when empty.
func (h *histogram) quantile(q float64) time.Duration {
	rank := max(1, uint64(math.Ceil(q*float64(h.n))))
	if h.n == 0 {
		return 0
	}
	if rank >= h.n {
		return h.max
	}
	var sum uint64
	for i, c := range h.counts {
		if sum += uint64(c); sum >= rank {
			return min(middle(i), h.max)
		}
	}
	return h.max
}

// quantiles is what the report says of a histogram.
type quantiles struct {
	P50 time.Duration `json:"p50_ns"`
	P95 time.Duration `json:"p95_ns"`
	P99 time.Duration `json:"p99_ns"`
	Max time.Duration `json:"max_ns"`
	N   uint64        `json:"n"`
}

func (h *histogram) quantiles() quantiles {
	return quantiles{h.quantile(.50), h.quantile(.95), h.quantile(.99), h.max, h.n}
}

// bucket returns the bucket of v: exact below 2*subBuckets, and from there on
// subBuckets equal ones for every power of two.
func bucket(v uint64) int {
	if v < 2*subBuckets {
		return int(v)
	}
	shift := bits.Len64(v) - bits.Len64(2*subBuckets-1)
	return shift*subBuckets + int(v>>shift)
}

func middle(i int) time.Duration {
	if i < 2*subBuckets {
		return time.Duration(i)
	}
	shift := i/subBuckets - 1
	low := uint64(i-shift*subBuckets) << shift
	return time.Duration(low + 1<<shift/2)
}

// median returns the middle value, the mean of the two middle ones when their
// number is even, and 0 of nothing.
func median[T ~int | ~int64 | ~float64](values []T) T {
	if len(values) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(values))
	if m := len(s) / 2; len(s)%2 == 1 {
		return s[m]
	} else {
		return (s[m-1] + s[m]) / 2
	}
}

// medianOf returns the median of what pick takes from each round.
func medianOf[R any, T ~int | ~int64 | ~float64](rounds []R, pick func(R) T) T {
	values := make([]T, 0, len(rounds))
	for _, r := range rounds {
		values = append(values, pick(r))
	}
	return median(values)
}
