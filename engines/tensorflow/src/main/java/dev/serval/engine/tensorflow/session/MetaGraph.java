package dev.serval.engine.tensorflow.session;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The signatures in a `MetaGraphDef` (`tensorflow/core/protobuf/meta_graph.proto`), by name. What
/// is no dense tensor has no type here.
record MetaGraph(Map<String, GraphSignature> signatures) {
    private static final int SIGNATURE_DEF = 5;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int INPUTS = 1;
    private static final int OUTPUTS = 2;
    private static final int TENSOR_NAME = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_SHAPE = 3;
    private static final int SHAPE_DIM = 2;
    private static final int SHAPE_UNKNOWN_RANK = 3;
    private static final int DIM_SIZE = 1;

    static MetaGraph read(byte[] bytes) {
        Map<String, GraphSignature> signatures = new TreeMap<>();
        ProtoReader graph = ProtoReader.of(bytes);
        while (graph.next()) {
            if (graph.field() == SIGNATURE_DEF) {
                GraphSignature signature = signature(graph.message());
                signatures.put(signature.name(), signature);
            } else {
                graph.skip();
            }
        }
        return new MetaGraph(signatures);
    }

    private static GraphSignature signature(ProtoReader entry) {
        String name = "";
        Map<String, Endpoint> inputs = new TreeMap<>();
        Map<String, Endpoint> outputs = new TreeMap<>();
        while (entry.next()) {
            switch (entry.field()) {
                case KEY -> name = entry.text();
                case VALUE -> readSignature(entry.message(), inputs, outputs);
                default -> entry.skip();
            }
        }
        return new GraphSignature(
                name, List.copyOf(inputs.values()), List.copyOf(outputs.values()));
    }

    private static void readSignature(
            ProtoReader signature, Map<String, Endpoint> inputs, Map<String, Endpoint> outputs) {
        while (signature.next()) {
            switch (signature.field()) {
                case INPUTS -> put(inputs, signature.message());
                case OUTPUTS -> put(outputs, signature.message());
                default -> signature.skip();
            }
        }
    }

    private static void put(Map<String, Endpoint> endpoints, ProtoReader entry) {
        String name = "";
        @Nullable ProtoReader info = null;
        while (entry.next()) {
            switch (entry.field()) {
                case KEY -> name = entry.text();
                case VALUE -> info = entry.message();
                default -> entry.skip();
            }
        }
        if (info != null) {
            endpoints.put(name, endpoint(name, info));
        }
    }

    private static Endpoint endpoint(String name, ProtoReader info) {
        String tensor = "";
        @Nullable DataType type = null;
        @Nullable Shape shape = Shape.scalar();
        while (info.next()) {
            switch (info.field()) {
                case TENSOR_NAME -> tensor = info.text();
                case TENSOR_TYPE -> type = ElementType.find((int) info.varint()).orElse(null);
                case TENSOR_SHAPE -> shape = shape(info.message());
                default -> info.skip();
            }
        }
        return Endpoint.of(name, tensor, tensor.isEmpty() ? null : type, shape);
    }

    private static @Nullable Shape shape(ProtoReader shape) {
        List<Long> sizes = new ArrayList<>();
        boolean unknown = false;
        while (shape.next()) {
            switch (shape.field()) {
                case SHAPE_DIM -> sizes.add(size(shape.message()));
                case SHAPE_UNKNOWN_RANK -> unknown |= shape.varint() != 0;
                default -> shape.skip();
            }
        }
        return unknown
                ? null
                : Shape.of(sizes.stream().mapToLong(size -> Math.max(size, -1)).toArray());
    }

    private static long size(ProtoReader dimension) {
        long size = 0;
        while (dimension.next()) {
            if (dimension.field() == DIM_SIZE) {
                size = dimension.varint();
            } else {
                dimension.skip();
            }
        }
        return size;
    }
}
