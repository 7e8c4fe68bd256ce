package dev.serval.benchmark.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/// ONNX Runtime's own Java interface, with an input that is made once.
final class OnnxCall implements Call {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;

    OnnxCall(Path directory, Rows rows) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(1);
            settings.setInterOpNumThreads(1);
            session =
                    environment.createSession(directory.resolve("model.onnx").toString(), settings);
        }
        var floats = rows.floats().asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        long[] shape = {rows.count(), Rows.COLUMNS};
        inputs =
                Map.of(
                        session.getInputNames().iterator().next(),
                        OnnxTensor.createTensor(environment, floats, shape));
    }

    @Override
    public void repeat(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (OrtSession.Result answer = session.run(inputs)) {
                if (answer.size() == 0) {
                    throw new IllegalStateException("no answer");
                }
            }
        }
    }

    @Override
    public void close() throws Exception {
        inputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
