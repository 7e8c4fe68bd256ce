package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a component is scaled, how it shares traffic, and what happens to its requests on the way.
/// Its fields stand among those of the component.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ComponentSettings(
        @JsonPropertyDescription("The fewest replicas; 0 lets it scale to zero. 1 if absent.")
                @Nullable Integer minReplicas,
        @JsonPropertyDescription("The most replicas; 0 or absent for no limit.")
                @Nullable Integer maxReplicas,
        @JsonPropertyDescription("The value of the scale metric to be held.")
                @Nullable Integer scaleTarget,
        @JsonPropertyDescription("What it is scaled by.") @Nullable ScaleMetric scaleMetric,
        @JsonPropertyDescription("How the scale target is meant.")
                @Nullable ScaleMetricType scaleMetricType,
        @JsonPropertyDescription("Several metrics to scale by, and how fast.")
                @Nullable AutoScaling autoScaling,
        @JsonPropertyDescription("How many requests a replica works on at once; 0 for no limit.")
                @Nullable Long containerConcurrency,
        @JsonPropertyDescription("How long a request may take, in seconds.") @Nullable Long timeout,
        @JsonPropertyDescription("The share of the traffic that the latest revision gets.")
                @Nullable Long canaryTrafficPercent,
        @JsonPropertyDescription("Where requests and answers are recorded.")
                @Nullable LoggerSpec logger,
        @JsonPropertyDescription("How requests are gathered into batches.")
                @Nullable BatcherSpec batcher,
        @JsonPropertyDescription("Labels of the component's pods.") Map<String, String> labels,
        @JsonPropertyDescription("Annotations of the component's pods.")
                Map<String, String> annotations,
        @JsonPropertyDescription("How a Deployment replaces its pods.")
                @Nullable DeploymentStrategy deploymentStrategy) {

    /// Leaves everything to the defaults.
    public static final ComponentSettings EMPTY =
            new ComponentSettings(
                    null, null, null, null, null, null, null, null, null, null, null, Map.of(),
                    Map.of(), null);

    public ComponentSettings {
        labels = orEmpty(labels);
        annotations = orEmpty(annotations);
    }
}
