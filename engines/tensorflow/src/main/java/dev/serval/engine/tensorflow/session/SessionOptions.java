package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `TF_SessionOptions` that say how many threads there are. TensorFlow makes its threads once for a
/// process, so the first model's number counts.
final class SessionOptions implements AutoCloseable {
    /// The tags of `intra_op_parallelism_threads` and `inter_op_parallelism_threads` in
    /// `tensorflow/core/protobuf/config.proto`.
    private static final byte INTRA_OP_THREADS = 2 << 3;

    private static final byte INTER_OP_THREADS = 5 << 3;

    /// The largest number that is one byte in a protocol buffer.
    private static final int MOST_THREADS = 127;

    private final TensorflowApi api;
    private final MemorySegment handle;

    SessionOptions(TensorflowApi api, int threads) {
        this.api = api;
        try {
            this.handle = (MemorySegment) api.sessions().createOptions().invokeExact();
        } catch (Throwable thrown) {
            throw TensorflowApi.rethrow(thrown);
        }
        try {
            set(threads);
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /// A `ConfigProto` of two numbers.
    private void set(int threads) {
        byte count = (byte) Math.min(threads, MOST_THREADS);
        byte[] config = {INTRA_OP_THREADS, count, INTER_OP_THREADS, count};
        try (Arena arena = Arena.ofConfined();
                Status status = new Status(api)) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, config);
            api.sessions()
                    .setConfig()
                    .invokeExact(handle, bytes, bytes.byteSize(), status.handle());
            status.requireSuccess();
        } catch (Throwable thrown) {
            throw TensorflowApi.rethrow(thrown);
        }
    }

    MemorySegment handle() {
        return handle;
    }

    @Override
    public void close() {
        try {
            api.sessions().deleteOptions().invokeExact(handle);
        } catch (Throwable thrown) {
            throw TensorflowApi.rethrow(thrown);
        }
    }
}
