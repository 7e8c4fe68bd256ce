package dev.serval.platform.plan.config;

import dev.serval.platform.plan.runtime.RuntimeProgram;
import java.util.Map;
import java.util.Set;

/// The platform's settings.
///
/// @param defaultMode what runs a service that does not say
/// @param ingress how services are reached
/// @param containerRequests what a custom container requests where it does not say, by resource
/// @param containerLimits what a custom container is limited to where it does not say, by resource
/// @param heldBackAnnotations annotations of a service that its pods do not get
/// @param heldBackLabels labels of a service that its pods do not get
/// @param mountsServiceAccountToken whether pods get their service account's token unless they say
/// @param artImage the image of explainers of the form `art`
/// @param explainerImage the image of explainers of the form `serval`
public record PlatformConfig(
        DeploymentMode defaultMode,
        IngressConfig ingress,
        Map<String, String> containerRequests,
        Map<String, String> containerLimits,
        Set<String> heldBackAnnotations,
        Set<String> heldBackLabels,
        boolean mountsServiceAccountToken,
        String artImage,
        String explainerImage) {

    /// Of this version, as the runtimes name theirs.
    private static final String SERVAL_EXPLAINER =
            RuntimeProgram.EXPLAINER.repository() + ":0.1.0-SNAPSHOT";

    /// What KServe ships, with Serval's explainer in place of KServe's.
    public static final PlatformConfig DEFAULT =
            new PlatformConfig(
                    DeploymentMode.KNATIVE,
                    IngressConfig.DEFAULT,
                    Map.of("cpu", "1", "memory", "2Gi"),
                    Map.of("cpu", "1", "memory", "2Gi"),
                    Set.of(),
                    Set.of(),
                    true,
                    SERVAL_EXPLAINER,
                    SERVAL_EXPLAINER);

    public PlatformConfig {
        containerRequests = Map.copyOf(containerRequests);
        containerLimits = Map.copyOf(containerLimits);
        heldBackAnnotations = Set.copyOf(heldBackAnnotations);
        heldBackLabels = Set.copyOf(heldBackLabels);
    }

    /// The settings of a laptop whose gateway listens on `port`.
    public static PlatformConfig local(int port) {
        return DEFAULT.withIngress(IngressConfig.local(port));
    }

    /// The same, reached another way.
    public PlatformConfig withIngress(IngressConfig other) {
        return new PlatformConfig(
                defaultMode,
                other,
                containerRequests,
                containerLimits,
                heldBackAnnotations,
                heldBackLabels,
                mountsServiceAccountToken,
                artImage,
                explainerImage);
    }
}
