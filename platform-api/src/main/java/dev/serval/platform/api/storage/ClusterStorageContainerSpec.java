package dev.serval.platform.api.storage;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container that fetches models.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClusterStorageContainerSpec(
        @Required @JsonPropertyDescription("The container.") @Nullable Container container,
        @Required @JsonPropertyDescription("The URIs that it fetches.")
                List<UriFormat> supportedUriFormats,
        @Default("initContainer")
                @JsonPropertyDescription("initContainer or localModelDownloadJob.")
                @Nullable String workloadType,
        @JsonPropertyDescription("Whether it fetches several models at once.")
                @Nullable Boolean supportsMultiModelDownload,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ClusterStorageContainerSpec {
        supportedUriFormats = orEmpty(supportedUriFormats);
        unknown = orEmpty(unknown);
    }
}
