package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// A `TF_Buffer`, which TensorFlow fills: a pointer, a length, and how to free it.
final class NativeBuffer implements AutoCloseable {
    private final TensorflowApi api;
    private final MemorySegment handle;

    NativeBuffer(TensorflowApi api) {
        this.api = api;
        this.handle =
                TensorflowApi.call(() -> (MemorySegment) api.graphs().createBuffer().invokeExact());
    }

    MemorySegment handle() {
        return handle;
    }

    /// A copy of the content.
    byte[] toBytes() {
        MemorySegment fields = handle.reinterpret(ADDRESS.byteSize() + JAVA_LONG.byteSize());
        long length = fields.get(JAVA_LONG, ADDRESS.byteSize());
        return fields.get(ADDRESS, 0).reinterpret(length).toArray(JAVA_BYTE);
    }

    @Override
    public void close() {
        TensorflowApi.run(() -> {
            api.graphs().deleteBuffer().invokeExact(handle);
        });
    }
}
