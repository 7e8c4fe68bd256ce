package dev.serval.platform.operator.service;

import dev.serval.platform.plan.status.Observation;
import java.time.Duration;
import java.util.Optional;

/// What came of applying a plan.
///
/// @param seen what is seen of the service then
/// @param againAfter when it is to be tried again though nothing that is followed changes; empty
///   where everything that counts is followed
record Applied(Observation seen, Optional<Duration> againAfter) {
    static Applied and(Observation seen) {
        return new Applied(seen, Optional.empty());
    }
}
