package dev.serval.engine.onnx.serving;

import dev.serval.engine.onnx.ort.OrtEnvironment;
import dev.serval.engine.onnx.ort.OrtFailure;
import dev.serval.engine.onnx.ort.OrtSession;
import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs models in ONNX's and ONNX Runtime's own format on ONNX Runtime's CPU provider. What all of
/// them share is made by the first load.
public final class OnnxEngine implements Engine {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OrtEnvironment environment;
    private boolean closed;

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public String recognises() {
        return "model.onnx, model.ort, or one *.onnx or *.ort file";
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return ModelFile.isIn(directory);
    }

    @Override
    public void prepare() {
        OrtEnvironment.prepare();
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        ModelFile file = ModelFile.in(directory);
        SessionParameters parameters = SessionParameters.of(settings);
        OrtSession session = open(file.path(), parameters);
        try {
            return new OnnxModel(
                    session,
                    SessionSignature.of(session, file),
                    parameters.arenaShrinkage(),
                    file.byteSizeWith(directory));
        } catch (ModelLoadException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    private OrtSession open(Path file, SessionParameters parameters) throws ModelLoadException {
        try {
            return environment().load(file, parameters.settings());
        } catch (OrtFailure reason) {
            throw new ModelLoadException(
                    "%s: %s".formatted(file.getFileName(), reason.getMessage()), reason);
        }
    }

    private OrtEnvironment environment() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the ONNX engine is closed");
            }
            if (environment == null) {
                environment = OrtEnvironment.open();
            }
            return environment;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (environment != null) {
                environment.close();
                environment = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
