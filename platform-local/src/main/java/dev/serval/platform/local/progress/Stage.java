package dev.serval.platform.local.progress;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.Condition;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.ModelStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How far a service is.
public sealed interface Stage {
    /// On its way.
    ///
    /// @param word planned, starting or loading
    record Underway(String word) implements Stage {}

    /// It answers.
    record Ready() implements Stage {}

    /// It does not come up as it is.
    ///
    /// @param message why, in a sentence
    record Failed(String message) implements Stage {}

    /// Where all begin.
    Stage PLANNED = new Underway("planned");

    /// The stage that a service's status tells.
    static Stage of(InferenceService service) {
        InferenceServiceStatus status = service.reported();
        Long generation = service.getMetadata().getGeneration();
        if (!Objects.equals(status.observedGeneration(), generation)) {
            return PLANNED;
        }
        for (Condition condition : status.conditions()) {
            if (condition.type().equals("Ready")) {
                return of(condition, status);
            }
        }
        return PLANNED;
    }

    private static Stage of(Condition ready, InferenceServiceStatus status) {
        return switch (ready.status()) {
            case "True" -> new Ready();
            case "False" -> new Failed(reason(ready));
            default -> new Underway(word(status.modelStatus()));
        };
    }

    private static String reason(Condition ready) {
        String message = ready.message() == null ? "" : ready.message();
        return message.isEmpty() ? Objects.requireNonNullElse(ready.reason(), "") : message;
    }

    private static String word(@Nullable ModelStatus model) {
        String target =
                model == null || model.states() == null ? null : model.states().targetModelState();
        return "Loading".equals(target) ? "loading" : "starting";
    }
}
