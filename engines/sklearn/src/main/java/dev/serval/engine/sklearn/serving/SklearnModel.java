package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Matrix;
import dev.serval.inference.engine.MatrixModel;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// A loaded scikit-learn model whose features are numbers: a matrix of them in.
final class SklearnModel extends MatrixModel {
    private final Answers answers;

    private SklearnModel(Answers answers, ModelSignature signature, long memoryBytes) {
        super(signature, Answers.FIRST, memoryBytes);
        this.answers = answers;
    }

    static SklearnModel of(String platform, Answers answers, List<String> names, long memoryBytes) {
        Shape shape = Shape.of(Shape.DYNAMIC, names.size());
        TensorSpec matrix = new TensorSpec(INPUT, DataType.FP64, shape);
        ModelSignature signature =
                ModelSignature.ofMatrix(
                        platform, new TableForm.Matrix(matrix, columns(names)), answers.specs());
        return new SklearnModel(answers, signature, memoryBytes);
    }

    private static List<TensorSpec> columns(List<String> names) {
        return names.stream()
                .map(name -> new TensorSpec(name, DataType.FP64, Shape.of(Shape.DYNAMIC)))
                .toList();
    }

    @Override
    protected Tensor answer(String output, Tensor matrix, CallContext call) {
        int rows = Math.toIntExact(matrix.shape().dimension(0));
        return answers.answer(
                output, rows, (start, count) -> block(matrix.data(), start, count), call);
    }

    private Matrix block(MemorySegment data, int start, int rows) {
        int columns = answers.estimator().features();
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
}
