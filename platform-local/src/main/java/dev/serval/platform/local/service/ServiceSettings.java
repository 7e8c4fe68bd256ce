package dev.serval.platform.local.service;

import dev.serval.platform.local.revision.RevisionSettings;
import java.time.Duration;

/// How services are run.
///
/// @param port where the gateway answers, which URLs are made of
/// @param tick how often the autoscaler decides
/// @param revisions how revisions are treated
public record ServiceSettings(int port, Duration tick, RevisionSettings revisions) {}
