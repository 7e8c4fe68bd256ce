package dev.serval.platform.plan.knative;

import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.name.LabelNames;
import dev.serval.platform.plan.rollout.TrafficShare;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.ServicePlan;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.RevisionTemplateSpecBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.knative.serving.v1.TrafficTarget;
import io.fabric8.knative.serving.v1.TrafficTargetBuilder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The Knative Service of one component.
final class ComponentService {
    /// What Knative reads of a Service itself; on a revision it has no effect.
    private static final Set<String> OF_THE_SERVICE =
            Set.of(
                    "serving.knative.dev/rollout-duration",
                    "serving.knative.openshift.io/enablePassthrough");

    private static final String CLUSTER_LOCAL = "cluster-local";

    private final ServicePlan plan;
    private final ComponentPlan component;
    private final ModelFetching fetching;

    ComponentService(ServicePlan plan, ComponentPlan component) {
        this.plan = plan;
        this.component = component;
        this.fetching = ModelFetching.of(component);
    }

    Service build() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(plan.service().namespace())
                .withName(component.name())
                .withLabels(labels())
                .withAnnotations(annotationsOfService())
                .endMetadata()
                .withNewSpec()
                .withTemplate(
                        new RevisionTemplateSpecBuilder()
                                .withNewMetadata()
                                .withLabels(new TreeMap<>(component.pod().labels()))
                                .withAnnotations(annotationsOfRevision())
                                .endMetadata()
                                .withSpec(revision())
                                .build())
                .withTraffic(component.traffic().stream().map(ComponentService::target).toList())
                .endSpec()
                .build();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(component.pod().labels());
        if (isInsideOnly()) {
            labels.put(LabelNames.KNATIVE_VISIBILITY, CLUSTER_LOCAL);
        }
        return labels;
    }

    /// A service that is not reached from outside has its address within the cluster for a URL.
    private boolean isInsideOnly() {
        return plan.urls().url().equals(plan.urls().address());
    }

    private Map<String, String> annotationsOfService() {
        Map<String, String> annotations = new TreeMap<>(component.pod().annotations());
        annotations.keySet().retainAll(OF_THE_SERVICE);
        return annotations;
    }

    private Map<String, String> annotationsOfRevision() {
        Map<String, String> annotations = new TreeMap<>(component.pod().annotations());
        annotations.keySet().removeAll(OF_THE_SERVICE);
        annotations.putAll(RevisionScaling.annotations(component.scaling(), annotations));
        annotations.putAll(fetching.annotations());
        annotations.putAll(CallAnnotations.of(component.calls()));
        return annotations;
    }

    /// A revision's specification is a pod's and a little more, under the same names.
    private RevisionSpec revision() {
        RevisionSpec revision =
                ResourceJson.mapper()
                        .convertValue(
                                RevisionPod.of(
                                        ServalPod.completed(fetching.pod(component.pod().spec()))),
                                RevisionSpec.class);
        Long timeout = component.calls().timeoutSeconds();
        revision.setTimeoutSeconds(timeout);
        revision.setResponseStartTimeoutSeconds(timeout);
        long concurrency = component.scaling().containerConcurrency();
        revision.setContainerConcurrency(concurrency == 0 ? null : concurrency);
        return revision;
    }

    private static TrafficTarget target(TrafficShare share) {
        return new TrafficTargetBuilder()
                .withLatestRevision(share.isLatest())
                .withRevisionName(share.revision())
                .withPercent(share.percent())
                .withTag(share.tag())
                .build();
    }
}
