package dev.serval.engine.onnx.ort;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/// How ONNX Runtime should run a model.
///
/// @param intraOpThreads threads within one operator; at least 1
/// @param interOpThreads threads for operators side by side, where the mode allows it; at least 1
/// @param memory what it does with memory between runs
/// @param configEntries further settings by ONNX Runtime's own keys
public record SessionSettings(
        int intraOpThreads,
        int interOpThreads,
        GraphOptimization optimization,
        ExecutionMode mode,
        Memory memory,
        Map<String, String> configEntries) {

    public SessionSettings {
        configEntries = Map.copyOf(configEntries);
    }

    /// How much of the graph is rewritten at load.
    public enum GraphOptimization {
        DISABLE_ALL(0),
        ENABLE_BASIC(1),
        ENABLE_EXTENDED(2),
        ENABLE_LAYOUT(3),
        ENABLE_ALL(99);

        private final int code;

        GraphOptimization(int code) {
            this.code = code;
        }

        /// ONNX Runtime's own number for it.
        public int code() {
            return code;
        }
    }

    /// Whether operators that do not need each other run side by side. The order is ONNX Runtime's.
    public enum ExecutionMode {
        SEQUENTIAL,
        PARALLEL
    }

    /// @param arena whether freed memory is kept for the next run
    /// @param patterns whether the memory of a run is planned from earlier runs of its shapes
    public record Memory(boolean arena, boolean patterns) {}

    /// Makes an `OrtSessionOptions` of it, which the caller releases.
    MemorySegment toNative(OrtApi api, Scratch scratch) {
        MemorySegment options =
                new OutParameter(api, scratch).pointer(OrtFunction.CREATE_SESSION_OPTIONS);
        try {
            fill(options, api, scratch);
            return options;
        } catch (OrtFailure failure) {
            api.release(OrtFunction.RELEASE_SESSION_OPTIONS, options);
            throw failure;
        }
    }

    private void fill(MemorySegment options, OrtApi api, Scratch scratch) {
        api.call(OrtFunction.SET_INTRA_OP_NUM_THREADS, options, intraOpThreads);
        api.call(OrtFunction.SET_INTER_OP_NUM_THREADS, options, interOpThreads);
        api.call(OrtFunction.SET_SESSION_EXECUTION_MODE, options, mode.ordinal());
        api.call(OrtFunction.SET_SESSION_GRAPH_OPTIMIZATION_LEVEL, options, optimization.code());
        if (!memory.arena()) {
            api.call(OrtFunction.DISABLE_CPU_MEM_ARENA, options);
        }
        if (!memory.patterns()) {
            api.call(OrtFunction.DISABLE_MEM_PATTERN, options);
        }
        configEntries.forEach((key, value) ->
                api.call(
                        OrtFunction.ADD_SESSION_CONFIG_ENTRY,
                        options,
                        scratch.allocateFrom(key),
                        scratch.allocateFrom(value)));
    }
}
