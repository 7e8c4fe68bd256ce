package dev.serval.inference.model;

import java.util.Optional;

/// A version of a model: a positive integer, the greatest being the latest.
public record ModelVersion(long number) implements Comparable<ModelVersion> {
    private static final int MOST_DIGITS = 18;

    public ModelVersion {
        if (number < 1) {
            throw new IllegalArgumentException("version %d, expected 1 or more".formatted(number));
        }
    }

    /// The version that a path segment or directory name stands for: decimal digits without a
    /// leading zero.
    public static Optional<ModelVersion> find(String text) {
        boolean decimal =
                !text.isEmpty()
                        && text.length() <= MOST_DIGITS
                        && text.charAt(0) != '0'
                        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return decimal ? Optional.of(new ModelVersion(Long.parseLong(text))) : Optional.empty();
    }

    @Override
    public int compareTo(ModelVersion other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
