package dev.serval.engine.xgboost.serving;

import dev.serval.engine.xgboost.booster.Booster;
import dev.serval.engine.xgboost.booster.Prediction;
import dev.serval.engine.xgboost.booster.PredictionKind;
import dev.serval.engine.xgboost.booster.Question;
import dev.serval.inference.engine.MatrixModel;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.LongStream;

/// A loaded XGBoost model: a matrix of features in, what the objective makes of it out, and the
/// margin where a caller asks for it by name.
final class XgboostModel extends MatrixModel {
    private static final String PLATFORM = "xgboost_booster";
    private static final String VALUE = "output-0";
    private static final String MARGIN = "margin";

    private final Booster booster;
    private final Question value;
    private final Question margin;

    private XgboostModel(
            Booster booster,
            ModelSignature signature,
            BoosterParameters parameters,
            long memoryBytes) {
        super(signature, parameters.marginFirst() ? MARGIN : VALUE, memoryBytes);
        this.booster = booster;
        this.value = Question.of(PredictionKind.VALUE, parameters.missing());
        this.margin = Question.of(PredictionKind.MARGIN, parameters.missing());
    }

    /// Asks the booster for one row of each kind, which shows how many numbers it answers with.
    static XgboostModel of(Booster booster, ModelFile file, BoosterParameters parameters) {
        List<TensorSpec> outputs =
                List.of(
                        output(booster, VALUE, PredictionKind.VALUE),
                        output(booster, MARGIN, PredictionKind.MARGIN));
        Shape shape = Shape.of(Shape.DYNAMIC, booster.featureCount());
        TensorSpec matrix = new TensorSpec(INPUT, DataType.FP32, shape);
        TableForm.Matrix table = new TableForm.Matrix(matrix, columns(booster));
        ModelSignature signature = ModelSignature.ofMatrix(PLATFORM, table, outputs);
        return new XgboostModel(booster, signature, parameters, file.byteSize());
    }

    private static TensorSpec output(Booster booster, String name, PredictionKind kind) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment row = arena.allocate(ValueLayout.JAVA_FLOAT, booster.featureCount());
            long columns =
                    booster.predict(row, 1, Question.of(kind, Float.NaN), Prediction::columns);
            return new TensorSpec(name, DataType.FP32, rowsOf(Shape.DYNAMIC, columns));
        }
    }

    /// The features under the file's names, or those that XGBoost gives features without one.
    private static List<TensorSpec> columns(Booster booster) {
        List<String> names = booster.featureNames();
        return LongStream.range(0, booster.featureCount())
                .mapToObj(i -> names.isEmpty() ? "f" + i : names.get((int) i))
                .map(name -> new TensorSpec(name, DataType.FP32, Shape.of(Shape.DYNAMIC), true))
                .toList();
    }

    @Override
    protected Tensor answer(String output, Tensor matrix, CallContext call) {
        Question question =
                switch (output) {
                    case VALUE -> value;
                    case MARGIN -> margin;
                    default ->
                            throw new InvalidInput(
                                    "the model has no output '%s', only %s and %s"
                                            .formatted(output, VALUE, MARGIN));
                };
        long rows = matrix.shape().dimension(0);
        if (rows == 0) {
            return Tensor.allocate(output, DataType.FP32, emptyShape(output), call.allocator());
        }
        return booster.predict(
                matrix.data(), rows, question, found -> copy(output, found, call.allocator()));
    }

    private static Tensor copy(String output, Prediction found, TensorAllocator allocator) {
        Shape shape = rowsOf(found.rows(), found.columns());
        Tensor tensor = Tensor.allocate(output, DataType.FP32, shape, allocator);
        tensor.data().copyFrom(found.values());
        return tensor;
    }

    private Shape emptyShape(String output) {
        return signature().findOutput(output).orElseThrow().shape().withFirst(0);
    }

    @Override
    public void close() {
        booster.close();
    }
}
