package dev.serval.protocol.v2grpc;

import dev.serval.inference.failure.TooLarge;

/// Bounds how many objects a message may stand for, since an empty one takes two bytes on the wire
/// and many times that in memory.
final class ItemBudget {
    private static final int MOST = 1 << 16;

    private int taken;

    /// Counts one more input, output, parameter, or piece of contents.
    void take() {
        if (taken == MOST) {
            throw new TooLarge(
                    ("more than %d inputs, outputs, parameters and contents in one request")
                            .formatted(MOST));
        }
        taken++;
    }
}
