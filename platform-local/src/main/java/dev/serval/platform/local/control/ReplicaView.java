package dev.serval.platform.local.control;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A replica as it is shown.
///
/// @param name `iris-predictor-00001-a`
/// @param component `predictor`
/// @param revision `iris-predictor-00001`
/// @param state starting, ready, draining, failed or ended
/// @param pid its process; -1 where there is none
/// @param port its port on the loopback interface; 0 where there is none
/// @param restarts how often it was started again after a crash
/// @param started when its process was started
/// @param log where its output is
/// @param message why it is not ready; null where there is nothing to say
/// @param startup how long its start took, and for what: `ready in 812 ms: spawn 6 ms, …`; null
///   before it was ready
public record ReplicaView(
        String name,
        String component,
        String revision,
        String state,
        long pid,
        int port,
        int restarts,
        Instant started,
        Path log,
        @Nullable String message,
        @Nullable String startup) {}
