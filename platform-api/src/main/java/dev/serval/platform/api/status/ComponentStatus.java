package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is reported of one component.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ComponentStatus(
        @JsonPropertyDescription("The latest revision that is ready.")
                @Nullable String latestReadyRevision,
        @JsonPropertyDescription("The latest revision.") @Nullable String latestCreatedRevision,
        @JsonPropertyDescription("The revision that had all traffic before.")
                @Nullable String previousRolledoutRevision,
        @JsonPropertyDescription("The latest revision that had all traffic.")
                @Nullable String latestRolledoutRevision,
        @JsonPropertyDescription("How the traffic is split.") List<TrafficTarget> traffic,
        @JsonPropertyDescription("Where the component is reached.") @Nullable String url,
        @JsonPropertyDescription("Where it is reached over HTTP.") @Nullable String restUrl,
        @JsonPropertyDescription("Where it is reached over gRPC.") @Nullable String grpcUrl,
        @JsonPropertyDescription("Where it is reached within the cluster.")
                @Nullable Address address,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    /// Nothing is known yet.
    public static final ComponentStatus EMPTY =
            new ComponentStatus(
                    null, null, null, null, List.of(), null, null, null, null, Map.of());

    public ComponentStatus {
        traffic = orEmpty(traffic);
        unknown = orEmpty(unknown);
    }
}
