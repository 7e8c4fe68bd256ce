package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.plan.config.PlatformConfig;
import java.util.ArrayList;
import java.util.List;

/// The rules that an InferenceService keeps before it is planned.
public final class Validation {
    private final PlatformConfig config;

    public Validation(PlatformConfig config) {
        this.config = config;
    }

    /// The rules that `service` breaks, in the order of its fields.
    public List<Violation> check(InferenceService service) {
        List<Violation> violations = new ArrayList<>();
        return violations;
    }
}
