package dev.serval.it;

import java.util.List;

/// Calls of the model `loop`, which adds 1 as often as it is told to: how long it computes is the
/// caller's choice, about a microsecond for each addition.
final class Loops {
    /// Hours.
    static final long NEVER_ENDING = 1L << 40;

    private Loops() {}

    static List<WireTensor> of(long iterations) {
        return List.of(
                WireTensor.integers("iterations", List.of(), iterations),
                WireTensor.floats("x", List.of(1L), 0f));
    }

    /// The output, exact for fewer than 2^24 additions.
    static WireTensor result(long iterations) {
        return WireTensor.floats("y", List.of(1L), (float) iterations);
    }
}
