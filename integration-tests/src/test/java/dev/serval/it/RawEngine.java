package dev.serval.it;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// ONNX Runtime itself, which says what a model has to answer.
final class RawEngine implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    RawEngine(Path model) throws OrtException {
        session = environment.createSession(model.toString());
    }

    /// The outputs for an FP32 input.
    List<WireTensor> infer(WireTensor input) throws OrtException {
        FloatBuffer values = FloatBuffer.allocate(input.values().size());
        input.values().forEach(value -> values.put((Float) value));
        long[] shape = input.shape().stream().mapToLong(Long::longValue).toArray();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values.flip(), shape);
                OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
            List<WireTensor> outputs = new ArrayList<>();
            for (var output : result) {
                outputs.add(read(output.getKey(), (OnnxTensor) output.getValue()));
            }
            return outputs;
        }
    }

    private static WireTensor read(String name, OnnxTensor tensor) {
        List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
        List<Object> values = new ArrayList<>();
        return switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                while (floats.hasRemaining()) {
                    values.add(floats.get());
                }
                yield new WireTensor(name, "FP32", shape, values);
            }
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                while (longs.hasRemaining()) {
                    values.add(longs.get());
                }
                yield new WireTensor(name, "INT64", shape, values);
            }
            default -> throw new IllegalArgumentException("no such test tensor: " + name);
        };
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
