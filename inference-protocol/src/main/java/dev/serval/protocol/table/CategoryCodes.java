package dev.serval.protocol.table;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberCopy.Stride;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The numbers that stand for a column's categories: their places in the model's list of them.
record CategoryCodes(Map<String, Integer> byText, Map<Double, Integer> byNumber) {
    static CategoryCodes of(List<String> categories) {
        Map<String, Integer> byText = new HashMap<>();
        Map<Double, Integer> byNumber = new HashMap<>();
        for (int code = 0; code < categories.size(); code++) {
            String category = categories.get(code);
            byText.put(category, code);
            byNumber.put(number(category), code);
        }
        return new CategoryCodes(byText, byNumber);
    }

    /// What a category is as a number; NaN, which no value equals here, for a text.
    private static double number(String category) {
        return switch (category) {
            case "true" -> 1;
            case "false" -> 0;
            default -> {
                try {
                    yield Double.parseDouble(category) + 0.0;
                } catch (NumberFormatException text) {
                    yield Double.NaN;
                }
            }
        };
    }

    /// Writes the codes of a column's values, NaN for a value that is no category.
    void copy(Tensor column, Tensor target, Stride place) {
        for (long i = 0; i < place.count(); i++) {
            @Nullable Integer code =
                    column.dataType() == DataType.BYTES ? text(column, i) : at(column, i);
            NumberCopy.put(code == null ? Double.NaN : code, target, place.at(i));
        }
    }

    private @Nullable Integer text(Tensor column, long index) {
        byte[] bytes = column.element(index).toArray(ValueLayout.JAVA_BYTE);
        return byText.get(new String(bytes, StandardCharsets.UTF_8));
    }

    private @Nullable Integer at(Tensor column, long index) {
        double value = NumberReader.of(column.dataType()).toDouble(column.data(), index);
        return Double.isNaN(value) ? null : byNumber.get(value + 0.0);
    }
}
