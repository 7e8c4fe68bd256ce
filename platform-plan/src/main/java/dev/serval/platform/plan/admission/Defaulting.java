package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.ArtExplainerSpec;
import dev.serval.platform.api.inference.CanarySpec;
import dev.serval.platform.api.inference.ExplainerSpec;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.InferenceServiceSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.api.inference.ServalExplainerSpec;
import dev.serval.platform.api.inference.TransformerSpec;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.AnnotationNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/// Fills in what a user left out, as KServe's admission does. Filling in twice changes nothing.
public final class Defaulting {
    private final PlatformConfig config;
    private final ContainerDefaults containers;

    public Defaulting(PlatformConfig config) {
        this.config = config;
        this.containers = new ContainerDefaults(config);
    }

    /// A copy of `service` with everything filled in; `service` stays as it is.
    public InferenceService apply(InferenceService service) {
        InferenceServiceSpec spec = service.specification();
        PredictorSpec predictor = predictor(spec.predictor());
        InferenceServiceSpec filled =
                spec.withPredictor(predictor)
                        .withCanary(spec.canary().stream().map(Defaulting::canary).toList());
        if (spec.transformer() != null) {
            filled = filled.withTransformer(transformer(spec.transformer()));
        }
        if (spec.explainer() != null) {
            filled = filled.withExplainer(explainer(spec.explainer()));
        }
        InferenceService copy = new InferenceService();
        copy.setApiVersion(service.getApiVersion());
        copy.setKind(service.getKind());
        copy.setMetadata(metadata(service.getMetadata(), predictor));
        copy.setSpec(filled);
        copy.setStatus(service.getStatus());
        return copy;
    }

    private PredictorSpec predictor(PredictorSpec predictor) {
        PredictorSpec modern = ModelDefaults.apply(predictor);
        return modern.withPod(pod(containers.predictor(modern)));
    }

    private static CanarySpec canary(CanarySpec canary) {
        return canary.predictor() == null
                ? canary
                : canary.withPredictor(ModelDefaults.apply(canary.predictor()));
    }

    private TransformerSpec transformer(TransformerSpec transformer) {
        return transformer.withPod(pod(containers.firstIsMain(transformer.pod())));
    }

    private ExplainerSpec explainer(ExplainerSpec explainer) {
        ExplainerSpec filled = explainer.withPod(pod(containers.firstIsMain(explainer.pod())));
        ArtExplainerSpec art = filled.art();
        if (art != null) {
            filled = filled.withArt(art.withContainer(containers.named(art.container())));
        }
        ServalExplainerSpec serval = filled.serval();
        return serval == null
                ? filled
                : filled.withServal(serval.withContainer(containers.named(serval.container())));
    }

    private PodSpec pod(PodSpec pod) {
        if (config.mountsServiceAccountToken() || pod.getAutomountServiceAccountToken() != null) {
            return pod;
        }
        return new PodSpecBuilder(pod).withAutomountServiceAccountToken(false).build();
    }

    private ObjectMeta metadata(ObjectMeta metadata, PredictorSpec predictor) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (metadata.getAnnotations() != null) {
            annotations.putAll(metadata.getAnnotations());
        }
        String mode = annotations.get(AnnotationNames.DEPLOYMENT_MODE);
        if (mode == null && config.defaultMode() != DeploymentMode.KNATIVE) {
            annotations.put(AnnotationNames.DEPLOYMENT_MODE, config.defaultMode().label());
        }
        if (mode != null) {
            DeploymentMode.find(mode)
                    .ifPresent(found ->
                            annotations.put(AnnotationNames.DEPLOYMENT_MODE, found.label()));
        }
        if (predictor.model() != null && predictor.model().modelFormat() != null) {
            annotations.putIfAbsent(
                    AnnotationNames.MODEL_FORMAT, predictor.model().modelFormat().name());
        }
        return new ObjectMetaBuilder(metadata).withAnnotations(annotations).build();
    }
}
