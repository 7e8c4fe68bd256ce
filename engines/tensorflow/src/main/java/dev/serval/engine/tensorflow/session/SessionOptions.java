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
        this.handle =
                TensorflowApi.call(
                        () -> (MemorySegment) api.sessions().createOptions().invokeExact());
        set(threads);
    }

    /// A `ConfigProto` of two numbers, which TensorFlow cannot but take.
    private void set(int threads) {
        byte count = (byte) Math.min(threads, MOST_THREADS);
        byte[] config = {INTRA_OP_THREADS, count, INTER_OP_THREADS, count};
        try (Arena arena = Arena.ofConfined();
                Status status = new Status(api)) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, config);
            TensorflowApi.run(() -> {
                api.sessions()
                        .setConfig()
                        .invokeExact(handle, bytes, bytes.byteSize(), status.handle());
            });
            status.requireSuccess();
        }
    }

    MemorySegment handle() {
        return handle;
    }

    @Override
    public void close() {
        TensorflowApi.run(() -> {
            api.sessions().deleteOptions().invokeExact(handle);
        });
    }
}
