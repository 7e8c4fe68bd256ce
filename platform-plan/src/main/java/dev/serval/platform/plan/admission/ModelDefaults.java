package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.ModelFormat;
import dev.serval.platform.api.inference.ModelSource;
import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.plan.runtime.ProtocolVersion;
import java.util.Map;
import java.util.Set;

/// Rewrites the older way to name a model to the newer one, and fills in the protocol where a
/// format is only ever served over v2.
final class ModelDefaults {
    private static final Set<String> V2_FORMATS = Set.of("triton", "vLLM");
    private static final Set<String> V2_FIELDS = Set.of("triton", "onnx", "huggingface");

    private ModelDefaults() {}

    static PredictorSpec apply(PredictorSpec predictor) {
        Map<String, ModelSource> fields = predictor.frameworks().written();
        if (predictor.model() == null && fields.size() == 1) {
            Map.Entry<String, ModelSource> field = fields.entrySet().iterator().next();
            return predictor.withModel(modelOf(field.getKey(), field.getValue()));
        }
        ModelSpec model = predictor.model();
        if (model == null || !fields.isEmpty()) {
            return predictor;
        }
        ModelFormat format = model.modelFormat();
        return format != null && V2_FORMATS.contains(format.name())
                ? predictor.withModel(model.withSource(overV2(model.source())))
                : predictor;
    }

    private static ModelSpec modelOf(String format, ModelSource source) {
        ModelSource spoken = V2_FIELDS.contains(format) ? overV2(source) : source;
        return new ModelSpec(ModelFormat.of(format), null, spoken);
    }

    private static ModelSource overV2(ModelSource source) {
        return source.protocolVersion() == null
                ? source.withProtocolVersion(ProtocolVersion.V2.label())
                : source;
    }
}
