package dev.serval.platform.api.graph;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// Several InferenceServices behind one URL, called one after the other, at once or by choice.
@Group("serving.kserve.io")
@Version("v1alpha1")
@Kind("InferenceGraph")
@Singular("inferencegraph")
@Plural("inferencegraphs")
@ShortNames("ig")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type=='Ready')].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class InferenceGraph extends CustomResource<InferenceGraphSpec, InferenceGraphStatus>
        implements Namespaced {

    @Override
    protected @Nullable InferenceGraphSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable InferenceGraphStatus initStatus() {
        return null;
    }
}
