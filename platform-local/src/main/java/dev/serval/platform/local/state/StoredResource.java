package dev.serval.platform.local.state;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import dev.serval.platform.local.revision.WorkloadState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource as it is remembered.
///
/// @param resource the resource with its status
/// @param folder where the file lies that it was read from
/// @param accepted the resource as it was when it could be planned last; null where that is the
///   resource itself, or never was
/// @param acceptedFolder where that was read from
/// @param workloads what runs for it
public record StoredResource(
        HasMetadata resource,
        Path folder,
        @Nullable HasMetadata accepted,
        @Nullable Path acceptedFolder,
        List<WorkloadState> workloads) {
    public StoredResource {
        workloads = orEmpty(workloads);
    }
}
