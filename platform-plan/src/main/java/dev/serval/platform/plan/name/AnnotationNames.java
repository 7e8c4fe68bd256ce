package dev.serval.platform.plan.name;

/// The annotations that users put on an InferenceService.
public final class AnnotationNames {
    /// Knative or Standard.
    public static final String DEPLOYMENT_MODE = "serving.kserve.io/deploymentMode";

    /// hpa, keda, external or none.
    public static final String AUTOSCALER_CLASS = "serving.kserve.io/autoscalerClass";

    /// `true` stops the service.
    public static final String STOP = "serving.kserve.io/stop";

    /// `true` keeps a service that is ready as it is when its runtime changes.
    public static final String DISABLE_AUTO_UPDATE = "serving.kserve.io/disable-auto-update";

    /// `true` gives the latest revision a host of its own.
    public static final String TAG_ROUTING = "serving.kserve.io/enable-tag-routing";

    /// `false` makes the model's folder writable.
    public static final String STORAGE_READONLY = "storage.kserve.io/readonly";

    /// The secret that the model is fetched with, in place of the service account's.
    public static final String STORAGE_SECRET = "serving.kserve.io/storageSecretName";

    /// What the model must add up to, as SHA-256 in hexadecimal digits.
    public static final String MODEL_SHA256 = "serval.dev/sha256";

    /// The name of the model's format; read by the placeholders of one runtime.
    public static final String MODEL_FORMAT = "modelFormat";

    /// What Knative scales by.
    public static final String KNATIVE_METRIC = "autoscaling.knative.dev/metric";

    /// The value of the metric that Knative holds.
    public static final String KNATIVE_TARGET = "autoscaling.knative.dev/target";

    /// The fewest replicas, as Knative is told.
    public static final String KNATIVE_MIN_SCALE = "autoscaling.knative.dev/min-scale";

    /// The most replicas, as Knative is told.
    public static final String KNATIVE_MAX_SCALE = "autoscaling.knative.dev/max-scale";

    /// Which autoscaler Knative uses.
    public static final String KNATIVE_CLASS = "autoscaling.knative.dev/class";

    /// What `kubectl apply` remembers.
    public static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private AnnotationNames() {}
}
