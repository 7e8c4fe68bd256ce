package dev.serval.engine.tensorflow.session;

import java.lang.foreign.MemorySegment;

/// Where TensorFlow says how a call went.
final class Status implements AutoCloseable {
    private static final int INVALID_ARGUMENT = 3;

    private final TensorflowApi api;
    private final MemorySegment handle;

    Status(TensorflowApi api) {
        this.api = api;
        this.handle =
                TensorflowApi.call(() -> (MemorySegment) api.statuses().create().invokeExact());
    }

    MemorySegment handle() {
        return handle;
    }

    /// Goes on only if the last call succeeded.
    ///
    /// @throws TensorflowException with the library's reason
    void requireSuccess() {
        int code = TensorflowApi.call(() -> (int) api.statuses().code().invokeExact(handle));
        if (code != 0) {
            MemorySegment words =
                    TensorflowApi.call(
                            () -> (MemorySegment) api.statuses().text().invokeExact(handle));
            String text = words.reinterpret(Long.MAX_VALUE).getString(0);
            throw new TensorflowException(
                    text.lines().findFirst().orElse(text), code == INVALID_ARGUMENT, null);
        }
    }

    @Override
    public void close() {
        TensorflowApi.run(() -> {
            api.statuses().delete().invokeExact(handle);
        });
    }
}
