package dev.serval.benchmark.suite;

import dev.serval.benchmark.load.LoadResult;

/// What one pass of one case showed.
///
/// @param cpuMicros processor time of the server for one request
/// @param allocatedBytes on the server's heap for one request
record Figures(double cpuMicros, double allocatedBytes, LoadResult load) {}
