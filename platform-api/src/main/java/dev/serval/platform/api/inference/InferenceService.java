package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.serval.platform.api.status.InferenceServiceStatus;
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

/// A model that is served: a predictor and, where wanted, a transformer and an explainer.
@Group("serving.kserve.io")
@Version("v1beta1")
@Kind("InferenceService")
@Singular("inferenceservice")
@Plural("inferenceservices")
@ShortNames("isvc")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type=='Ready')].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Prev",
        jsonPath = ".status.components.predictor.traffic[?(@.tag=='prev')].percent",
        type = Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Latest",
        jsonPath = ".status.components.predictor.traffic[?(@.latestRevision==true)].percent",
        type = Type.INTEGER)
@AdditionalPrinterColumn(
        name = "PrevRolledoutRevision",
        jsonPath = ".status.components.predictor.traffic[?(@.tag=='prev')].revisionName",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "LatestReadyRevision",
        jsonPath = ".status.components.predictor.traffic[?(@.latestRevision==true)].revisionName",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class InferenceService
        extends CustomResource<InferenceServiceSpec, InferenceServiceStatus> implements Namespaced {

    /// The specification; an empty one where the resource has none.
    @JsonIgnore
    public InferenceServiceSpec specification() {
        InferenceServiceSpec written = getSpec();
        return written == null ? InferenceServiceSpec.EMPTY : written;
    }

    /// The status as last reported; an empty one where nothing was reported yet.
    @JsonIgnore
    public InferenceServiceStatus reported() {
        InferenceServiceStatus written = getStatus();
        return written == null ? InferenceServiceStatus.EMPTY : written;
    }

    @Override
    protected @Nullable InferenceServiceSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable InferenceServiceStatus initStatus() {
        return null;
    }
}
