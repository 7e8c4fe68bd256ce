package dev.serval.platform.plan.runtime;

import java.util.List;

/// What came of looking for a runtime.
public sealed interface RuntimeSelection {
    /// The runtimes that were looked at and not chosen, each with the reason.
    List<Candidate> refused();

    /// A runtime that was not chosen, and why.
    record Candidate(String runtime, String reason) {}

    /// A runtime was found.
    ///
    /// @param runtime the runtime
    /// @param protocol how clients speak to it
    /// @param reason why this one
    record Chosen(Runtime runtime, String protocol, String reason, List<Candidate> refused)
            implements RuntimeSelection {
        public Chosen {
            refused = List.copyOf(refused);
        }
    }

    /// None was found.
    ///
    /// @param reason KServe's word for it
    /// @param message what was looked for and what there is
    record NotFound(Reason reason, String message, List<Candidate> refused)
            implements RuntimeSelection {
        public NotFound {
            refused = List.copyOf(refused);
        }
    }

    /// Why no runtime was found, in KServe's words.
    enum Reason {
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
