package dev.serval.explainer.treefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The attributes of an ONNX node by name.
final class OnnxAttributes {
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int NAME = 1;
    private static final int INTEGER = 3;
    private static final int TEXT = 4;
    private static final int TENSOR = 5;
    private static final int FLOATS = 7;
    private static final int INTEGERS = 8;
    private static final int TEXTS = 9;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_FLOATS = 4;
    private static final int TENSOR_RAW = 9;
    private static final int TENSOR_DOUBLES = 10;
    private static final long DOUBLE_TYPE = 11;

    private final String operator;
    private final Map<String, ProtoFields> attributes = new HashMap<>();

    OnnxAttributes(ProtoFields node) throws MalformedTreesException {
        operator = node.text(NODE_OPERATOR);
        for (ProtoFields attribute : node.messages(NODE_ATTRIBUTE)) {
            attributes.put(attribute.text(NAME), attribute);
        }
    }

    boolean isClassifier() {
        return operator.equals("TreeEnsembleClassifier");
    }

    /// Whether numbers are given in 64 bits.
    boolean isDouble() {
        return attributes.keySet().stream().anyMatch(name -> name.endsWith("_as_tensor"));
    }

    String text(String name, String fallback) throws MalformedTreesException {
        ProtoFields attribute = attributes.get(name);
        return attribute == null ? fallback : attribute.text(TEXT);
    }

    long integer(String name, long fallback) throws MalformedTreesException {
        ProtoFields attribute = attributes.get(name);
        long[] integers = attribute == null ? new long[0] : attribute.integers(INTEGER);
        return integers.length == 0 ? fallback : integers[0];
    }

    long[] integers(String name) throws MalformedTreesException {
        ProtoFields attribute = attributes.get(name);
        return attribute == null ? new long[0] : attribute.integers(INTEGERS);
    }

    List<String> texts(String name) throws MalformedTreesException {
        ProtoFields attribute = attributes.get(name);
        return attribute == null ? List.of() : attribute.texts(TEXTS);
    }

    /// The numbers of an attribute, or of its namesake that holds them in 64 bits.
    double[] numbers(String name) throws MalformedTreesException {
        ProtoFields attribute = attributes.get(name);
        if (attribute != null) {
            return attribute.floats(FLOATS);
        }
        ProtoFields doubles = attributes.get(name + "_as_tensor");
        if (doubles == null) {
            return new double[0];
        }
        ProtoFields tensor =
                doubles.message(TENSOR)
                        .orElseThrow(() ->
                                new MalformedTreesException(
                                        "attribute '%s_as_tensor' is no tensor".formatted(name)));
        return numbers(tensor);
    }

    private static double[] numbers(ProtoFields tensor) throws MalformedTreesException {
        long[] type = tensor.integers(TENSOR_TYPE);
        boolean isDouble = type.length > 0 && type[0] == DOUBLE_TYPE;
        if (tensor.bytes(TENSOR_RAW).isEmpty()) {
            return isDouble ? tensor.doubles(TENSOR_DOUBLES) : tensor.floats(TENSOR_FLOATS);
        }
        ByteBuffer raw =
                tensor.bytes(TENSOR_RAW).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[raw.remaining() / (isDouble ? Double.BYTES : Float.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = isDouble ? raw.getDouble() : raw.getFloat();
        }
        return numbers;
    }
}
