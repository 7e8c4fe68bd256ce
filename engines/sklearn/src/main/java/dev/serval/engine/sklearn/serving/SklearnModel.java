package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Estimator;
import dev.serval.engine.sklearn.estimator.Matrix;
import dev.serval.engine.sklearn.estimator.Method;
import dev.serval.inference.engine.Model;
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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A loaded scikit-learn model: a matrix of features in, and under `output-0` what its first method
/// answers; every method's answers under the method's name where a caller asks for them.
final class SklearnModel implements Model {
    private static final String PLATFORM = "sklearn_pickle";
    private static final String INPUT = "input-0";
    private static final String FIRST = "output-0";
    private static final int ROWS_BETWEEN_LOOKS = 256;

    private final Estimator estimator;
    private final List<Output> outputs;
    private final ModelSignature signature;
    private final long memoryBytes;

    SklearnModel(
            Estimator estimator, List<String> names, AnswerSettings settings, long memoryBytes) {
        this.estimator = estimator;
        this.outputs = outputs(estimator, settings);
        Shape shape = Shape.of(Shape.DYNAMIC, estimator.features());
        TensorSpec matrix = new TensorSpec(INPUT, DataType.FP64, shape);
        this.signature =
                ModelSignature.ofMatrix(
                        PLATFORM,
                        new TableForm.Matrix(matrix, columns(estimator.features(), names)),
                        outputs.stream().map(Output::spec).toList());
        this.memoryBytes = memoryBytes;
    }

    private static List<Output> outputs(Estimator estimator, AnswerSettings settings) {
        List<Output> outputs = new ArrayList<>();
        outputs.add(Output.of(FIRST, firstMethod(estimator, settings), estimator));
        for (Method method : Method.values()) {
            if (estimator.methods().contains(method)) {
                outputs.add(Output.of(method.title(), method, estimator));
            }
        }
        return List.copyOf(outputs);
    }

    private static Method firstMethod(Estimator estimator, AnswerSettings settings) {
        if (settings.probabilities() && estimator.methods().contains(Method.PREDICT_PROBA)) {
            return Method.PREDICT_PROBA;
        }
        return estimator.methods().contains(Method.PREDICT) ? Method.PREDICT : Method.TRANSFORM;
    }

    /// The features under the names that they were trained with, or scikit-learn's own for none.
    private static List<TensorSpec> columns(int count, List<String> names) {
        return IntStream.range(0, count)
                .mapToObj(i -> names.size() == count ? names.get(i) : "x" + i)
                .map(name -> new TensorSpec(name, DataType.FP64, Shape.of(Shape.DYNAMIC)))
                .toList();
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
        TensorSpec spec = signature.inputs().getFirst();
        if (matrix.dataType() != spec.dataType() || !spec.shape().accepts(matrix.shape())) {
            throw new InvalidInput("input is %s, expected %s".formatted(matrix, spec));
        }
        List<Tensor> answers = new ArrayList<>();
        try {
            for (Output output : wanted(request.outputs())) {
                answers.add(answer(output, matrix, call));
            }
            return new InferResponse(Parameters.none(), answers);
        } catch (RuntimeException failure) {
            answers.forEach(Tensor::close);
            throw failure;
        }
    }

    private List<Output> wanted(List<RequestedOutput> requested) {
        if (requested.isEmpty()) {
            return List.of(outputs.getFirst());
        }
        return requested.stream().map(output -> require(output.name())).toList();
    }

    private Output require(String name) {
        return outputs.stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                "the model has no output '%s', only %s"
                                        .formatted(
                                                name,
                                                outputs.stream().map(Output::name).toList())));
    }

    private Tensor answer(Output output, Tensor matrix, CallContext call) {
        int rows = Math.toIntExact(matrix.shape().dimension(0));
        List<Matrix> blocks = new ArrayList<>();
        for (int start = 0; start < rows; start += ROWS_BETWEEN_LOOKS) {
            call.requireWanted();
            Matrix block = block(matrix.data(), start, Math.min(ROWS_BETWEEN_LOOKS, rows - start));
            blocks.add(estimator.evaluate(output.method(), block));
        }
        return new AnswerTensor(output, blocks).toTensor(rows, call.allocator());
    }

    private Matrix block(MemorySegment data, int start, int rows) {
        int columns = estimator.features();
        double[] values = new double[Math.multiplyExact(rows, columns)];
        MemorySegment.copy(
                data,
                ValueLayout.JAVA_DOUBLE_UNALIGNED,
                (long) start * columns * Double.BYTES,
                values,
                0,
                values.length);
        return Matrix.over(rows, columns, values);
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }
}
