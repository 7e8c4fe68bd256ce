package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of the C API that Serval calls, by what they do.
record TensorflowApi(
        Statuses statuses, Sessions sessions, Graphs graphs, Tensors tensors, Strings strings) {

    /// `TF_Status`.
    record Statuses(
            MethodHandle create, MethodHandle delete, MethodHandle code, MethodHandle text) {}

    /// `TF_Session` and its options.
    record Sessions(
            MethodHandle createOptions,
            MethodHandle setConfig,
            MethodHandle deleteOptions,
            MethodHandle load,
            MethodHandle run,
            MethodHandle close,
            MethodHandle delete) {}

    /// `TF_Graph` and `TF_Buffer`.
    record Graphs(
            MethodHandle create,
            MethodHandle delete,
            MethodHandle operation,
            MethodHandle outputCount,
            MethodHandle next,
            MethodHandle kind,
            MethodHandle createBuffer,
            MethodHandle deleteBuffer) {}

    /// `TF_Tensor`.
    record Tensors(
            MethodHandle allocate,
            MethodHandle delete,
            MethodHandle type,
            MethodHandle rank,
            MethodHandle dimension,
            MethodHandle byteSize,
            MethodHandle data) {}

    /// `TF_TString`.
    record Strings(
            MethodHandle init,
            MethodHandle copy,
            MethodHandle dealloc,
            MethodHandle pointer,
            MethodHandle size) {}

    static TensorflowApi bind(SymbolLookup library) {
        return new TensorflowApi(
                statuses(library),
                sessions(library),
                graphs(library),
                tensors(library),
                strings(library));
    }

    private static Statuses statuses(SymbolLookup in) {
        return new Statuses(
                returning(in, "TF_NewStatus", ADDRESS),
                procedure(in, "TF_DeleteStatus", ADDRESS),
                returning(in, "TF_GetCode", JAVA_INT, ADDRESS),
                returning(in, "TF_Message", ADDRESS, ADDRESS));
    }

    private static Sessions sessions(SymbolLookup in) {
        return new Sessions(
                returning(in, "TF_NewSessionOptions", ADDRESS),
                procedure(in, "TF_SetConfig", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS),
                procedure(in, "TF_DeleteSessionOptions", ADDRESS),
                returning(
                        in,
                        "TF_LoadSessionFromSavedModel",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS),
                procedure(
                        in,
                        "TF_SessionRun",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS),
                procedure(in, "TF_CloseSession", ADDRESS, ADDRESS),
                procedure(in, "TF_DeleteSession", ADDRESS, ADDRESS));
    }

    private static Graphs graphs(SymbolLookup in) {
        return new Graphs(
                returning(in, "TF_NewGraph", ADDRESS),
                procedure(in, "TF_DeleteGraph", ADDRESS),
                returning(in, "TF_GraphOperationByName", ADDRESS, ADDRESS, ADDRESS),
                returning(in, "TF_OperationNumOutputs", JAVA_INT, ADDRESS),
                returning(in, "TF_GraphNextOperation", ADDRESS, ADDRESS, ADDRESS),
                returning(in, "TF_OperationOpType", ADDRESS, ADDRESS),
                returning(in, "TF_NewBuffer", ADDRESS),
                procedure(in, "TF_DeleteBuffer", ADDRESS));
    }

    private static Tensors tensors(SymbolLookup in) {
        return new Tensors(
                returning(in, "TF_AllocateTensor", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG),
                procedure(in, "TF_DeleteTensor", ADDRESS),
                returning(in, "TF_TensorType", JAVA_INT, ADDRESS),
                returning(in, "TF_NumDims", JAVA_INT, ADDRESS),
                returning(in, "TF_Dim", JAVA_LONG, ADDRESS, JAVA_INT),
                returning(in, "TF_TensorByteSize", JAVA_LONG, ADDRESS),
                returning(in, "TF_TensorData", ADDRESS, ADDRESS));
    }

    private static Strings strings(SymbolLookup in) {
        return new Strings(
                procedure(in, "TF_StringInit", ADDRESS),
                procedure(in, "TF_StringCopy", ADDRESS, ADDRESS, JAVA_LONG),
                procedure(in, "TF_StringDealloc", ADDRESS),
                returning(in, "TF_StringGetDataPointer", ADDRESS, ADDRESS),
                returning(in, "TF_StringGetSize", JAVA_LONG, ADDRESS));
    }

    private static MethodHandle returning(
            SymbolLookup in, String name, MemoryLayout result, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(in.findOrThrow(name), FunctionDescriptor.of(result, parameters));
    }

    private static MethodHandle procedure(
            SymbolLookup in, String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(in.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
    }

    /// A call of one of them that answers.
    interface Call<T> {
        T make() throws Throwable;
    }

    /// A call of one of them that answers nothing.
    interface Procedure {
        void run() throws Throwable;
    }

    /// Makes a call, of which the JDK says that it may throw anything.
    static <T> T call(Call<T> call) {
        try {
            return call.make();
        } catch (Throwable thrown) {
            throw rethrow(thrown);
        }
    }

    /// Makes a call, of which the JDK says that it may throw anything.
    static void run(Procedure procedure) {
        call(() -> {
            procedure.run();
            return 0;
        });
    }

    private static RuntimeException rethrow(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
