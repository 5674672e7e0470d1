package insight

import (
	"math"
	"slices"
)

// Percentiles of a number of values: 50, 85 and 95 of 100 values are not more
// than P50, P85 and P95. Each is a value that occurred; all are 0 when there
// is none.
type Percentiles struct {
	Count int     `json:"count"`
	P50   float64 `json:"p50"`
	P85   float64 `json:"p85"`
	P95   float64 `json:"p95"`
}

func percentilesOf(values []float64) Percentiles {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return Percentiles{len(sorted), nearest(sorted, 50), nearest(sorted, 85), nearest(sorted, 95)}
}

// nearest returns the value of a percentile by nearest rank, 0 of no values.
func nearest(sorted []float64, percent int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[rankOf(percent, len(sorted))-1]
}

// rankOf returns how many of n values are percent of 100 of them, at least 1.
func rankOf(percent, n int) int { return max(1, (percent*n+99)/100) }

// round keeps as many decimals as anybody can use.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}

// daysIn is how many days a time takes, both its first and its last counted.
func daysIn(from, to moment) int { return int(dayOf(to)-dayOf(from)) + 1 }
