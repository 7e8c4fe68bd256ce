package dev.serval.platform.local.program;

import java.time.Duration;
import java.util.List;

/// A program that was started.
public interface StartedProgram {
    long pid();

    /// Its port on the loopback interface.
    int port();

    /// The last it said, oldest first.
    List<String> lastLines();

    /// Why its start failed, if it has left word of that; empty if it has not.
    String lastWords();

    /// Asks it to end, and ends it if it has not after `patience`. Does not wait.
    void stop(Duration patience);
}
