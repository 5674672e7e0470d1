// Package insight tells how work flows over a board: how long things take,
// how many get done, what is kept of what was promised, and what can be
// expected.
//
// A [Fold] is what the figures need of a board's events, taken in one by one
// with [Fold.Apply]. The same events always give the same fold, whenever it
// was stored and opened in between, and the same fold and [Query] always give
// the same figures.
//
// The package is pure: it knows no clock, network, disk or lock, and its only
// random numbers follow from what is asked. Package follow, below it, reads
// the journal and keeps folds.
//
// # What counts
//
// History is as people left it: what was undone did not happen, and a card
// whose adding was undone was never there. What a card is called and which
// unit it belongs to is as it is now, also in the past.
//
// Days are those of Scandinavia, which share one time. A stage that has been
// removed keeps its place among the others, for the cards that went through.
//
// Each lane has two lines, one where work starts and one where it is finished;
// see [Query]. A card is finished when it has crossed the second and not come
// back. A card that goes from before that line straight to the lane's last
// stage has ended early, and so has one that is archived before it is
// finished: both are dropped, not finished. A card in a lane's last stage
// stays counted there when it is archived.
//
// Percentiles are values that occurred (nearest rank), and durations in days
// count the first and the last day, both after D. Vacanti, Actionable Agile
// Metrics for Predictability (2015).
package insight
