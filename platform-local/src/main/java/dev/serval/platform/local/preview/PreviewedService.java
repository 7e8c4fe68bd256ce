package dev.serval.platform.local.preview;

import java.util.List;

/// What would become of a service.
public sealed interface PreviewedService {
    /// It would run.
    ///
    /// @param reasons why its runtimes were chosen
    /// @param documents what would be created, as YAML
    /// @param warnings what its user ought to know
    record Planned(List<String> reasons, List<String> documents, List<String> warnings)
            implements PreviewedService {
        public Planned {
            reasons = List.copyOf(reasons);
            documents = List.copyOf(documents);
            warnings = List.copyOf(warnings);
        }
    }

    /// It would be refused.
    record Refused(String message) implements PreviewedService {}
}
