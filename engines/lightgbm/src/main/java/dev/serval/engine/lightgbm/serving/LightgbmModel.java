package dev.serval.engine.lightgbm.serving;

import dev.serval.engine.lightgbm.booster.Booster;
import dev.serval.engine.lightgbm.booster.PredictionKind;
import dev.serval.inference.engine.MatrixModel;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A loaded LightGBM model: a matrix of features in, what the objective makes of it out, and the
/// raw score where a caller asks for it by name.
final class LightgbmModel extends MatrixModel {
    private static final String PLATFORM = "lightgbm_booster";
    private static final String VALUE = "output-0";
    private static final String RAW = "raw_score";

    private final Booster booster;

    private LightgbmModel(
            Booster booster, ModelSignature signature, String first, long memoryBytes) {
        super(signature, first, memoryBytes);
        this.booster = booster;
    }

    static LightgbmModel of(Booster booster, ModelText text, BoosterParameters parameters) {
        Shape shape = Shape.of(Shape.DYNAMIC, booster.featureCount());
        TensorSpec matrix = new TensorSpec(INPUT, DataType.FP64, shape);
        List<TensorSpec> outputs =
                List.of(
                        output(booster, VALUE, PredictionKind.VALUE),
                        output(booster, RAW, PredictionKind.RAW_SCORE));
        ModelSignature signature =
                ModelSignature.ofMatrix(PLATFORM, table(matrix, booster, text), outputs);
        String first = parameters.rawFirst() ? RAW : VALUE;
        return new LightgbmModel(booster, signature, first, text.byteSize());
    }

    private static TableForm.Matrix table(TensorSpec matrix, Booster booster, ModelText text) {
        List<TensorSpec> columns = new ArrayList<>();
        Map<String, List<String>> categories = new HashMap<>();
        for (int i = 0; i < booster.featureCount(); i++) {
            String name = booster.featureNames().get(i);
            List<String> values = text.categoriesOf(i);
            if (!values.isEmpty()) {
                categories.put(name, values);
            }
            DataType type = areNumbers(values) ? DataType.FP64 : DataType.BYTES;
            columns.add(new TensorSpec(name, type, Shape.of(Shape.DYNAMIC), true));
        }
        return new TableForm.Matrix(matrix, columns, categories);
    }

    private static boolean areNumbers(List<String> categories) {
        return categories.stream().allMatch(value -> value.matches("-?[0-9.eE+-]+"));
    }

    private static TensorSpec output(Booster booster, String name, PredictionKind kind) {
        return new TensorSpec(name, DataType.FP64, rowsOf(Shape.DYNAMIC, booster.columns(kind)));
    }

    @Override
    protected Tensor answer(String output, Tensor matrix, CallContext call) {
        PredictionKind kind =
                switch (output) {
                    case VALUE -> PredictionKind.VALUE;
                    case RAW -> PredictionKind.RAW_SCORE;
                    default ->
                            throw new InvalidInput(
                                    "the model has no output '%s', only %s and %s"
                                            .formatted(output, VALUE, RAW));
                };
        long given = matrix.shape().dimension(0);
        if (given > Integer.MAX_VALUE) {
            throw new InvalidInput(
                    "input has %d rows, expected at most %d".formatted(given, Integer.MAX_VALUE));
        }
        int rows = (int) given;
        Shape shape = rowsOf(rows, booster.columns(kind));
        Tensor result = Tensor.allocate(output, DataType.FP64, shape, call.allocator());
        try {
            if (rows > 0) {
                booster.predict(matrix.data(), rows, kind, result.data());
            }
            return result;
        } catch (RuntimeException failure) {
            result.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        booster.close();
    }
}
