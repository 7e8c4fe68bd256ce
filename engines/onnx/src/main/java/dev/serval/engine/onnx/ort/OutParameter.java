package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// The place where a C function leaves its result, to be read at once: calls that answer through
/// their last argument.
final class OutParameter {
    private final OrtApi api;
    private final MemorySegment place;

    OutParameter(OrtApi api, SegmentAllocator memory) {
        this.api = api;
        this.place = memory.allocate(JAVA_LONG);
    }

    MemorySegment place() {
        return place;
    }

    MemorySegment pointer() {
        return place.get(ADDRESS, 0);
    }

    MemorySegment pointer(OrtFunction function) {
        api.call(function, place);
        return pointer();
    }

    MemorySegment pointer(OrtFunction function, MemorySegment subject) {
        api.call(function, subject, place);
        return pointer();
    }

    /// What a function with a `size_t*` leaves.
    long size(OrtFunction function, MemorySegment subject) {
        api.call(function, subject, place);
        return place.get(JAVA_LONG, 0);
    }

    /// What a function with an `int*` or a pointer to an enum leaves.
    int code(OrtFunction function, MemorySegment subject) {
        api.call(function, subject, place);
        return place.get(JAVA_INT, 0);
    }
}
