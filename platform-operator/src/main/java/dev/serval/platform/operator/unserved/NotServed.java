package dev.serval.platform.operator.unserved;

import dev.serval.platform.api.status.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// A kind whose resources are stored and not served.
public enum NotServed {
    GRAPHS("InferenceGraphs"),
    TRAINED_MODELS("TrainedModels");

    private static final String READY = "Ready";
    private static final String FALSE = "False";
    private static final String REASON = "NotServed";

    private final String kinds;

    NotServed(String kinds) {
        this.kinds = kinds;
    }

    /// `InferenceGraphs are stored and not served yet`
    public String message() {
        return kinds + " are stored and not served yet";
    }

    /// The one thing that is reported of such a resource.
    ///
    /// @param before what was reported last
    List<Condition> report(List<Condition> before, Instant now) {
        String since =
                before.stream()
                        .filter(condition -> READY.equals(condition.type()))
                        .filter(condition -> FALSE.equals(condition.status()))
                        .map(Condition::lastTransitionTime)
                        .filter(time -> time != null)
                        .findFirst()
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return List.of(new Condition(READY, FALSE, null, REASON, message(), since, Map.of()));
    }
}
