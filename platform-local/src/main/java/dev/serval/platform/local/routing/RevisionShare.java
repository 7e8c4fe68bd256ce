package dev.serval.platform.local.routing;

import dev.serval.platform.local.capacity.Admission;
import org.jspecify.annotations.Nullable;

/// The share of a component's traffic that one revision gets.
///
/// @param revision its name: `iris-predictor-00002`
/// @param percent the share, 0 to 100
/// @param tag under which it has a host of its own, `prev` or `latest`; null for none
/// @param admission its capacity
public record RevisionShare(
        String revision, int percent, @Nullable String tag, Admission admission) {}
