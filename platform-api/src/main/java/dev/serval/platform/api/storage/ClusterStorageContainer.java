package dev.serval.platform.api.storage;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// A container that fetches the models whose URI looks a certain way.
@Group("serving.kserve.io")
@Version("v1alpha1")
@Kind("ClusterStorageContainer")
@Singular("clusterstoragecontainer")
@Plural("clusterstoragecontainers")
public final class ClusterStorageContainer
        extends CustomResource<ClusterStorageContainerSpec, Void> {
    private @Nullable Boolean disabled;

    /// Whether it is never used. Stands beside the specification, not in it.
    public @Nullable Boolean getDisabled() {
        return disabled;
    }

    public void setDisabled(@Nullable Boolean disabled) {
        this.disabled = disabled;
    }

    @Override
    protected @Nullable ClusterStorageContainerSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable Void initStatus() {
        return null;
    }
}
