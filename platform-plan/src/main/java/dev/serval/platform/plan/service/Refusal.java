package dev.serval.platform.plan.service;

import dev.serval.platform.plan.admission.Violation;
import dev.serval.platform.plan.runtime.RuntimeSelection.Candidate;
import java.util.List;

/// A service that is not run, and why.
///
/// @param reason KServe's word for it
/// @param message what was found and what is expected
/// @param violations the rules it breaks, where it breaks any
/// @param candidates the runtimes that were looked at, where none was found
public record Refusal(
        ServiceId service,
        Reason reason,
        String message,
        List<Violation> violations,
        List<Candidate> candidates)
        implements PlanResult {

    public Refusal {
        violations = List.copyOf(violations);
        candidates = List.copyOf(candidates);
    }

    /// Why a service is not run, in KServe's words.
    public enum Reason {
        INVALID_PREDICTOR_SPEC("InvalidPredictorSpec"),
        NO_SUPPORTING_RUNTIME("NoSupportingRuntime"),
        RUNTIME_NOT_RECOGNIZED("RuntimeNotRecognized"),
        RUNTIME_DISABLED("RuntimeDisabled");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /// As written in a status.
        public String label() {
            return label;
        }
    }
}
