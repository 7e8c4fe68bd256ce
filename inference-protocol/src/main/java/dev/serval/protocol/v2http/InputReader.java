package dev.serval.protocol.v2http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.TensorData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads one element of `inputs`, or of an answer's `outputs`. Its members may come in any order;
/// data that comes before its shape is passed over and read at the end.
final class InputReader {
    static final String BINARY_SIZE = "binary_data_size";
    private static final int MOST_DIMENSIONS = 64;
    private static final String[] DIMENSIONS =
            IntStream.range(0, MOST_DIMENSIONS)
                    .mapToObj(": 'shape' at %d"::formatted)
                    .toArray(String[]::new);

    private final JsonScanner json;
    private final BinaryTail tail;
    private final TensorAllocator allocator;
    private final int index;
    private @Nullable String name;
    private @Nullable DataType type;
    private @Nullable Shape shape;
    private @Nullable Parameters parameters;
    private @Nullable Tensor tensor;
    private boolean hasData;
    private JsonScanner.@Nullable Place laterData;

    /// @param index which of the inputs it is
    InputReader(JsonScanner json, BinaryTail tail, TensorAllocator allocator, int index) {
        this.json = json;
        this.tail = tail;
        this.allocator = allocator;
        this.index = index;
    }

    /// The input. On failure nothing stays taken.
    InferInput read() {
        try {
            boolean more = json.beginObject(new Told(""));
            for (; more; more = json.nextMember()) {
                readMember(json.key());
            }
            return finish();
        } catch (RuntimeException refused) {
            if (tensor != null) {
                tensor.close();
            }
            throw refused;
        }
    }

    private String thing() {
        return name == null ? "input " + index : "input '" + name + "'";
    }

    /// What a refusal calls the input, or a part of it: a text that is made when it is needed.
    private final class Told {
        private final String part;

        Told(String part) {
            this.part = part;
        }

        @Override
        public String toString() {
            return thing() + part;
        }
    }

    private void readMember(String key) {
        switch (key) {
            case "name" -> {
                requireFirst(key, name);
                name = json.string(new Told(": 'name'"));
            }
            case "datatype" -> {
                requireFirst(key, type);
                type = dataType();
            }
            case "shape" -> {
                requireFirst(key, shape);
                shape = shape();
            }
            case "parameters" -> {
                requireFirst(key, parameters);
                parameters = JsonParameters.read(json, new Told(""));
            }
            case "data" -> {
                requireFirst(key, hasData ? Boolean.TRUE : null);
                readData();
            }
            default -> json.skipValue();
        }
    }

    private void requireFirst(String key, @Nullable Object value) {
        if (value != null) {
            throw new InvalidInput(
                    "%s: '%s' is there twice, expected once".formatted(thing(), key));
        }
    }

    private DataType dataType() {
        String found = json.string(new Told(": 'datatype'"));
        return DataType.find(found)
                .orElseThrow(() ->
                        new InvalidInput(
                                "%s: datatype '%s' is unknown, expected one of %s"
                                        .formatted(
                                                thing(),
                                                found,
                                                Arrays.toString(DataType.values()))));
    }

    private Shape shape() {
        Told thing = new Told(": 'shape'");
        long[] dimensions = new long[4];
        int rank = 0;
        for (boolean more = json.beginArray(thing); more; more = json.nextElement()) {
            if (rank == MOST_DIMENSIONS) {
                throw new InvalidInput(
                        "%s has more than %d dimensions, expected at most that many"
                                .formatted(thing, MOST_DIMENSIONS));
            }
            if (rank == dimensions.length) {
                dimensions = Arrays.copyOf(dimensions, 2 * rank);
            }
            long dimension = json.integer(new Told(DIMENSIONS[rank]));
            dimensions[rank++] = dimension;
        }
        return requireSize(Arrays.copyOf(dimensions, rank));
    }

    private Shape requireSize(long[] dimensions) {
        try {
            Shape found = Shape.of(dimensions);
            // Checked for the widest type here, since the type may come later.
            found.byteSize(DataType.FP64);
            return found;
        } catch (InvalidInput refused) {
            throw new InvalidInput("%s: %s".formatted(thing(), refused.getMessage()));
        }
    }

    private void readData() {
        if (json.skipNull()) {
            return;
        }
        hasData = true;
        if (name == null || type == null || shape == null) {
            laterData = json.place();
            json.skipValue();
            return;
        }
        tensor = jsonTensor(name, type, shape);
    }

    private Tensor jsonTensor(String name, DataType type, Shape shape) {
        if (type == DataType.FP16 || type == DataType.BF16) {
            throw new InvalidInput(
                    "input '%s': 'data' is JSON, expected binary data with %s for %s"
                            .formatted(name, BINARY_SIZE, type));
        }
        return TensorData.read(json, name, type, shape, allocator);
    }

    private InferInput finish() {
        String foundName = require("name", name);
        DataType foundType = require("datatype", type);
        Shape foundShape = require("shape", shape);
        if (laterData != null) {
            JsonScanner.Place after = json.place();
            json.returnTo(laterData);
            tensor = jsonTensor(foundName, foundType, foundShape);
            json.returnTo(after);
        }
        Parameters all = Objects.requireNonNullElse(parameters, Parameters.none());
        if (all.find(BINARY_SIZE).isEmpty()) {
            return new InferInput(require("data", tensor), all);
        }
        long size = binarySize(all);
        if (tensor != null) {
            throw new InvalidInput(
                    "%s has both 'data' and %s, expected one of them"
                            .formatted(thing(), BINARY_SIZE));
        }
        tensor = tail.take(foundName, foundType, foundShape, size);
        return new InferInput(tensor, withoutBinarySize(all));
    }

    private long binarySize(Parameters all) {
        try {
            return all.findWhole(BINARY_SIZE).orElseThrow();
        } catch (InvalidInput refused) {
            throw new InvalidInput("%s: %s".formatted(thing(), refused.getMessage()));
        }
    }

    /// The parameters that are not the protocol's own.
    static Parameters withoutBinarySize(Parameters all) {
        if (all.find(BINARY_SIZE).isEmpty()) {
            return all;
        }
        if (all.byName().size() == 1) {
            return Parameters.none();
        }
        Map<String, Parameter> rest = new LinkedHashMap<>(all.byName());
        rest.remove(BINARY_SIZE);
        return Parameters.of(rest);
    }

    private <T> T require(String key, @Nullable T value) {
        if (value == null) {
            throw new InvalidInput("%s: '%s' is missing".formatted(thing(), key));
        }
        return value;
    }
}
