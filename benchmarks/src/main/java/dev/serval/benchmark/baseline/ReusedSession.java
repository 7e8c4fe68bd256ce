package dev.serval.benchmark.baseline;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// ONNX Runtime through its own Java API in the cheapest way it has: one thread a run, and tensors
/// for the input and every output that are made once, over memory that is written and read in
/// place. Used by one thread at a time. Open dimensions are 1.
public final class ReusedSession implements AutoCloseable {
    private final OrtSession session;
    private final OrtSession.RunOptions options;
    private final ByteBuffer input;
    private final OnnxTensor inputTensor;
    private final String inputName;
    private final List<Output> outputs = new ArrayList<>();
    private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();

    /// An output where ONNX Runtime leaves it.
    public record Output(String name, OnnxJavaType type, List<Long> shape, ByteBuffer data) {
        public Output {
            shape = List.copyOf(shape);
        }
    }

    public ReusedSession(Path model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(1);
            settings.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), settings);
        }
        options = new OrtSession.RunOptions();
        var declared = session.getInputInfo().entrySet().iterator().next();
        inputName = declared.getKey();
        TensorInfo info = (TensorInfo) declared.getValue().getInfo();
        input = memoryFor(info);
        inputTensor = OnnxTensor.createTensor(environment, input, closed(info), info.type);
        for (var output : session.getOutputInfo().entrySet()) {
            TensorInfo outputInfo = (TensorInfo) output.getValue().getInfo();
            long[] shape = closed(outputInfo);
            ByteBuffer data = memoryFor(outputInfo);
            pinned.put(
                    output.getKey(),
                    OnnxTensor.createTensor(environment, data, shape, outputInfo.type));
            List<Long> dimensions = java.util.Arrays.stream(shape).boxed().toList();
            outputs.add(new Output(output.getKey(), outputInfo.type, dimensions, data));
        }
    }

    private static long[] closed(TensorInfo info) {
        long[] shape = info.getShape();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.abs(shape[i]);
        }
        return shape;
    }

    private static ByteBuffer memoryFor(TensorInfo info) {
        long size = info.type.size;
        for (long dimension : closed(info)) {
            size *= dimension;
        }
        return ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
    }

    /// Where the input's elements belong.
    public ByteBuffer input() {
        return input;
    }

    public List<Output> outputs() {
        return outputs;
    }

    public void run() throws OrtException {
        session.run(Map.of(inputName, inputTensor), java.util.Set.of(), pinned, options).close();
    }

    @Override
    public void close() throws OrtException {
        inputTensor.close();
        pinned.values().forEach(OnnxTensor::close);
        options.close();
        session.close();
    }
}
