package dev.serval.engine.onnx.ort;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// ONNX Runtime itself: what all sessions of an engine share. Says nothing on standard error: every
/// failure comes as an [OrtFailure].
public final class OrtEnvironment implements AutoCloseable {
    private static final int LOG_FATAL_ONLY = 4;
    private static final int DEVICE_ALLOCATOR = 0;
    private static final int DEFAULT_MEMORY = 0;

    private final OrtApi api;
    private final MemorySegment handle;
    private final MemorySegment memoryInfo;
    private final MemorySegment allocator;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OrtEnvironment(
            OrtApi api, MemorySegment handle, MemorySegment memoryInfo, MemorySegment allocator) {
        this.api = api;
        this.handle = handle;
        this.memoryInfo = memoryInfo;
        this.allocator = allocator;
    }

    /// Loads the library, binds its functions and starts it once, which is most of the time that
    /// the first [#open] takes.
    ///
    /// @throws OrtFailure if that cannot be done on this machine
    public static void prepare() {
        open().close();
    }

    /// Loads the library if need be and starts it, its telemetry off.
    ///
    /// @throws OrtFailure if that cannot be done on this machine
    public static OrtEnvironment open() {
        TelemetrySwitch.turnOff();
        OrtApi api = OrtLibrary.require();
        try (Scratch scratch = new Scratch()) {
            OutParameter out = new OutParameter(api, scratch);
            MemorySegment allocator = out.pointer(OrtFunction.GET_ALLOCATOR_WITH_DEFAULT_OPTIONS);
            api.call(
                    OrtFunction.CREATE_CPU_MEMORY_INFO,
                    DEVICE_ALLOCATOR,
                    DEFAULT_MEMORY,
                    out.place());
            MemorySegment memoryInfo = out.pointer();
            try {
                MemorySegment name = scratch.allocateFrom("serval");
                api.call(OrtFunction.CREATE_ENV, LOG_FATAL_ONLY, name, out.place());
            } catch (OrtFailure failure) {
                api.release(OrtFunction.RELEASE_MEMORY_INFO, memoryInfo);
                throw failure;
            }
            return new OrtEnvironment(api, out.pointer(), memoryInfo, allocator);
        }
    }

    /// Loads a model.
    ///
    /// @param model the file; its external data are found beside it
    /// @throws OrtFailure with the reason, if it is no model that can be run here
    public OrtSession load(Path model, SessionSettings settings) {
        return OrtSession.open(this, model, settings);
    }

    OrtApi api() {
        return api;
    }

    MemorySegment handle() {
        return handle;
    }

    /// Says that a tensor's memory is the CPU's.
    MemorySegment memoryInfo() {
        return memoryInfo;
    }

    /// Where strings and names come from; the process' own, never freed.
    MemorySegment allocator() {
        return allocator;
    }

    /// Ends it; its sessions are closed already. Closing again does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            api.release(OrtFunction.RELEASE_MEMORY_INFO, memoryInfo);
            api.release(OrtFunction.RELEASE_ENV, handle);
        }
    }
}
