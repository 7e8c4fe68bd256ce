package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.LoggerSpec;
import dev.serval.platform.api.inference.LoggerStorage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a payload log may be. No mode means all, which KServe documents and then refuses.
final class LoggerRules {
    private static final Set<String> MODES = Set.of("all", "request", "response");

    private LoggerRules() {}

    static void check(@Nullable LoggerSpec logger, String field, Violations violations) {
        if (logger == null) {
            return;
        }
        String mode = logger.mode();
        violations.require(
                mode == null || mode.isEmpty() || MODES.contains(mode),
                field + ".mode",
                "invalid logger type '%s', expected all, request or response".formatted(mode));
        LoggerStorage storage = logger.storage();
        violations.require(
                storage == null
                        || (storage.path() != null
                                && storage.key() != null
                                && !storage.parameters().isEmpty()),
                field + ".storage",
                "invalid logger storage configuration: path, parameters and key are all expected");
    }
}
