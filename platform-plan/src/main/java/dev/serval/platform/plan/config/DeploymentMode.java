package dev.serval.platform.plan.config;

import java.util.Optional;

/// What runs a service's pods on Kubernetes.
public enum DeploymentMode {
    /// Knative Services: revisions, scale to zero, traffic by weight.
    KNATIVE("Knative", "Serverless"),
    /// Deployments, Services and routes.
    STANDARD("Standard", "RawDeployment"),
    /// KServe's third; never served here.
    MODEL_MESH("ModelMesh", "ModelMesh");

    private final String label;
    private final String oldLabel;

    DeploymentMode(String label, String oldLabel) {
        this.label = label;
        this.oldLabel = oldLabel;
    }

    /// As written in annotations and in status.
    public String label() {
        return label;
    }

    /// The mode of a label, the older names among them.
    public static Optional<DeploymentMode> find(String label) {
        for (DeploymentMode mode : values()) {
            if (mode.label.equals(label) || mode.oldLabel.equals(label)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
