package dev.serval.engine.onnx.ort;

import static dev.serval.engine.onnx.ort.NativeCall.integer;
import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.MemorySegment;

/// The C API's function table, callable. Each `call` is named by the C function; which overload is
/// meant follows from the function's C signature, whose `size_t`, `int` and enums are numbers here.
/// All are thread-safe as far as ONNX Runtime is.
final class OrtApi {
    private final MemorySegment[] addresses;

    /// @param table the `OrtApi` struct, at least up to the last [OrtFunction]
    OrtApi(MemorySegment table) {
        OrtFunction[] functions = OrtFunction.values();
        long slots = functions[functions.length - 1].place() + 1L;
        MemorySegment struct = table.reinterpret(slots * ADDRESS.byteSize());
        addresses = new MemorySegment[functions.length];
        for (OrtFunction function : functions) {
            addresses[function.ordinal()] = struct.getAtIndex(ADDRESS, function.place());
        }
    }

    void call(OrtFunction function, MemorySegment a) {
        requireOk(NativeCall.call(address(function), a));
    }

    void call(OrtFunction function, MemorySegment a, long b) {
        requireOk(NativeCall.call(address(function), a, integer(b)));
    }

    void call(OrtFunction function, MemorySegment a, MemorySegment b) {
        requireOk(NativeCall.call(address(function), a, b));
    }

    void call(OrtFunction function, MemorySegment a, MemorySegment b, MemorySegment c) {
        requireOk(NativeCall.call(address(function), a, b, c));
    }

    void call(
            OrtFunction function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d) {
        requireOk(NativeCall.call(address(function), a, b, c, d));
    }

    void call(OrtFunction function, MemorySegment a, MemorySegment b, long c) {
        requireOk(NativeCall.call(address(function), a, b, integer(c)));
    }

    void call(OrtFunction function, MemorySegment a, long b, MemorySegment c) {
        requireOk(NativeCall.call(address(function), a, integer(b), c));
    }

    void call(OrtFunction function, MemorySegment a, long b, MemorySegment c, MemorySegment d) {
        requireOk(NativeCall.call(address(function), a, integer(b), c, d));
    }

    void call(OrtFunction function, MemorySegment a, long b, long c, MemorySegment d) {
        requireOk(NativeCall.call(address(function), a, integer(b), integer(c), d));
    }

    void call(OrtFunction function, long a, MemorySegment b, MemorySegment c) {
        requireOk(NativeCall.call(address(function), integer(a), b, c));
    }

    void call(OrtFunction function, long a, long b, MemorySegment c) {
        requireOk(NativeCall.call(address(function), integer(a), integer(b), c));
    }

    /// `CreateTensorAsOrtValue`.
    void createTensor(
            MemorySegment allocator, MemorySegment shape, long rank, int type, MemorySegment out) {
        requireOk(
                NativeCall.call(
                        address(OrtFunction.CREATE_TENSOR_AS_ORT_VALUE),
                        allocator,
                        shape,
                        integer(rank),
                        integer(type),
                        out,
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        MemorySegment.NULL));
    }

    /// `CreateTensorWithDataAsOrtValue`: a tensor over the caller's memory.
    ///
    /// @param shape the dimensions, as many longs as the segment holds
    void wrapTensor(
            MemorySegment memoryInfo,
            MemorySegment data,
            MemorySegment shape,
            int type,
            MemorySegment out) {
        requireOk(
                NativeCall.call(
                        address(OrtFunction.CREATE_TENSOR_WITH_DATA_AS_ORT_VALUE),
                        memoryInfo,
                        data,
                        integer(data.byteSize()),
                        shape,
                        integer(shape.byteSize() / Long.BYTES),
                        integer(type),
                        out,
                        MemorySegment.NULL));
    }

    /// `GetStringTensorContent`.
    ///
    /// @param starts as many longs as there are elements
    void readStrings(MemorySegment value, MemorySegment content, MemorySegment starts) {
        requireOk(
                NativeCall.call(
                        address(OrtFunction.GET_STRING_TENSOR_CONTENT),
                        value,
                        content,
                        integer(content.byteSize()),
                        starts,
                        integer(starts.byteSize() / Long.BYTES),
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        MemorySegment.NULL));
    }

    /// `Run`.
    void run(
            MemorySegment session, MemorySegment options, NamedValues inputs, NamedValues outputs) {
        requireOk(
                NativeCall.call(
                        address(OrtFunction.RUN),
                        session,
                        options,
                        inputs.names(),
                        inputs.values(),
                        integer(inputs.count()),
                        outputs.names(),
                        integer(outputs.count()),
                        outputs.values()));
    }

    /// Frees what a `Create…` or `Get…` handed out.
    void release(OrtFunction function, MemorySegment handle) {
        NativeCall.call(address(function), handle);
    }

    boolean test(OrtFunction function, MemorySegment handle) {
        return NativeCall.asBoolean(NativeCall.call(address(function), handle));
    }

    private MemorySegment address(OrtFunction function) {
        return addresses[function.ordinal()];
    }

    private void requireOk(MemorySegment status) {
        if (NativeCall.isNull(status)) {
            return;
        }
        String message = messageOf(status);
        release(OrtFunction.RELEASE_STATUS, status);
        throw new OrtFailure(message);
    }

    private String messageOf(MemorySegment status) {
        MemorySegment text = NativeCall.call(address(OrtFunction.GET_ERROR_MESSAGE), status);
        return text.reinterpret(Long.MAX_VALUE).getString(0).strip();
    }
}
