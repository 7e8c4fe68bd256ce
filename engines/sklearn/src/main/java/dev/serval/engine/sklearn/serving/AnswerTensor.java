package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Labels;
import dev.serval.engine.sklearn.estimator.Matrix;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Makes the tensor of an output from the answers to blocks of rows.
final class AnswerTensor {
    private final Output output;
    private final List<Matrix> blocks;

    AnswerTensor(Output output, List<Matrix> blocks) {
        this.output = output;
        this.blocks = blocks;
    }

    /// The tensor, which the caller owns.
    Tensor toTensor(long rows, TensorAllocator allocator) {
        Shape shape = output.shape(rows);
        if (output.dataType() == DataType.BYTES) {
            return Tensor.ofStrings(output.name(), shape, texts(), allocator);
        }
        Tensor tensor = Tensor.allocate(output.name(), output.dataType(), shape, allocator);
        long index = 0;
        for (Matrix block : blocks) {
            for (int row = 0; row < block.rows(); row++) {
                for (int column = 0; column < block.columns(); column++) {
                    put(tensor, index++, block.at(row, column));
                }
            }
        }
        return tensor;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Matrix block : blocks) {
            for (int row = 0; row < block.rows(); row++) {
                texts.add(requireLabels().text((int) block.at(row, 0)));
            }
        }
        return texts;
    }

    private void put(Tensor tensor, long index, double answer) {
        Labels labels = output.labels();
        if (labels == null) {
            tensor.data().setAtIndex(ValueLayout.JAVA_DOUBLE, index, answer);
            return;
        }
        int place = (int) answer;
        switch (labels.kind()) {
            case INT32 ->
                    tensor.data()
                            .setAtIndex(ValueLayout.JAVA_INT, index, (int) labels.whole(place));
            case INT64 ->
                    tensor.data().setAtIndex(ValueLayout.JAVA_LONG, index, labels.whole(place));
            case REAL ->
                    tensor.data().setAtIndex(ValueLayout.JAVA_DOUBLE, index, labels.real(place));
            case TRUTH ->
                    tensor.data().set(ValueLayout.JAVA_BYTE, index, (byte) labels.whole(place));
            case TEXT -> throw new IllegalStateException("texts have no fixed size");
        }
    }

    private Labels requireLabels() {
        Labels labels = output.labels();
        if (labels == null) {
            throw new IllegalStateException("the answers are numbers");
        }
        return labels;
    }
}
