package dev.serval.platform.api.graph;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.serval.platform.api.inference.ScaleMetric;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A graph of calls and the router that makes them.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceGraphSpec(
        @Required @JsonPropertyDescription("The nodes by name; root is called first.")
                Map<String, InferenceRouter> nodes,
        @JsonPropertyDescription("What the router needs.") @Nullable ResourceRequirements resources,
        @JsonPropertyDescription("Where the router runs.") @Nullable Affinity affinity,
        @JsonPropertyDescription("The taints that the router tolerates.")
                List<Toleration> tolerations,
        @JsonPropertyDescription("The labels of the nodes where the router runs.")
                Map<String, String> nodeSelector,
        @JsonPropertyDescription("The node where the router runs.") @Nullable String nodeName,
        @JsonPropertyDescription("The service account of the router.")
                @Nullable String serviceAccountName,
        @JsonPropertyDescription("The fewest replicas of the router.")
                @Nullable Integer minReplicas,
        @JsonPropertyDescription("The most replicas of the router.") @Nullable Integer maxReplicas,
        @JsonPropertyDescription("The value of the scale metric to be held.")
                @Nullable Integer scaleTarget,
        @JsonPropertyDescription("What the router is scaled by.") @Nullable ScaleMetric scaleMetric,
        @JsonPropertyDescription("How long a request may take, in seconds.") @Nullable Long timeout,
        @JsonPropertyDescription("How long the router waits.")
                @Nullable RouterTimeouts routerTimeouts,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public InferenceGraphSpec {
        nodes = orEmpty(nodes);
        tolerations = orEmpty(tolerations);
        nodeSelector = orEmpty(nodeSelector);
        unknown = orEmpty(unknown);
    }
}
