package dev.serval.benchmark.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// An ONNX model of FP32 tensors under construction; field numbers are those of `onnx.proto`.
final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int INTEGER = 2;
    private static final int INTEGERS = 7;
    private static final long IR_VERSION = 8;
    private static final long OPSET = 13;

    /// A dimension that may have any size.
    static final long ANY = -1;

    private final ProtoMessage graph = new ProtoMessage().with(2, "graph");
    private final Random random = new Random(1);
    private int values;

    /// A name that no other value has.
    String fresh() {
        return "v" + values++;
    }

    /// @param shape in which [#ANY] may stand for a size
    OnnxGraph withInput(String name, long... shape) {
        graph.with(11, tensorInfo(name, shape));
        return this;
    }

    OnnxGraph withOutput(String name, long... shape) {
        graph.with(12, tensorInfo(name, shape));
        return this;
    }

    /// Adds an operator of one output.
    ///
    /// @param attributes made by [#integer] and [#integers]
    void add(String operator, String[] inputs, String output, ProtoMessage... attributes) {
        ProtoMessage node = new ProtoMessage();
        for (String input : inputs) {
            node.with(1, input);
        }
        node.with(2, output).with(4, operator);
        for (ProtoMessage attribute : attributes) {
            node.with(5, attribute);
        }
        graph.with(1, node);
    }

    static ProtoMessage integer(String name, long value) {
        return new ProtoMessage().with(1, name).with(3, value).with(20, INTEGER);
    }

    static ProtoMessage integers(String name, long... values) {
        ProtoMessage attribute = new ProtoMessage().with(1, name);
        for (long value : values) {
            attribute.with(8, value);
        }
        return attribute.with(20, INTEGERS);
    }

    /// A constant of random numbers, scaled so that values neither vanish nor explode on their way
    /// through the graph.
    ///
    /// @param fanIn how many of them add up to one value
    String weights(long fanIn, long... shape) {
        double scale = Math.sqrt(2.0 / fanIn);
        int count = 1;
        for (long dimension : shape) {
            count = Math.multiplyExact(count, Math.toIntExact(dimension));
        }
        ByteBuffer data = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putFloat((float) (random.nextGaussian() * scale));
        }
        return constant(data, shape);
    }

    String scalar(float value) {
        return constant(
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value));
    }

    private String constant(ByteBuffer data, long... shape) {
        String name = fresh();
        ProtoMessage tensor = new ProtoMessage();
        for (long dimension : shape) {
            tensor.with(1, dimension);
        }
        graph.with(5, tensor.with(2, FLOAT).with(8, name).with(9, data.array()));
        return name;
    }

    byte[] toByteArray() {
        ProtoMessage opset = new ProtoMessage().with(1, "").with(2, OPSET);
        return new ProtoMessage().with(1, IR_VERSION).with(7, graph).with(8, opset).toByteArray();
    }

    private static ProtoMessage tensorInfo(String name, long... shape) {
        ProtoMessage dimensions = new ProtoMessage();
        for (long dimension : shape) {
            ProtoMessage size = new ProtoMessage();
            dimensions.with(1, dimension == ANY ? size.with(2, "batch") : size.with(1, dimension));
        }
        ProtoMessage tensor = new ProtoMessage().with(1, FLOAT).with(2, dimensions);
        return new ProtoMessage().with(1, name).with(2, new ProtoMessage().with(1, tensor));
    }
}
