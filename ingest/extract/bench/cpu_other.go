//go:build !unix

package main

import "time"

var began = time.Now()

// cpuSeconds is the time since the start where processor time is not at hand.
func cpuSeconds() float64 { return time.Since(began).Seconds() }
