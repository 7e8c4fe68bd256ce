package dev.serval.engine.lightgbm.serving;

import dev.serval.engine.lightgbm.booster.Booster;
import dev.serval.engine.lightgbm.booster.LightgbmException;
import dev.serval.engine.lightgbm.booster.PredictionKind;
import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A loaded LightGBM model: a matrix of features in, what the objective makes of it out, and the
/// raw score where a caller asks for it by name.
final class LightgbmModel implements Model {
    private static final String PLATFORM = "lightgbm_booster";
    private static final String INPUT = "input-0";
    private static final String VALUE = "output-0";
    private static final String RAW = "raw_score";

    private final Booster booster;
    private final ModelSignature signature;
    private final List<RequestedOutput> first;
    private final long memoryBytes;

    private LightgbmModel(
            Booster booster,
            ModelSignature signature,
            List<RequestedOutput> first,
            long memoryBytes) {
        this.booster = booster;
        this.signature = signature;
        this.first = first;
        this.memoryBytes = memoryBytes;
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
        List<RequestedOutput> first =
                List.of(new RequestedOutput(parameters.rawFirst() ? RAW : VALUE));
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
        return new TensorSpec(name, DataType.FP64, shape(Shape.DYNAMIC, booster.columns(kind)));
    }

    private static Shape shape(long rows, long columns) {
        return columns == 1 ? Shape.of(rows) : Shape.of(rows, columns);
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        Tensor matrix =
                request.findInput(INPUT)
                        .orElseThrow(
                                () -> new InvalidInput("input '%s' is missing".formatted(INPUT)));
        requireFits(matrix);
        List<RequestedOutput> wanted = request.outputs().isEmpty() ? first : request.outputs();
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        try {
            for (RequestedOutput output : wanted) {
                outputs.add(predict(output.name(), matrix, call.allocator()));
            }
            return new InferResponse(Parameters.none(), outputs);
        } catch (LightgbmException failure) {
            outputs.forEach(Tensor::close);
            throw new EngineFailure(failure.reason(), failure);
        } catch (RuntimeException failure) {
            outputs.forEach(Tensor::close);
            throw failure;
        }
    }

    /// Native code reads as many numbers as it is told, so that is looked at here too.
    private void requireFits(Tensor matrix) {
        TensorSpec spec = signature.inputs().getFirst();
        if (matrix.dataType() != spec.dataType() || !spec.shape().accepts(matrix.shape())) {
            throw new InvalidInput("input is %s, expected %s".formatted(matrix, spec));
        }
        if (matrix.shape().dimension(0) > Integer.MAX_VALUE) {
            throw new InvalidInput(
                    "input has %d rows, expected at most %d"
                            .formatted(matrix.shape().dimension(0), Integer.MAX_VALUE));
        }
    }

    private Tensor predict(String output, Tensor matrix, TensorAllocator allocator) {
        PredictionKind kind =
                switch (output) {
                    case VALUE -> PredictionKind.VALUE;
                    case RAW -> PredictionKind.RAW_SCORE;
                    default ->
                            throw new InvalidInput(
                                    "the model has no output '%s', only %s and %s"
                                            .formatted(output, VALUE, RAW));
                };
        int rows = (int) matrix.shape().dimension(0);
        Shape shape = shape(rows, booster.columns(kind));
        Tensor result = Tensor.allocate(output, DataType.FP64, shape, allocator);
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
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public void close() {
        booster.close();
    }
}
