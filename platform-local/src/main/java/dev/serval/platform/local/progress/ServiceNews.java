package dev.serval.platform.local.progress;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.ModelCopies;
import dev.serval.platform.api.status.ModelStatus;
import dev.serval.platform.api.status.TrafficTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What has happened to a service between two looks at it, in a few words each.
final class ServiceNews {
    private static final String PREDICTOR = "predictor";

    private ServiceNews() {}

    static List<String> between(InferenceService before, InferenceService after, Style style) {
        List<String> news = new ArrayList<>();
        String traffic = traffic(after.reported());
        if (!traffic.isEmpty() && !traffic.equals(traffic(before.reported()))) {
            news.add("traffic: " + traffic);
        }
        int had = replicas(before);
        int has = replicas(after);
        if (had != has) {
            news.add("%d %s %s".formatted(had, style.arrow(), counted(has)));
        }
        return news;
    }

    /// `iris-predictor-00002 10 %, iris-predictor-00001 90 %`
    private static String traffic(InferenceServiceStatus status) {
        return status.component(PREDICTOR).traffic().stream()
                .filter(target -> target.percent() != null && target.percent() > 0)
                .filter(target -> target.revisionName() != null)
                .map(ServiceNews::share)
                .collect(Collectors.joining(", "));
    }

    private static String share(TrafficTarget target) {
        return "%s %d %%".formatted(target.revisionName(), target.percent());
    }

    private static String counted(int replicas) {
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }

    private static int replicas(InferenceService service) {
        @Nullable ModelStatus model = service.reported().modelStatus();
        @Nullable ModelCopies copies = model == null ? null : model.copies();
        return copies == null ? 0 : Objects.requireNonNullElse(copies.totalCopies(), 0);
    }
}
