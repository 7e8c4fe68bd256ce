package dev.serval.platform.plan.knative;

import dev.serval.platform.api.inference.ScaleMetric;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.scaling.Scaling;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// How many replicas a revision has, in the annotations that Knative's autoscalers read.
final class RevisionScaling {
    /// Knative's own autoscaler, which counts requests and scales to zero.
    private static final String KPA = "kpa.autoscaling.knative.dev";

    /// Kubernetes' autoscaler, which measures processors and memory.
    private static final String HPA = "hpa.autoscaling.knative.dev";

    private RevisionScaling() {}

    /// The annotations.
    ///
    /// @param written what the user annotated
    static Map<String, String> annotations(Scaling scaling, Map<String, String> written) {
        Map<String, String> annotations = new TreeMap<>();
        if (!written.containsKey(AnnotationNames.KNATIVE_CLASS)) {
            annotations.put(AnnotationNames.KNATIVE_CLASS, measuresResources(scaling) ? HPA : KPA);
        }
        annotations.put(AnnotationNames.KNATIVE_MIN_SCALE, Integer.toString(scaling.minReplicas()));
        if (scaling.maxReplicas() != 0) {
            annotations.put(
                    AnnotationNames.KNATIVE_MAX_SCALE, Integer.toString(scaling.maxReplicas()));
        }
        if (scaling.metric() != null) {
            annotations.put(AnnotationNames.KNATIVE_METRIC, scaling.metric().label());
        }
        if (scaling.target() != null) {
            annotations.put(AnnotationNames.KNATIVE_TARGET, plain(scaling.target()));
        }
        return annotations;
    }

    private static boolean measuresResources(Scaling scaling) {
        return scaling.metric() == ScaleMetric.CPU || scaling.metric() == ScaleMetric.MEMORY;
    }

    /// `1` and not `1.0`, which Knative would not read as a whole number.
    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
