package dev.serval.platform.plan.knative;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.platform.plan.name.LabelNames;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.status.Observation;
import io.fabric8.knative.internal.networking.v1alpha1.HTTPIngressPath;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.internal.networking.v1alpha1.IngressBuilder;
import io.fabric8.knative.internal.networking.v1alpha1.IngressRule;
import io.fabric8.knative.internal.networking.v1alpha1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The route that joins a service's components under one host, for whichever networking layer
/// Knative has: explanations go to the explainer, everything else to the transformer if there is
/// one. Like Knative's own routes it leads to revisions, so that no call passes the ingress twice.
public final class HostRoute {
    private static final String CLASS = "networking.knative.dev/ingress.class";
    private static final int PORT = 80;

    private final ServicePlan plan;
    private final Observation seen;

    /// @param seen which revisions of the components get which share of the traffic
    public HostRoute(ServicePlan plan, Observation seen) {
        this.plan = plan;
        this.seen = seen;
    }

    /// The route; empty as long as a component has no revision that gets traffic.
    ///
    /// @param ingressClass Knative's name of the networking layer
    public Optional<Ingress> ingress(String ingressClass) {
        List<HTTPIngressPath> paths = paths();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new IngressBuilder()
                        .withNewMetadata()
                        .withNamespace(plan.service().namespace())
                        .withName(plan.service().name())
                        .withLabels(labels())
                        .withAnnotations(Map.of(CLASS, ingressClass))
                        .endMetadata()
                        .withNewSpec()
                        .withHttpOption("Enabled")
                        .withRules(rules(paths))
                        .endSpec()
                        .build());
    }

    /// The name of the service within the cluster: an alias of the networking layer's own.
    ///
    /// @param gateway the networking layer's name within the cluster
    public Service alias(String gateway) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(plan.service().namespace())
                .withName(plan.service().name())
                .withLabels(labels())
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName(gateway)
                .addNewPort()
                .withName("http2")
                .withPort(PORT)
                .endPort()
                .endSpec()
                .build();
    }

    private Map<String, String> labels() {
        return Map.of(LabelNames.SERVICE, plan.service().name());
    }

    private List<IngressRule> rules(List<HTTPIngressPath> paths) {
        String inside = host(plan.urls().address());
        String outside = host(plan.urls().url());
        List<IngressRule> rules = new ArrayList<>();
        rules.add(rule(insideHosts(inside), "ClusterLocal", paths));
        if (!outside.equals(inside)) {
            rules.add(rule(List.of(outside), "ExternalIP", paths));
        }
        return rules;
    }

    private static IngressRule rule(
            List<String> hosts, String visibility, List<HTTPIngressPath> paths) {
        return new IngressRuleBuilder()
                .withHosts(hosts)
                .withVisibility(visibility)
                .withNewHttp()
                .withPaths(paths)
                .endHttp()
                .build();
    }

    /// The host as it is written within the namespace, within the cluster, and in full.
    private List<String> insideHosts(String full) {
        String within = plan.service().name() + "." + plan.service().namespace();
        return List.of(within, within + ".svc", full);
    }

    private List<HTTPIngressPath> paths() {
        List<HTTPIngressPath> paths = new ArrayList<>();
        for (ComponentPlan component : plan.components()) {
            if (seen.component(component.kind()).revisions().traffic().isEmpty()) {
                return List.of();
            }
        }
        plan.component(ComponentKind.EXPLAINER)
                .ifPresent(explainer -> addExplain(paths, explainer));
        plan.component(ComponentKind.TRANSFORMER)
                .or(() -> plan.component(ComponentKind.PREDICTOR))
                .ifPresent(component -> paths.add(path("/", component)));
        return paths;
    }

    private void addExplain(List<HTTPIngressPath> paths, ComponentPlan explainer) {
        String model = modelName();
        List.of(
                        "/v1/models/" + model + ":explain",
                        "/v2/models/" + model + "/explain",
                        "/inference.GRPCInferenceService/ModelExplain")
                .forEach(prefix -> paths.add(path(prefix, explainer)));
    }

    private String modelName() {
        return plan.component(ComponentKind.PREDICTOR)
                .map(predictor -> predictor.pod().mainContainer().getArgs())
                .flatMap(words -> ProgramArguments.of(words).value(RuntimeArgument.MODEL_NAME))
                .orElse(plan.service().name());
    }

    private HTTPIngressPath path(String prefix, ComponentPlan component) {
        return new RevisionSplits(
                        plan.service(),
                        seen.component(component.kind()).revisions(),
                        ServalPod.completed(component.pod().mainContainer()))
                .path(prefix);
    }

    private static String host(String url) {
        return URI.create(url).getHost();
    }
}
