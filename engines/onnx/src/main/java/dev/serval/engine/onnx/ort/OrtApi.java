package dev.serval.engine.onnx.ort;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.MemorySegment;

/// The C API's function table, callable. Each `call` is named by the C function; which overload is
/// meant follows from the function's C signature. All are thread-safe as far as ONNX Runtime is.
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
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.P.invokeExact(address(function), a);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, int b) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PI.invokeExact(address(function), a, b);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, MemorySegment b) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PP.invokeExact(address(function), a, b);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, MemorySegment b, MemorySegment c) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PPP.invokeExact(address(function), a, b, c);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(
            OrtFunction function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PPPP.invokeExact(address(function), a, b, c, d);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, MemorySegment b, long c) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PPL.invokeExact(address(function), a, b, c);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, long b, MemorySegment c) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PLP.invokeExact(address(function), a, b, c);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, long b, MemorySegment c, MemorySegment d) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PLPP.invokeExact(address(function), a, b, c, d);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, long b, long c, MemorySegment d) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PLLP.invokeExact(address(function), a, b, c, d);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, MemorySegment a, int b, MemorySegment c, MemorySegment d) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.PIPP.invokeExact(address(function), a, b, c, d);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, int a, MemorySegment b, MemorySegment c) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.IPP.invokeExact(address(function), a, b, c);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    void call(OrtFunction function, int a, int b, MemorySegment c) {
        MemorySegment status;
        try {
            status = (MemorySegment) OrtSignature.IIP.invokeExact(address(function), a, b, c);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    /// `CreateTensorAsOrtValue`.
    void createTensor(
            MemorySegment allocator, MemorySegment shape, long rank, int type, MemorySegment out) {
        MemorySegment status;
        try {
            status =
                    (MemorySegment)
                            OrtSignature.PPLIP.invokeExact(
                                    address(OrtFunction.CREATE_TENSOR_AS_ORT_VALUE),
                                    allocator,
                                    shape,
                                    rank,
                                    type,
                                    out);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
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
        MemorySegment status;
        try {
            status =
                    (MemorySegment)
                            OrtSignature.PPLPLIP.invokeExact(
                                    address(OrtFunction.CREATE_TENSOR_WITH_DATA_AS_ORT_VALUE),
                                    memoryInfo,
                                    data,
                                    data.byteSize(),
                                    shape,
                                    shape.byteSize() / Long.BYTES,
                                    type,
                                    out);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    /// `GetStringTensorContent`.
    ///
    /// @param starts as many longs as there are elements
    void readStrings(MemorySegment value, MemorySegment content, MemorySegment starts) {
        MemorySegment status;
        try {
            status =
                    (MemorySegment)
                            OrtSignature.PPLPL.invokeExact(
                                    address(OrtFunction.GET_STRING_TENSOR_CONTENT),
                                    value,
                                    content,
                                    content.byteSize(),
                                    starts,
                                    starts.byteSize() / Long.BYTES);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    /// `Run`.
    void run(
            MemorySegment session, MemorySegment options, NamedValues inputs, NamedValues outputs) {
        MemorySegment status;
        try {
            status =
                    (MemorySegment)
                            OrtSignature.PPPPLPLP.invokeExact(
                                    address(OrtFunction.RUN),
                                    session,
                                    options,
                                    inputs.names(),
                                    inputs.values(),
                                    inputs.count(),
                                    outputs.names(),
                                    outputs.count(),
                                    outputs.values());
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
        requireOk(status);
    }

    /// Frees what a `Create…` or `Get…` handed out.
    void release(OrtFunction function, MemorySegment handle) {
        try {
            OrtSignature.RELEASE.invokeExact(address(function), handle);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
    }

    boolean test(OrtFunction function, MemorySegment handle) {
        try {
            return (boolean) OrtSignature.TEST.invokeExact(address(function), handle);
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
    }

    private MemorySegment address(OrtFunction function) {
        return addresses[function.ordinal()];
    }

    private void requireOk(MemorySegment status) {
        if (OrtSignature.isNull(status)) {
            return;
        }
        String message = messageOf(status);
        release(OrtFunction.RELEASE_STATUS, status);
        throw new OrtFailure(message);
    }

    private String messageOf(MemorySegment status) {
        try {
            MemorySegment text =
                    (MemorySegment)
                            OrtSignature.P.invokeExact(
                                    address(OrtFunction.GET_ERROR_MESSAGE), status);
            return text.reinterpret(Long.MAX_VALUE).getString(0).strip();
        } catch (Throwable thrown) {
            throw OrtSignature.rethrow(thrown);
        }
    }
}
