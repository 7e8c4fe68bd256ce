package dev.serval.platform.plan.service;

import java.util.Locale;

/// What a component of a service does.
public enum ComponentKind {
    PREDICTOR,
    TRANSFORMER,
    EXPLAINER;

    /// `predictor`, as in labels and in status.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
