package dev.serval.explainer.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a method says of the quality of its explanation.
///
/// @param complete whether it did all that it set out to do; not if the deadline cut it short
/// @param measures figures by name: `additivity_gap`, `r2`
/// @param notes what a reader had better know, as sentences
public record Findings(boolean complete, Map<String, Double> measures, List<String> notes) {
    public Findings {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        notes = List.copyOf(notes);
    }

    public static Findings of(boolean complete, Map<String, Double> measures) {
        return new Findings(complete, measures, List.of());
    }

    /// The greatest gap between what attributions add up to and what they should.
    public static double additivityGap(List<Attribution> attributions) {
        return attributions.stream().mapToDouble(Attribution::additivityGap).max().orElse(0);
    }
}
