package dev.serval.platform.api.runtime;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// A runtime that serves the models of every namespace.
@Group("serving.kserve.io")
@Version("v1alpha1")
@Kind("ClusterServingRuntime")
@Singular("clusterservingruntime")
@Plural("clusterservingruntimes")
@AdditionalPrinterColumn(name = "Disabled", jsonPath = ".spec.disabled", type = Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "ModelType",
        jsonPath = ".spec.supportedModelFormats[*].name",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Containers",
        jsonPath = ".spec.containers[*].name",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class ClusterServingRuntime
        extends CustomResource<ServingRuntimeSpec, ServingRuntimeStatus> {

    /// The specification; an empty one where the resource has none.
    @JsonIgnore
    public ServingRuntimeSpec specification() {
        ServingRuntimeSpec written = getSpec();
        return written == null ? ServingRuntimeSpec.EMPTY : written;
    }

    @Override
    protected @Nullable ServingRuntimeSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable ServingRuntimeStatus initStatus() {
        return null;
    }
}
