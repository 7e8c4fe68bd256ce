package dev.serval.platform.plan.status;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether something is ready, and if not, why.
///
/// @param truth whether it is
/// @param reason why, in one word; null where there is nothing to say
/// @param message why, in a sentence; null where there is nothing to say
public record Readiness(Truth truth, @Nullable String reason, @Nullable String message) {
    /// It is ready.
    public static final Readiness READY = new Readiness(Truth.TRUE, null, null);

    /// Nothing is known yet.
    public static final Readiness UNKNOWN = new Readiness(Truth.UNKNOWN, null, null);

    /// What Kubernetes knows of a condition.
    public enum Truth {
        TRUE,
        FALSE,
        UNKNOWN;

        /// `True`, as in a status.
        public String label() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /// It is not ready.
    public static Readiness not(String reason, String message) {
        return new Readiness(Truth.FALSE, reason, message);
    }

    /// It may yet become ready.
    public static Readiness pending(String reason, String message) {
        return new Readiness(Truth.UNKNOWN, reason, message);
    }

    /// Whether it is ready.
    public boolean isReady() {
        return truth == Truth.TRUE;
    }
}
