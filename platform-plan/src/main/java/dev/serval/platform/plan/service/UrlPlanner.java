package dev.serval.platform.plan.service;

import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.IngressConfig;
import dev.serval.platform.plan.name.LabelNames;
import java.util.LinkedHashMap;
import java.util.Map;

/// Builds the URLs of a service the way Knative and KServe do.
final class UrlPlanner {
    private static final String HTTP = "http://";
    private static final String CLUSTER_LOCAL = "cluster-local";

    private UrlPlanner() {}

    static ServiceUrls urls(PlanningContext context) {
        String name = context.id().name();
        String address = HTTP + inside(context, addressed(context));
        Map<String, String> components = new LinkedHashMap<>();
        Map<String, String> addresses = new LinkedHashMap<>();
        for (ComponentKind kind : ComponentKind.values()) {
            if (isThere(context, kind)) {
                String workload = context.workload(kind);
                components.put(kind.label(), url(context, workload));
                addresses.put(kind.label(), HTTP + inside(context, workload));
            }
        }
        String url = isInsideOnly(context) ? address : url(context, name);
        return new ServiceUrls(url, address, components, addresses);
    }

    private static boolean isThere(PlanningContext context, ComponentKind kind) {
        return switch (kind) {
            case PREDICTOR -> true;
            case TRANSFORMER -> context.spec().transformer() != null;
            case EXPLAINER -> context.spec().explainer() != null;
        };
    }

    /// What answers for the whole service within the cluster: on Knative a name of its own, else
    /// the component that clients speak to.
    private static String addressed(PlanningContext context) {
        if (context.mode() == DeploymentMode.KNATIVE) {
            return context.id().name();
        }
        return context.spec().transformer() == null
                ? context.workload(ComponentKind.PREDICTOR)
                : context.workload(ComponentKind.TRANSFORMER);
    }

    private static boolean isInsideOnly(PlanningContext context) {
        return CLUSTER_LOCAL.equals(context.labels().get(LabelNames.KNATIVE_VISIBILITY))
                || CLUSTER_LOCAL.equals(context.labels().get(LabelNames.VISIBILITY));
    }

    private static String url(PlanningContext context, String name) {
        IngressConfig ingress = context.config().ingress();
        if (isInsideOnly(context)) {
            return HTTP + inside(context, name);
        }
        String host =
                ingress.hostTemplate(context.mode())
                        .replace("{{.Name}}", name)
                        .replace("{{.Namespace}}", context.id().namespace())
                        .replace("{{.IngressDomain}}", ingress.domain());
        return ingress.urlScheme() + "://" + host;
    }

    private static String inside(PlanningContext context, String name) {
        return name
                + "."
                + context.id().namespace()
                + "."
                + context.config().ingress().clusterDomain();
    }
}
