package dev.serval.protocol.table;

import dev.serval.inference.failure.TooLarge;

/// Bounds how many values of one request stand for what its caller left out, since a row that names
/// none of a model's columns takes two bytes on the wire and a value for each column in memory. A
/// `null` is sent and does not count.
public final class MissingValues {
    /// 128 MiB of the widest type.
    private static final long MOST = 1L << 24;

    private long taken;

    /// Counts that many more values.
    ///
    /// @param count 0 or more
    /// @throws TooLarge if they are too many, before memory is taken for them
    public void take(long count) {
        if (count > MOST - taken) {
            throw new TooLarge(
                    ("the request's columns lack more than %d values, expected at most that many:"
                                    + " send fewer rows, or null where there is no value")
                            .formatted(MOST));
        }
        taken += count;
    }
}
