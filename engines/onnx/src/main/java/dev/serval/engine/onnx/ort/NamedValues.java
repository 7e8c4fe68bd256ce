package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Two C arrays side by side, as `Run` takes them: names, and the values under those names.
final class NamedValues {
    private final MemorySegment names;
    private final MemorySegment values;
    private int count;

    /// @param capacity how many pairs there may be
    NamedValues(int capacity, SegmentAllocator memory) {
        names = memory.allocate(ADDRESS, capacity);
        values = memory.allocate(ADDRESS, capacity);
        values.fill((byte) 0);
    }

    /// Adds a pair whose value is still null.
    ///
    /// @return where the pointer to the value belongs
    MemorySegment add(MemorySegment name) {
        names.setAtIndex(ADDRESS, count, name);
        MemorySegment slot = values.asSlice(count * ADDRESS.byteSize(), ADDRESS.byteSize());
        count++;
        return slot;
    }

    MemorySegment names() {
        return names;
    }

    MemorySegment values() {
        return values;
    }

    long count() {
        return count;
    }

    MemorySegment value(int index) {
        return values.getAtIndex(ADDRESS, index);
    }

    /// Frees the values that are there.
    void releaseValues(OrtApi api) {
        for (int i = 0; i < count; i++) {
            MemorySegment value = value(i);
            if (!OrtSignature.isNull(value)) {
                values.setAtIndex(ADDRESS, i, MemorySegment.NULL);
                api.release(OrtFunction.RELEASE_VALUE, value);
            }
        }
    }
}
