package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// A loaded SavedModel, whose session threads share.
public final class SavedModel implements AutoCloseable {
    private static final String SERVING = "serve";
    private static final String VARIABLES = "variables/variables.index";
    private static final String VARIABLE = "VarHandleOp";

    private final TensorflowApi api;
    private final MemorySegment graph;
    private final MemorySegment session;
    private final Map<String, GraphSignature> signatures;
    private final GraphPlaces places;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SavedModel(
            TensorflowApi api, MemorySegment graph, MemorySegment session, byte[] metaGraph) {
        this.api = api;
        this.graph = graph;
        this.session = session;
        this.signatures = MetaGraph.read(metaGraph).signatures();
        this.places = GraphPlaces.of(api, graph, signatures.values());
    }

    /// Loads the SavedModel in a directory, its part that is tagged `serve`.
    ///
    /// @param threads how many threads one operation may use
    /// @throws TensorflowException with the library's reason; nothing is left behind
    /// @throws IllegalArgumentException if its signatures cannot be read
    public static SavedModel load(Path directory, int threads) {
        TensorflowApi api = TensorflowLibrary.require();
        try (SessionOptions options = new SessionOptions(api, threads);
                NativeBuffer metaGraph = new NativeBuffer(api)) {
            MemorySegment graph =
                    TensorflowApi.call(() -> (MemorySegment) api.graphs().create().invokeExact());
            try {
                return open(directory, options, graph, metaGraph, api);
            } catch (RuntimeException refused) {
                delete(graph, api);
                throw refused;
            }
        }
    }

    private static SavedModel open(
            Path directory,
            SessionOptions options,
            MemorySegment graph,
            NativeBuffer metaGraph,
            TensorflowApi api) {
        try (Arena arena = Arena.ofConfined();
                Status status = new Status(api)) {
            MemorySegment place = arena.allocateFrom(directory.toString());
            MemorySegment tags = arena.allocateFrom(ADDRESS, arena.allocateFrom(SERVING));
            MemorySegment session =
                    TensorflowApi.call(() ->
                            (MemorySegment)
                                    api.sessions()
                                            .load()
                                            .invokeExact(
                                                    options.handle(),
                                                    MemorySegment.NULL,
                                                    place,
                                                    tags,
                                                    1,
                                                    graph,
                                                    metaGraph.handle(),
                                                    status.handle()));
            status.requireSuccess();
            try {
                requireVariables(directory, api, graph);
                return new SavedModel(api, graph, session, metaGraph.toBytes());
            } catch (RuntimeException unreadable) {
                end(api, session);
                throw unreadable;
            }
        }
    }

    /// TensorFlow itself finds out at the first run that nothing was there to be restored.
    private static void requireVariables(Path directory, TensorflowApi api, MemorySegment graph) {
        if (!Files.exists(directory.resolve(VARIABLES))
                && GraphPlaces.hasKind(VARIABLE, api, graph)) {
            throw new TensorflowException(
                    "the model has variables, and there is no " + VARIABLES, false, null);
        }
    }

    /// The functions that the model offers, by name.
    public Map<String, GraphSignature> signatures() {
        return signatures;
    }

    /// Whether the graph has what the endpoint stands for.
    public boolean has(Endpoint endpoint) {
        return places.have(endpoint);
    }

    /// Runs the graph.
    ///
    /// @param inputs what is fed, each tensor to the endpoint of its place
    /// @return the outputs, in the order asked for; the caller owns them
    /// @throws TensorflowException with the library's reason
    /// @throws IllegalStateException if the model is closed
    public List<Tensor> run(
            List<Endpoint> fed,
            List<Tensor> inputs,
            List<Endpoint> wanted,
            TensorAllocator allocator) {
        if (closed.get()) {
            throw new IllegalStateException("the model is closed");
        }
        List<NativeTensor> copies = new ArrayList<>(inputs.size());
        try {
            inputs.forEach(input -> copies.add(NativeTensor.copyOf(input, api)));
            List<NativeTensor> results = run(fed, copies, wanted);
            try {
                return outputs(wanted, results, allocator);
            } finally {
                results.forEach(NativeTensor::close);
            }
        } finally {
            copies.forEach(NativeTensor::close);
        }
    }

    private List<NativeTensor> run(
            List<Endpoint> fed, List<NativeTensor> inputs, List<Endpoint> wanted) {
        try (Arena arena = Arena.ofConfined();
                Status status = new Status(api)) {
            MemorySegment values = arena.allocate(ADDRESS, Math.max(1, inputs.size()));
            for (int i = 0; i < inputs.size(); i++) {
                values.setAtIndex(ADDRESS, i, inputs.get(i).handle());
            }
            MemorySegment results = arena.allocate(ADDRESS, Math.max(1, wanted.size()));
            MemorySegment from = places.of(fed, arena);
            MemorySegment to = places.of(wanted, arena);
            TensorflowApi.run(() -> {
                api.sessions()
                        .run()
                        .invokeExact(
                                session,
                                MemorySegment.NULL,
                                from,
                                values,
                                fed.size(),
                                to,
                                results,
                                wanted.size(),
                                MemorySegment.NULL,
                                0,
                                MemorySegment.NULL,
                                status.handle());
            });
            status.requireSuccess();
            List<NativeTensor> found = new ArrayList<>(wanted.size());
            for (int i = 0; i < wanted.size(); i++) {
                found.add(new NativeTensor(api, results.getAtIndex(ADDRESS, i)));
            }
            return found;
        }
    }

    private static List<Tensor> outputs(
            List<Endpoint> wanted, List<NativeTensor> results, TensorAllocator allocator) {
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        try {
            for (int i = 0; i < wanted.size(); i++) {
                outputs.add(results.get(i).toTensor(wanted.get(i).name(), allocator));
            }
            return outputs;
        } catch (RuntimeException failure) {
            outputs.forEach(Tensor::close);
            throw failure;
        }
    }

    /// Frees the model, once. No run is in progress any more.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end(api, session);
            delete(graph, api);
        }
    }

    private static void end(TensorflowApi api, MemorySegment session) {
        try (Status status = new Status(api)) {
            TensorflowApi.run(() -> {
                api.sessions().close().invokeExact(session, status.handle());
                api.sessions().delete().invokeExact(session, status.handle());
            });
        }
    }

    private static void delete(MemorySegment graph, TensorflowApi api) {
        TensorflowApi.run(() -> {
            api.graphs().delete().invokeExact(graph);
        });
    }
}
