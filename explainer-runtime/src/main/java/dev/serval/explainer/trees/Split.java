package dev.serval.explainer.trees;

import java.util.BitSet;

/// How an inner node of a tree decides which way a row goes.
///
/// @param feature the column it looks at
/// @param test when the row goes to the first child
/// @param threshold what the test compares with
/// @param categories the members, for [Test#IN]
/// @param missing what counts as missing; such a row goes where `missingFirst` says
/// @param missingFirst whether a missing value goes to the first child
public record Split(
        int feature,
        Test test,
        double threshold,
        BitSet categories,
        Missing missing,
        boolean missingFirst) {
    private static final double ZERO_THRESHOLD = 1e-35;

    /// A split by a threshold.
    public Split(int feature, Test test, double threshold, Missing missing, boolean missingFirst) {
        this(feature, test, threshold, new BitSet(), missing, missingFirst);
    }

    /// When a row goes to the first child.
    public enum Test {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        EQUAL,
        NOT_EQUAL,
        /// The value's integer part is one of the categories.
        IN
    }

    /// What counts as a missing value.
    public enum Missing {
        /// NaN is taken for 0.
        NOTHING,
        NAN,
        /// NaN and 0 alike.
        ZERO
    }

    /// Whether a value goes to the first child.
    public boolean isFirst(double value) {
        if (isMissing(value)) {
            return missingFirst;
        }
        double compared = Double.isNaN(value) && missing == Missing.NOTHING ? 0 : value;
        return switch (test) {
            case LESS -> compared < threshold;
            case LESS_OR_EQUAL -> compared <= threshold;
            case GREATER -> compared > threshold;
            case GREATER_OR_EQUAL -> compared >= threshold;
            case EQUAL -> compared == threshold;
            case NOT_EQUAL -> compared != threshold;
            case IN ->
                    compared > -1 && compared < Integer.MAX_VALUE && categories.get((int) compared);
        };
    }

    private boolean isMissing(double value) {
        return switch (missing) {
            case NOTHING -> false;
            case NAN -> Double.isNaN(value);
            case ZERO -> Double.isNaN(value) || Math.abs(value) <= ZERO_THRESHOLD;
        };
    }
}
