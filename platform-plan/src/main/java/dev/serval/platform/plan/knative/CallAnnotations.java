package dev.serval.platform.plan.knative;

import dev.serval.platform.plan.service.CallSettings;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What happens to a component's requests, in the annotations of its pods that KServe writes.
final class CallAnnotations {
    private static final String PREFIX = "internal.serving.kserve.io/";

    private CallAnnotations() {}

    static Map<String, String> of(CallSettings calls) {
        Map<String, String> annotations = new TreeMap<>();
        if (calls.batcher() != null) {
            annotations.put(PREFIX + "batcher", "true");
            put(annotations, "batcher-max-batchsize", calls.batcher().maxBatchSize());
            put(annotations, "batcher-max-latency", calls.batcher().maxLatency());
        }
        if (calls.logger() != null) {
            annotations.put(PREFIX + "logger", "true");
            put(annotations, "logger-sink-url", calls.logger().url());
            put(
                    annotations,
                    "logger-mode",
                    Objects.requireNonNullElse(calls.logger().mode(), "all"));
            if (!calls.logger().metadataHeaders().isEmpty()) {
                put(
                        annotations,
                        "logger-metadata-headers",
                        String.join(",", calls.logger().metadataHeaders()));
            }
            if (!calls.logger().metadataAnnotations().isEmpty()) {
                put(
                        annotations,
                        "logger-metadata-annotations",
                        String.join(",", calls.logger().metadataAnnotations()));
            }
        }
        return annotations;
    }

    private static void put(Map<String, String> annotations, String name, @Nullable Object value) {
        if (value != null) {
            annotations.put(PREFIX + name, value.toString());
        }
    }
}
