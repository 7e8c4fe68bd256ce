package dev.serval.platform.plan.status;

import dev.serval.platform.api.status.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The conditions of a service, in alphabetical order. One that says the same as before keeps the
/// time at which it began to.
final class Conditions {
    static final String READY = "Ready";
    static final String PREDICTOR_READY = "PredictorReady";
    static final String INGRESS_READY = "IngressReady";
    static final String STOPPED = "Stopped";

    /// Those that readiness is made of; all others are for information.
    private static final Set<String> LIVING = Set.of(READY, PREDICTOR_READY, INGRESS_READY);

    private final Map<String, Condition> before = new TreeMap<>();
    private final Map<String, Condition> now = new TreeMap<>();
    private final String time;

    Conditions(List<Condition> reported, Instant time) {
        reported.forEach(condition -> before.put(condition.type(), condition));
        this.time = time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    void set(String type, Readiness readiness) {
        String status = readiness.truth().label();
        String since = since(before.get(type), status);
        now.put(
                type,
                new Condition(
                        type,
                        status,
                        LIVING.contains(type) ? null : "Info",
                        readiness.reason(),
                        readiness.message(),
                        since,
                        Map.of()));
    }

    private String since(@Nullable Condition old, String status) {
        if (old == null || !old.status().equals(status)) {
            return time;
        }
        String since = old.lastTransitionTime();
        return since == null ? time : since;
    }

    List<Condition> all() {
        return new ArrayList<>(now.values());
    }
}
