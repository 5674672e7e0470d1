package main

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestQuantilesAreWithinHalfAPercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(0, int64(time.Hour)), 1, 400).Draw(t, "values")
		split := rapid.IntRange(0, len(values)).Draw(t, "split")
		var h, other histogram
		for i, v := range values {
			if i < split {
				h.add(time.Duration(v))
			} else {
				other.add(time.Duration(v))
			}
		}
		h.merge(&other)
		slices.Sort(values)
		for _, q := range []float64{.01, .5, .95, .99, 1} {
			exact := values[max(0, int(math.Ceil(q*float64(len(values))))-1)]
			if got := int64(h.quantile(q)); math.Abs(float64(got-exact)) > float64(exact)/200 {
				t.Fatalf("quantile %v is %d, want about %d", q, got, exact)
			}
		}
		if h.n != uint64(len(values)) || int64(h.max) != values[len(values)-1] {
			t.Fatalf("n %d, max %d", h.n, h.max)
		}
	})
}

func TestEmptyHistogramIsZero(t *testing.T) {
	var h histogram
	if q := h.quantiles(); q != (quantiles{}) {
		t.Errorf("%+v", q)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{nil, 0}, {[]float64{7}, 7}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := median(c.of); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.of, got, c.want)
		}
	}
}
