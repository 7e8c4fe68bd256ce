package dev.serval.steps.tabular;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import dev.serval.steps.tensor.Numbers;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Text and integers as keys of tables and lists.
final class Keys {
    private Keys() {}

    /// Whether a tensor has keys, one a row.
    static boolean areIn(TensorSpec spec) {
        Shape shape = spec.shape();
        boolean oneEach = shape.rank() == 1 || shape.rank() == 2 && shape.dimension(1) == 1;
        return oneEach && (spec.dataType() == DataType.BYTES || Numbers.areWhole(spec));
    }

    /// The key at that place: text as it is, an integer in decimal.
    static String at(Tensor tensor, long index) {
        if (tensor.dataType() == DataType.BYTES) {
            return new String(
                    tensor.element(index).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
        long key = NumberReader.of(tensor.dataType()).toLong(tensor.data(), index);
        return tensor.dataType() == DataType.UINT64
                ? Long.toUnsignedString(key)
                : Long.toString(key);
    }
}
