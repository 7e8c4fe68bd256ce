package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One artefact and where a pod finds it.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageLocation(
        @Required @Size(min = 1) @JsonPropertyDescription("Where it is fetched from.") String uri,
        @Default("/mnt/models") @JsonPropertyDescription("The absolute path where it is found.")
                @Nullable String mountPath,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public StorageLocation {
        uri = uri == null ? "" : uri;
        unknown = orEmpty(unknown);
    }

    /// Where it is found when nobody says otherwise.
    public static final String DEFAULT_MOUNT_PATH = "/mnt/models";

    /// Where it is found: as written, or the default.
    public String mountedAt() {
        return mountPath == null ? DEFAULT_MOUNT_PATH : mountPath;
    }
}
