package dev.serval.platform.local.progress;

import dev.serval.platform.api.inference.InferenceService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns what a platform tells of its services into what the board shows.
public final class ServiceWatch {
    private final ProgressBoard board;
    private final Style style;
    private final Function<InferenceService, List<String>> hints;
    private final Map<String, InferenceService> last = new HashMap<>();
    private final Map<String, Stage> stages = new HashMap<>();

    /// @param hints what a user can do with a service that answers
    public ServiceWatch(
            ProgressBoard board, Style style, Function<InferenceService, List<String>> hints) {
        this.board = board;
        this.style = style;
        this.hints = hints;
    }

    /// A service is there or has changed.
    public synchronized void changed(InferenceService service) {
        String name = name(service);
        Stage stage = Stage.of(service);
        Stage before = stages.put(name, stage);
        @Nullable InferenceService known = last.put(name, service);
        if (!stage.equals(before)) {
            entered(service, name, stage);
        }
        if (known != null && before instanceof Stage.Ready) {
            ServiceNews.between(known, service, style).forEach(text -> board.news(name, text));
        }
    }

    /// A service was taken away.
    public synchronized void deleted(InferenceService service) {
        String name = name(service);
        last.remove(name);
        stages.remove(name);
        board.news(name, "deleted");
    }

    private void entered(InferenceService service, String name, Stage stage) {
        switch (stage) {
            case Stage.Underway(String word) -> board.underway(name, word);
            case Stage.Ready _ -> board.ready(name, hints.apply(service));
            case Stage.Failed(String message) -> board.failed(name, message);
        }
    }

    /// A service as it is called: with its namespace where that is not the default.
    public static String name(InferenceService service) {
        String namespace = service.getMetadata().getNamespace();
        String name = service.getMetadata().getName();
        return namespace == null || namespace.equals("default") ? name : namespace + "/" + name;
    }
}
