/// What it costs to observe a call: its times, counters and histograms.
@NullMarked
package dev.serval.benchmark.observation;

import org.jspecify.annotations.NullMarked;
