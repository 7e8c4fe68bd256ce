package dev.serval.server.coldstart;

import java.util.Locale;

/// What a process does one after the other until it has answered its first call.
enum StartPhase {
    /// From the process's start to the program's first line.
    JVM,
    /// From there until its parts are there and loading begins.
    APPLICATION,
    /// From there until every model that has to answer can.
    MODEL_LOAD,
    /// The first call that succeeded, from its last byte in.
    FIRST_INFERENCE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
