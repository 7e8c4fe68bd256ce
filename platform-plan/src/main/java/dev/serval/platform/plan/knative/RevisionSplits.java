package dev.serval.platform.plan.knative;

import dev.serval.platform.api.status.TrafficTarget;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.service.ServiceId;
import io.fabric8.knative.internal.networking.v1alpha1.HTTPIngressPath;
import io.fabric8.knative.internal.networking.v1alpha1.HTTPIngressPathBuilder;
import io.fabric8.knative.internal.networking.v1alpha1.IngressBackendSplit;
import io.fabric8.knative.internal.networking.v1alpha1.IngressBackendSplitBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the calls of a path are shared between the revisions of a component, with the headers by
/// which Knative's activator knows whom to wake.
final class RevisionSplits {
    private static final String H2C = "h2c";

    /// Where Knative's service of a revision listens, by the protocol that its port is named for.
    private static final int HTTP_PORT = 80;

    private static final int HTTP2_PORT = 81;

    private final ServiceId service;
    private final Revisions revisions;
    private final int port;

    /// @param container the one that answers
    RevisionSplits(ServiceId service, Revisions revisions, Container container) {
        this.service = service;
        this.revisions = revisions;
        this.port =
                container.getPorts().stream().anyMatch(port -> H2C.equals(port.getName()))
                        ? HTTP2_PORT
                        : HTTP_PORT;
    }

    HTTPIngressPath path(String prefix) {
        return new HTTPIngressPathBuilder()
                .withPath(prefix)
                .withAppendHeaders(
                        Map.of(
                                "KServe-Isvc-Name", service.name(),
                                "KServe-Isvc-Namespace", service.namespace()))
                .withSplits(splits())
                .build();
    }

    /// One for each revision, however many entries of the traffic name it.
    private List<IngressBackendSplit> splits() {
        Map<String, Long> shares = new TreeMap<>();
        for (TrafficTarget target : revisions.traffic()) {
            if (target.revisionName() != null && target.percent() != null) {
                shares.merge(target.revisionName(), target.percent(), Long::sum);
            }
        }
        return shares.entrySet().stream()
                .filter(share -> share.getValue() > 0)
                .map(share -> split(share.getKey(), share.getValue()))
                .toList();
    }

    private IngressBackendSplit split(String revision, long percent) {
        return new IngressBackendSplitBuilder()
                .withServiceNamespace(service.namespace())
                .withServiceName(revision)
                .withServicePort(new IntOrString(port))
                .withPercent(Math.toIntExact(percent))
                .withAppendHeaders(
                        Map.of(
                                "Knative-Serving-Namespace",
                                service.namespace(),
                                "Knative-Serving-Revision",
                                revision))
                .build();
    }
}
