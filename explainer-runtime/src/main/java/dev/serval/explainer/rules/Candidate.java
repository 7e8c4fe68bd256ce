package dev.serval.explainer.rules;

import java.util.BitSet;

/// A rule that may become the anchor, with what was sampled of it.
final class Candidate {
    private final BitSet features;
    private final double coverage;
    private long samples;
    private long hits;

    /// @param features the features that keep to the explained row's interval
    /// @param coverage the share of the background in which the rule holds
    Candidate(BitSet features, double coverage) {
        this.features = features;
        this.coverage = coverage;
    }

    BitSet features() {
        return features;
    }

    double coverage() {
        return coverage;
    }

    long samples() {
        return samples;
    }

    /// The share of the samples that the model answered like the explained row.
    double precision() {
        return samples == 0 ? 0 : (double) hits / samples;
    }

    double upper(double level) {
        return BernoulliBounds.upper(precision(), samples, level);
    }

    double lower(double level) {
        return BernoulliBounds.lower(precision(), samples, level);
    }

    void add(long more, long hitting) {
        samples += more;
        hits += hitting;
    }
}
