package dev.serval.platform.local.preview;

/// Where a service would run.
public enum PreviewMode {
    /// As processes of this machine.
    LOCAL,
    /// As Knative's services.
    KNATIVE,
    /// As plain objects of Kubernetes.
    STANDARD
}
