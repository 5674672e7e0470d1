// Package pace is the two clocks of a board: the quarter a pilot is to be in
// place by, and the dates of procurements, contracts and benefits that run for
// years.
//
// It answers what follows from a board on a given day: what is at risk, late
// or past, which legal dates are near, what waits for whom, what contradicts
// what, how the lanes balance. It only advises; nothing here refuses anything.
//
// The package is pure: it reads no clock, network or disk, takes the day as a
// parameter and changes nothing it is given. A day is a [kanban.Date], which
// has no time of day and no zone; whoever asks says what day it is there.
package pace
