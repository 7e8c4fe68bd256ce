package dev.serval.benchmark.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.serval.engine.tensorflow.session.Endpoint;
import dev.serval.engine.tensorflow.session.GraphSignature;
import dev.serval.engine.tensorflow.session.SavedModel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/// TensorFlow's `TF_SessionRun`, with an input that is made once.
final class TensorflowCall implements Call {
    private static final int FP32 = 1;
    private static final int PLACE_BYTES = 16;

    private final Arena arena = Arena.global();
    private final SymbolLookup library;
    private final MemorySegment status;
    private final MemorySegment session;
    private final MemorySegment from;
    private final MemorySegment to;
    private final MemorySegment inputs;
    private final MemorySegment outputs;
    private final int wanted;
    private final MethodHandle run;
    private final MethodHandle code;
    private final MethodHandle delete;

    /// @param folder where TensorFlow's library lies
    TensorflowCall(Path directory, Rows rows, Path folder) throws Throwable {
        GraphSignature signature;
        try (SavedModel model = SavedModel.load(directory, 1)) {
            signature = model.signatures().get("serving_default");
        }
        library = SymbolLookup.libraryLookup(folder.resolve("libtensorflow_cc.so.2"), arena);
        status = (MemorySegment) function("TF_NewStatus", ADDRESS).invokeExact();
        code = function("TF_GetCode", JAVA_INT, ADDRESS);
        delete = procedure("TF_DeleteTensor", ADDRESS);
        MemorySegment graph = (MemorySegment) function("TF_NewGraph", ADDRESS).invokeExact();
        session = load(directory, graph);
        from = places(signature.inputs(), graph);
        to = places(signature.outputs(), graph);
        wanted = signature.outputs().size();
        inputs = arena.allocate(ADDRESS);
        inputs.set(ADDRESS, 0, tensor(rows));
        outputs = arena.allocate(ADDRESS, wanted);
        run =
                procedure(
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
                        ADDRESS);
    }

    private MemorySegment load(Path directory, MemorySegment graph) throws Throwable {
        var options = (MemorySegment) function("TF_NewSessionOptions", ADDRESS).invokeExact();
        MemorySegment threads = arena.allocate(4);
        threads.copyFrom(MemorySegment.ofArray(new byte[] {2 << 3, 1, 5 << 3, 1}));
        procedure("TF_SetConfig", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS)
                .invokeExact(options, threads, 4L, status);
        MemorySegment tags = arena.allocateFrom(ADDRESS, arena.allocateFrom("serve"));
        MethodHandle loading =
                function(
                        "TF_LoadSessionFromSavedModel",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        MemorySegment loaded =
                (MemorySegment)
                        loading.invokeExact(
                                options,
                                MemorySegment.NULL,
                                arena.allocateFrom(directory.toString()),
                                tags,
                                1,
                                graph,
                                MemorySegment.NULL,
                                status);
        requireSuccess();
        return loaded;
    }

    /// `TF_Output`: an operation, and which of its outputs.
    private MemorySegment places(List<Endpoint> endpoints, MemorySegment graph) throws Throwable {
        MemorySegment places = arena.allocate((long) PLACE_BYTES * endpoints.size(), 8);
        MethodHandle find = function("TF_GraphOperationByName", ADDRESS, ADDRESS, ADDRESS);
        for (int i = 0; i < endpoints.size(); i++) {
            MemorySegment name = arena.allocateFrom(endpoints.get(i).operation());
            places.set(
                    ADDRESS, (long) i * PLACE_BYTES, (MemorySegment) find.invokeExact(graph, name));
            places.set(JAVA_INT, (long) i * PLACE_BYTES + 8, endpoints.get(i).index());
        }
        return places;
    }

    private MemorySegment tensor(Rows rows) throws Throwable {
        MemorySegment values = rows.floats();
        MemorySegment shape = arena.allocateFrom(JAVA_LONG, rows.count(), Rows.COLUMNS);
        MethodHandle allocate =
                function("TF_AllocateTensor", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
        var tensor = (MemorySegment) allocate.invokeExact(FP32, shape, 2, values.byteSize());
        var data = (MemorySegment) function("TF_TensorData", ADDRESS, ADDRESS).invokeExact(tensor);
        data.reinterpret(values.byteSize()).copyFrom(values);
        return tensor;
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow(name), FunctionDescriptor.of(result, parameters));
    }

    private MethodHandle procedure(String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
    }

    private void requireSuccess() throws Throwable {
        int found = (int) code.invokeExact(status);
        if (found != 0) {
            throw new IllegalStateException("TensorFlow fails with code " + found);
        }
    }

    @Override
    public void repeat(int times) throws Exception {
        try {
            for (int i = 0; i < times; i++) {
                run.invokeExact(
                        session,
                        MemorySegment.NULL,
                        from,
                        inputs,
                        1,
                        to,
                        outputs,
                        wanted,
                        MemorySegment.NULL,
                        0,
                        MemorySegment.NULL,
                        status);
                requireSuccess();
                for (int output = 0; output < wanted; output++) {
                    delete.invokeExact(outputs.getAtIndex(ADDRESS, output));
                }
            }
        } catch (Throwable thrown) {
            throw new Exception(thrown);
        }
    }
}
