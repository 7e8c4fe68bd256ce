package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The older way to name a model, one field a format; admission rewrites it to `model`. The fields
/// stand among those of the predictor.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FrameworkFields(
        @JsonPropertyDescription("A scikit-learn model.") @Nullable ModelSource sklearn,
        @JsonPropertyDescription("An XGBoost model.") @Nullable ModelSource xgboost,
        @JsonPropertyDescription("A TensorFlow saved model.") @Nullable ModelSource tensorflow,
        @JsonPropertyDescription("A PyTorch model.") @Nullable ModelSource pytorch,
        @JsonPropertyDescription("A Triton model repository.") @Nullable ModelSource triton,
        @JsonPropertyDescription("An ONNX model.") @Nullable ModelSource onnx,
        @JsonPropertyDescription("A Hugging Face model.") @Nullable ModelSource huggingface,
        @JsonPropertyDescription("A PMML model.") @Nullable ModelSource pmml,
        @JsonPropertyDescription("A LightGBM model.") @Nullable ModelSource lightgbm,
        @JsonPropertyDescription("A Paddle model.") @Nullable ModelSource paddle) {

    /// Names none.
    public static final FrameworkFields EMPTY =
            new FrameworkFields(null, null, null, null, null, null, null, null, null, null);

    /// The fields that are written, by the name of their format.
    public Map<String, ModelSource> written() {
        Map<String, ModelSource> written = new LinkedHashMap<>();
        put(written, "sklearn", sklearn);
        put(written, "xgboost", xgboost);
        put(written, "tensorflow", tensorflow);
        put(written, "pytorch", pytorch);
        put(written, "triton", triton);
        put(written, "onnx", onnx);
        put(written, "huggingface", huggingface);
        put(written, "pmml", pmml);
        put(written, "lightgbm", lightgbm);
        put(written, "paddle", paddle);
        return written;
    }

    private static void put(
            Map<String, ModelSource> written, String format, @Nullable ModelSource source) {
        if (source != null) {
            written.put(format, source);
        }
    }
}
