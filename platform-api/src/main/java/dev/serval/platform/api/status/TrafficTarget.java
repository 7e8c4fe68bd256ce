package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The share of the traffic that a revision gets.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficTarget(
        @JsonPropertyDescription("The revision.") @Nullable String revisionName,
        @JsonPropertyDescription("Whether this is the latest ready revision, whichever that is.")
                @Nullable Boolean latestRevision,
        @JsonPropertyDescription("The share, 0 to 100.") @Nullable Long percent,
        @JsonPropertyDescription("The tag under which the revision has a host of its own.")
                @Nullable String tag,
        @JsonPropertyDescription("That host.") @Nullable String url,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public TrafficTarget {
        unknown = orEmpty(unknown);
    }
}
