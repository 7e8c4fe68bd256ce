package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.json.TensorWriter;
import java.util.List;

/// Writes tensors as V1 values: one tensor bare, several as objects from name to value.
final class V1Values {
    private static final int ENVELOPE = 64;
    private static final long LARGEST_GUESS = 1 << 20;

    private final JsonWriter json;
    private final TensorWriter elements;
    private final List<Tensor> tensors;

    V1Values(JsonWriter json, List<Tensor> tensors) {
        this.json = json;
        this.elements = new TensorWriter(json, TensorWriter.NonText.BASE64);
        this.tensors = tensors;
    }

    /// How long the body around those tensors is, as far as one can tell.
    static int expectedLength(List<Tensor> tensors) {
        long elements = 0;
        for (Tensor tensor : tensors) {
            elements += tensor.elementCount();
        }
        return (int) (ENVELOPE + Math.min(12 * elements, LARGEST_GUESS));
    }

    /// Whether they can be written row by row: they have equally many rows.
    boolean haveEqualRows() {
        for (Tensor tensor : tensors) {
            if (rowCount(tensor) != rowCount(tensors.getFirst())) {
                return false;
            }
        }
        return true;
    }

    /// Writes an array with a value, or an object of values, for each row.
    ///
    /// @throws InvalidInput if there are several tensors that do not have equally many rows
    void writeRows() {
        json.beginArray();
        if (tensors.size() == 1) {
            Tensor only = tensors.getFirst();
            for (long row = 0; row < rowCount(only); row++) {
                elements.writeRow(only, row);
            }
        } else {
            writeNamedRows();
        }
        json.endArray();
    }

    private void writeNamedRows() {
        long rows = requireEquallyManyRows();
        for (long row = 0; row < rows; row++) {
            json.beginObject();
            for (Tensor tensor : tensors) {
                json.key(tensor.name());
                elements.writeRow(tensor, row);
            }
            json.endObject();
        }
    }

    /// Writes each tensor whole.
    void writeColumns() {
        if (tensors.size() == 1) {
            elements.writeNested(tensors.getFirst());
            return;
        }
        json.beginObject();
        for (Tensor tensor : tensors) {
            json.key(tensor.name());
            elements.writeNested(tensor);
        }
        json.endObject();
    }

    private long requireEquallyManyRows() {
        if (tensors.isEmpty()) {
            return 0;
        }
        Tensor first = tensors.getFirst();
        for (Tensor tensor : tensors) {
            if (rowCount(tensor) != rowCount(first)) {
                throw new InvalidInput(
                        "output '%s' has shape %s, expected %d rows like output '%s': send \"inputs\" instead of \"instances\" to get both whole"
                                .formatted(
                                        tensor.name(),
                                        tensor.shape(),
                                        rowCount(first),
                                        first.name()));
            }
        }
        return rowCount(first);
    }

    /// A scalar counts as one row.
    private static long rowCount(Tensor tensor) {
        return tensor.shape().rank() == 0 ? 1 : tensor.shape().dimension(0);
    }
}
