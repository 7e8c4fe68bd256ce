package dev.serval.platform.api.trained;

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

/// A model that is loaded into an InferenceService which is running already.
@Group("serving.kserve.io")
@Version("v1alpha1")
@Kind("TrainedModel")
@Singular("trainedmodel")
@Plural("trainedmodels")
@ShortNames("tm")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type=='Ready')].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class TrainedModel extends CustomResource<TrainedModelSpec, TrainedModelStatus>
        implements Namespaced {

    @Override
    protected @Nullable TrainedModelSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable TrainedModelStatus initStatus() {
        return null;
    }
}
