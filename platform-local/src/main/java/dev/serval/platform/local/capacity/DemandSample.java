package dev.serval.platform.local.capacity;

/// What was asked of a revision since the last sample.
///
/// @param seconds how long that is
/// @param averageConcurrency how many calls worked or waited at a time, on average
/// @param requests how many calls arrived
/// @param working how many work now
/// @param waiting how many wait now
public record DemandSample(
        double seconds, double averageConcurrency, long requests, int working, int waiting) {}
