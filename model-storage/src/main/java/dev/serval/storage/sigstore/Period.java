package dev.serval.storage.sigstore;

import java.time.Instant;

/// A time from its start to its end, both included.
record Period(Instant start, Instant end) {
    boolean contains(Instant time) {
        return !time.isBefore(start) && !time.isAfter(end);
    }
}
