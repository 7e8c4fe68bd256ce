package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is reported of an InferenceService.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceServiceStatus(
        @JsonPropertyDescription("What is true of it.") List<Condition> conditions,
        @JsonPropertyDescription("Notes of the reporter.") Map<String, String> annotations,
        @JsonPropertyDescription("The generation of the specification that this status is about.")
                @Nullable Long observedGeneration,
        @JsonPropertyDescription("Where clients reach it.") @Nullable String url,
        @JsonPropertyDescription("Where it is reached within the cluster.")
                @Nullable Address address,
        @JsonPropertyDescription("The components by name: predictor, transformer, explainer.")
                Map<String, ComponentStatus> components,
        @JsonPropertyDescription("How far the model is.") @Nullable ModelStatus modelStatus,
        @JsonPropertyDescription("What is true of the declared canaries.")
                List<CanaryStatus> canaryStatuses,
        @JsonPropertyDescription("Knative or Standard; never changed once recorded.")
                @Nullable String deploymentMode,
        @JsonPropertyDescription("The ServingRuntime that serves the model.")
                @Nullable String servingRuntimeName,
        @JsonPropertyDescription("The ClusterServingRuntime that serves the model.")
                @Nullable String clusterServingRuntimeName,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    /// Nothing is reported yet.
    public static final InferenceServiceStatus EMPTY =
            new InferenceServiceStatus(
                    List.of(), Map.of(), null, null, null, Map.of(), null, List.of(), null, null,
                    null, Map.of());

    public InferenceServiceStatus {
        conditions = orEmpty(conditions);
        annotations = orEmpty(annotations);
        components = orEmpty(components);
        canaryStatuses = orEmpty(canaryStatuses);
        unknown = orEmpty(unknown);
    }

    /// What is reported of the component `name`; empty where nothing is.
    public ComponentStatus component(String name) {
        return components.getOrDefault(name, ComponentStatus.EMPTY);
    }

    /// The same but for how far the model is.
    public InferenceServiceStatus withModelStatus(@Nullable ModelStatus other) {
        return new InferenceServiceStatus(
                conditions,
                annotations,
                observedGeneration,
                url,
                address,
                components,
                other,
                canaryStatuses,
                deploymentMode,
                servingRuntimeName,
                clusterServingRuntimeName,
                unknown);
    }

    /// Whether its condition `Ready` is true.
    @JsonIgnore
    public boolean isReady() {
        return conditions.stream()
                .anyMatch(condition ->
                        "Ready".equals(condition.type()) && "True".equals(condition.status()));
    }
}
