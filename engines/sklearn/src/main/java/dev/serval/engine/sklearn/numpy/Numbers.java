package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.math.BigInteger;

/// Integers of pickles as sizes.
final class Numbers {
    private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

    private Numbers() {}

    /// @throws PickleException if the integer is negative or more than an array can have
    static int size(Value value) {
        if (value instanceof Value.Whole whole
                && whole.value().signum() >= 0
                && whole.value().compareTo(MOST) <= 0) {
            return whole.value().intValue();
        }
        throw new PickleException("%s is found, expected a size".formatted(value.describe()));
    }
}
