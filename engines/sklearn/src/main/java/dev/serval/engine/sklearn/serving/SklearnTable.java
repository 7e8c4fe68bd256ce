package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Matrix;
import dev.serval.engine.sklearn.estimator.Vocabulary;
import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A loaded scikit-learn model some of whose features are texts: a column for each feature in, as
/// of a data frame.
final class SklearnTable implements Model {
    private static final List<RequestedOutput> FIRST = List.of(new RequestedOutput(Answers.FIRST));

    private final Answers answers;
    private final Vocabulary vocabulary;
    private final ModelSignature signature;
    private final long memoryBytes;

    private SklearnTable(
            Answers answers, Vocabulary vocabulary, ModelSignature signature, long memoryBytes) {
        this.answers = answers;
        this.vocabulary = vocabulary;
        this.signature = signature;
        this.memoryBytes = memoryBytes;
    }

    static SklearnTable of(
            String platform,
            Answers answers,
            Vocabulary vocabulary,
            List<String> names,
            long memoryBytes) {
        Set<Integer> texts = answers.estimator().texts();
        Set<Integer> unused = answers.estimator().unused();
        List<TensorSpec> columns =
                IntStream.range(0, names.size())
                        .mapToObj(i ->
                                new TensorSpec(
                                        names.get(i),
                                        texts.contains(i) ? DataType.BYTES : DataType.FP64,
                                        Shape.of(Shape.DYNAMIC),
                                        unused.contains(i)))
                        .toList();
        ModelSignature signature = ModelSignature.ofColumns(platform, columns, answers.specs());
        return new SklearnTable(answers, vocabulary, signature, memoryBytes);
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        List<@Nullable Tensor> columns = columns(request);
        int rows = Math.toIntExact(rows(columns));
        List<RequestedOutput> wanted = request.outputs().isEmpty() ? FIRST : request.outputs();
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        try {
            for (RequestedOutput output : wanted) {
                outputs.add(
                        answers.answer(
                                output.name(),
                                rows,
                                (start, count) -> block(columns, start, count),
                                call));
            }
            return new InferResponse(Parameters.none(), outputs);
        } catch (RuntimeException failure) {
            outputs.forEach(Tensor::close);
            throw failure;
        }
    }

    /// The columns in the model's order, `null` for one that was left out.
    private List<@Nullable Tensor> columns(InferRequest request) {
        List<@Nullable Tensor> columns = new ArrayList<>(signature.inputs().size());
        Tensor first = null;
        for (TensorSpec spec : signature.inputs()) {
            Tensor column = request.findInput(spec.name()).orElse(null);
            if (column != null) {
                first = first == null ? column : first;
                requireFits(column, spec, first);
            } else if (!spec.optional()) {
                throw new InvalidInput("column '%s' is missing".formatted(spec.name()));
            }
            columns.add(column);
        }
        return columns;
    }

    private static long rows(List<@Nullable Tensor> columns) {
        return columns.stream()
                .filter(Objects::nonNull)
                .findFirst()
                .map(Tensor::elementCount)
                .orElseThrow(() -> new InvalidInput("no column is given"));
    }

    private static void requireFits(Tensor column, TensorSpec spec, Tensor first) {
        if (column.dataType() != spec.dataType() || !spec.shape().accepts(column.shape())) {
            throw new InvalidInput("input is %s, expected %s".formatted(column, spec));
        }
        if (column.elementCount() != first.elementCount()) {
            throw new InvalidInput(
                    "column '%s' has %d rows, expected %d like column '%s'"
                            .formatted(
                                    column.name(),
                                    column.elementCount(),
                                    first.elementCount(),
                                    first.name()));
        }
    }

    private Matrix block(List<@Nullable Tensor> columns, int start, int rows) {
        double[] values = new double[Math.multiplyExact(rows, columns.size())];
        for (int i = 0; i < columns.size(); i++) {
            Tensor column = columns.get(i);
            for (int row = 0; row < rows; row++) {
                values[row * columns.size() + i] =
                        column == null ? Double.NaN : number(column, start + row);
            }
        }
        return Matrix.over(rows, columns.size(), values);
    }

    private double number(Tensor column, long row) {
        return column.dataType() == DataType.BYTES
                ? vocabulary.codeOf(text(column, row))
                : column.data().getAtIndex(ValueLayout.JAVA_DOUBLE, row);
    }

    private static String text(Tensor column, long row) {
        byte[] bytes = column.element(row).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }
}
