package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.json.TensorWriter;
import dev.serval.protocol.wire.EncodedMessage;
import java.util.List;

/// Writes the body of a V1 answer, in the form in which its request came: `predictions` for rows,
/// `outputs` for columns. A model with one output answers with bare values, one with several with
/// objects from output name to value.
public final class V1Writer {
    private static final int ENVELOPE = 64;
    private static final long LARGEST_GUESS = 1 << 20;

    private final JsonWriter json;
    private final TensorWriter elements;
    private final List<Tensor> outputs;

    private V1Writer(JsonWriter json, List<Tensor> outputs) {
        this.json = json;
        this.elements = new TensorWriter(json, TensorWriter.NonText.BASE64);
        this.outputs = outputs;
    }

    /// The body. It holds nothing of the response.
    ///
    /// @throws InvalidInput if the request is in rows and the outputs do not have equally many
    public static EncodedMessage write(V1Request request, InferResponse response) {
        JsonWriter json = new JsonWriter(expectedLength(response));
        V1Writer writer = new V1Writer(json, response.outputs());
        json.beginObject();
        switch (request.format()) {
            case ROWS -> {
                json.key("predictions").beginArray();
                writer.writeRows();
                json.endArray();
            }
            case COLUMNS -> {
                json.key("outputs");
                writer.writeColumns();
            }
        }
        json.endObject();
        return EncodedMessage.of(json.toSegment());
    }

    private static int expectedLength(InferResponse response) {
        long elements = 0;
        for (Tensor output : response.outputs()) {
            elements += output.elementCount();
        }
        return (int) (ENVELOPE + Math.min(12 * elements, LARGEST_GUESS));
    }

    private void writeRows() {
        if (outputs.size() == 1) {
            Tensor only = outputs.getFirst();
            for (long row = 0; row < rowCount(only); row++) {
                elements.writeRow(only, row);
            }
            return;
        }
        long rows = requireEquallyManyRows();
        for (long row = 0; row < rows; row++) {
            json.beginObject();
            for (Tensor output : outputs) {
                json.key(output.name());
                elements.writeRow(output, row);
            }
            json.endObject();
        }
    }

    private void writeColumns() {
        if (outputs.size() == 1) {
            elements.writeNested(outputs.getFirst());
            return;
        }
        json.beginObject();
        for (Tensor output : outputs) {
            json.key(output.name());
            elements.writeNested(output);
        }
        json.endObject();
    }

    private long requireEquallyManyRows() {
        if (outputs.isEmpty()) {
            return 0;
        }
        Tensor first = outputs.getFirst();
        for (Tensor output : outputs) {
            if (rowCount(output) != rowCount(first)) {
                throw new InvalidInput(
                        "output '%s' has shape %s, expected %d rows like output '%s': send \"inputs\" instead of \"instances\" to get both whole"
                                .formatted(
                                        output.name(),
                                        output.shape(),
                                        rowCount(first),
                                        first.name()));
            }
        }
        return rowCount(first);
    }

    /// A scalar counts as one row.
    private static long rowCount(Tensor output) {
        return output.shape().rank() == 0 ? 1 : output.shape().dimension(0);
    }
}
