package dev.serval.engine.onnx.ort;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads from a session what goes in and out of its model.
final class SignatureReader {
    private final OrtEnvironment environment;
    private final OrtApi api;
    private final MemorySegment session;
    private final OutParameter out;
    private final TypeReader types;

    SignatureReader(OrtEnvironment environment, MemorySegment session, Scratch scratch) {
        this.environment = environment;
        this.api = environment.api();
        this.session = session;
        this.out = new OutParameter(api, scratch);
        this.types = new TypeReader(api, scratch);
    }

    Map<String, ValueType> inputs() {
        return read(
                OrtFunction.SESSION_GET_INPUT_COUNT,
                OrtFunction.SESSION_GET_INPUT_NAME,
                OrtFunction.SESSION_GET_INPUT_TYPE_INFO);
    }

    Map<String, ValueType> overridableInitializers() {
        return read(
                OrtFunction.SESSION_GET_OVERRIDABLE_INITIALIZER_COUNT,
                OrtFunction.SESSION_GET_OVERRIDABLE_INITIALIZER_NAME,
                OrtFunction.SESSION_GET_OVERRIDABLE_INITIALIZER_TYPE_INFO);
    }

    Map<String, ValueType> outputs() {
        return read(
                OrtFunction.SESSION_GET_OUTPUT_COUNT,
                OrtFunction.SESSION_GET_OUTPUT_NAME,
                OrtFunction.SESSION_GET_OUTPUT_TYPE_INFO);
    }

    private Map<String, ValueType> read(OrtFunction count, OrtFunction name, OrtFunction type) {
        Map<String, ValueType> found = new LinkedHashMap<>();
        long last = out.size(count, session);
        for (long i = 0; i < last; i++) {
            found.put(name(name, i), type(type, i));
        }
        return Collections.unmodifiableMap(found);
    }

    private String name(OrtFunction function, long index) {
        api.call(function, session, index, environment.allocator(), out.place());
        MemorySegment text = out.pointer();
        try {
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } finally {
            api.call(OrtFunction.ALLOCATOR_FREE, environment.allocator(), text);
        }
    }

    private ValueType type(OrtFunction function, long index) {
        api.call(function, session, index, out.place());
        MemorySegment typeInfo = out.pointer();
        try {
            return types.read(typeInfo);
        } finally {
            api.release(OrtFunction.RELEASE_TYPE_INFO, typeInfo);
        }
    }
}
