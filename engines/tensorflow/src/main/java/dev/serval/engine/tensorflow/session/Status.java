package dev.serval.engine.tensorflow.session;

import java.lang.foreign.MemorySegment;

/// Where TensorFlow says how a call went.
final class Status implements AutoCloseable {
    private static final int INVALID_ARGUMENT = 3;

    private final TensorflowApi api;
    private final MemorySegment handle;

    Status(TensorflowApi api) {
        this.api = api;
        try {
            this.handle = (MemorySegment) api.statuses().create().invokeExact();
        } catch (Throwable thrown) {
            throw TensorflowApi.rethrow(thrown);
        }
    }

    MemorySegment handle() {
        return handle;
    }

    /// Goes on only if the last call succeeded.
    ///
    /// @throws TensorflowException with the library's reason
    void requireSuccess() {
        int code;
        String text;
        try {
            code = (int) api.statuses().code().invokeExact(handle);
            MemorySegment words = (MemorySegment) api.statuses().text().invokeExact(handle);
            text = code == 0 ? "" : words.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable thrown) {
            throw TensorflowApi.rethrow(thrown);
        }
        if (code != 0) {
            throw new TensorflowException(
                    text.lines().findFirst().orElse(text), code == INVALID_ARGUMENT, null);
        }
    }

    @Override
    public void close() {
        try {
            api.statuses().delete().invokeExact(handle);
        } catch (Throwable thrown) {
            throw TensorflowApi.rethrow(thrown);
        }
    }
}
