package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Two C arrays side by side, as `Run` takes them: names, and the values under those names. It is
/// filled for one run after the other.
///
/// A value over a tensor's memory outlives its run, for pooled memory comes again: the next run
/// that has a tensor of that type and shape at that address, under whatever name, takes the value
/// as it is.
final class NamedValues {
    private final OrtApi api;
    private final MemorySegment names;
    private final MemorySegment values;
    private final @Nullable Wrapped[] wrapped;
    private final boolean[] isRunsOwn;
    private int count;

    /// A value over memory.
    private record Wrapped(MemorySegment value, long address, DataType type, Shape shape) {
        boolean fits(Tensor tensor, long dataAddress) {
            return address == dataAddress
                    && type == tensor.dataType()
                    && shape.equals(tensor.shape());
        }
    }

    /// @param capacity how many pairs there may be
    NamedValues(OrtApi api, int capacity, SegmentAllocator memory) {
        this.api = api;
        names = memory.allocate(ADDRESS, capacity);
        values = memory.allocate(ADDRESS, capacity);
        values.fill((byte) 0);
        wrapped = new Wrapped[capacity];
        isRunsOwn = new boolean[capacity];
    }

    int capacity() {
        return isRunsOwn.length;
    }

    /// Adds a pair whose value is still null, and will be the run's own.
    ///
    /// @return where the pointer to the value belongs
    MemorySegment add(MemorySegment name) {
        names.setAtIndex(ADDRESS, count, name);
        values.setAtIndex(ADDRESS, count, MemorySegment.NULL);
        isRunsOwn[count] = true;
        MemorySegment slot = slot(count);
        count++;
        return slot;
    }

    /// Adds a pair whose value is over the data of a tensor of fixed-size elements.
    ///
    /// @param wrap makes the value, if there is none from an earlier run
    void add(MemorySegment name, Tensor tensor, Wrapping wrap) {
        names.setAtIndex(ADDRESS, count, name);
        isRunsOwn[count] = false;
        long address = tensor.data().address();
        Wrapped before = wrapped[count];
        if (before != null && before.fits(tensor, address)) {
            values.setAtIndex(ADDRESS, count, before.value());
        } else {
            forget(count);
            wrap.wrap(tensor, slot(count));
            wrapped[count] = new Wrapped(value(count), address, tensor.dataType(), tensor.shape());
        }
        count++;
    }

    /// Makes a value over a tensor's memory.
    @FunctionalInterface
    interface Wrapping {
        /// @param slot where the pointer to the value belongs
        void wrap(Tensor tensor, MemorySegment slot);
    }

    private MemorySegment slot(int index) {
        return values.asSlice(index * ADDRESS.byteSize(), ADDRESS.byteSize());
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

    /// Ends a run: frees the values that were its own.
    void clear() {
        for (int i = 0; i < count; i++) {
            MemorySegment value = value(i);
            if (isRunsOwn[i] && !NativeCall.isNull(value)) {
                values.setAtIndex(ADDRESS, i, MemorySegment.NULL);
                api.release(OrtFunction.RELEASE_VALUE, value);
            }
        }
        count = 0;
    }

    /// Frees every value.
    void release() {
        clear();
        for (int i = 0; i < wrapped.length; i++) {
            forget(i);
        }
        Arrays.fill(isRunsOwn, false);
    }

    private void forget(int index) {
        Wrapped before = wrapped[index];
        if (before != null) {
            wrapped[index] = null;
            api.release(OrtFunction.RELEASE_VALUE, before.value());
        }
    }
}
