package dev.serval.engine.onnx.ort;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A loaded model, which threads may run at once.
///
/// The session's pointer is a segment of a [NativeScope] of its own. A call that is passed it holds
/// the scope open, so closing while a run is going is refused with an [IllegalStateException]
/// instead of freeing memory in use, and a run after closing is refused likewise.
public final class OrtSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final NativeScope scope = new NativeScope();
    private final MemorySegment handle;
    private final Map<String, MemorySegment> names = new LinkedHashMap<>();
    private final Map<String, ValueType> inputs;
    private final Map<String, ValueType> optionalInputs;
    private final Map<String, ValueType> outputs;
    private final SpareRuns spares = new SpareRuns();

    private OrtSession(OrtEnvironment environment, MemorySegment pointer, Scratch scratch) {
        this.environment = environment;
        OrtApi api = environment.api();
        this.handle =
                scope.own(pointer, session -> api.release(OrtFunction.RELEASE_SESSION, session));
        try {
            SignatureReader reader = new SignatureReader(environment, handle, scratch);
            this.inputs = reader.inputs();
            this.optionalInputs = reader.overridableInitializers();
            this.outputs = reader.outputs();
            inputs.keySet().forEach(this::keepName);
            optionalInputs.keySet().forEach(this::keepName);
            outputs.keySet().forEach(this::keepName);
        } catch (Throwable failure) {
            scope.close();
            throw failure;
        }
    }

    static OrtSession open(OrtEnvironment environment, Path model, SessionSettings settings) {
        OrtApi api = environment.api();
        try (Scratch scratch = new Scratch()) {
            OutParameter out = new OutParameter(api, scratch);
            MemorySegment path = scratch.allocateFrom(model.toString());
            MemorySegment options = settings.toNative(api, scratch);
            try {
                api.call(
                        OrtFunction.CREATE_SESSION,
                        environment.handle(),
                        path,
                        options,
                        out.place());
            } finally {
                api.release(OrtFunction.RELEASE_SESSION_OPTIONS, options);
            }
            return new OrtSession(environment, out.pointer(), scratch);
        }
    }

    private void keepName(String name) {
        names.computeIfAbsent(name, scope::allocateFrom);
    }

    /// The inputs that every run needs, in the model's order.
    public Map<String, ValueType> inputs() {
        return inputs;
    }

    /// The inputs that have a value of their own in the model, for runs that do not give one.
    public Map<String, ValueType> optionalInputs() {
        return optionalInputs;
    }

    public Map<String, ValueType> outputs() {
        return outputs;
    }

    /// The beginning of a run, for one thread.
    ///
    /// @param inputs how many inputs there will be at most
    /// @param outputs how many outputs there will be at most
    public OrtRun prepare(int inputs, int outputs) {
        OrtRun spare = spares.take();
        if (spare != null) {
            if (spare.holds(inputs, outputs)) {
                return spare;
            }
            spare.release();
        }
        int all = this.inputs.size() + optionalInputs.size();
        return new OrtRun(this, Math.max(inputs, all), Math.max(outputs, this.outputs.size()));
    }

    /// Takes back a run that was closed; whether it is kept for a later one.
    boolean keeps(OrtRun run) {
        return spares.keeps(run);
    }

    OrtEnvironment environment() {
        return environment;
    }

    MemorySegment handle() {
        return handle;
    }

    /// The name in C's form.
    ///
    /// @throws OrtFailure if the model has nothing of that name
    MemorySegment name(String name) {
        MemorySegment found = names.get(name);
        if (found == null) {
            throw new OrtFailure("the model has no input or output '%s'".formatted(name));
        }
        return found;
    }

    /// Frees the model; closing again does nothing.
    ///
    /// @throws IllegalStateException if a run is going
    @Override
    public void close() {
        if (scope.isOpen()) {
            scope.close();
            spares.close();
        }
    }
}
