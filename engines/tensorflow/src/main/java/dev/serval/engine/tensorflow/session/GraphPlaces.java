package dev.serval.engine.tensorflow.session;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which operations of a graph the endpoints of its signatures stand for, looked up once. An
/// endpoint that the graph does not have is not in here.
record GraphPlaces(Map<Endpoint, MemorySegment> operations) {
    /// How many bytes a `TF_Output` takes, and where its index is.
    private static final long OUTPUT_SIZE = 16;

    private static final long INDEX_OFFSET = 8;

    static GraphPlaces of(
            TensorflowApi api, MemorySegment graph, Collection<GraphSignature> signatures) {
        Map<Endpoint, MemorySegment> operations = new HashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            for (GraphSignature signature : signatures) {
                for (Endpoint endpoint : signature.endpoints()) {
                    MemorySegment name = arena.allocateFrom(endpoint.operation());
                    MemorySegment found =
                            TensorflowApi.call(() ->
                                    (MemorySegment)
                                            api.graphs().operation().invokeExact(graph, name));
                    if (!found.equals(MemorySegment.NULL) && isOutput(endpoint, found, api)) {
                        operations.put(endpoint, found);
                    }
                }
            }
        }
        return new GraphPlaces(operations);
    }

    /// Whether there is an operation of that kind in the graph.
    static boolean hasKind(String kind, TensorflowApi api, MemorySegment graph) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(JAVA_LONG);
            while (true) {
                MemorySegment next =
                        TensorflowApi.call(() ->
                                (MemorySegment) api.graphs().next().invokeExact(graph, place));
                if (next.equals(MemorySegment.NULL)) {
                    return false;
                }
                MemorySegment found =
                        TensorflowApi.call(
                                () -> (MemorySegment) api.graphs().kind().invokeExact(next));
                if (kind.equals(found.reinterpret(Long.MAX_VALUE).getString(0))) {
                    return true;
                }
            }
        }
    }

    private static boolean isOutput(Endpoint endpoint, MemorySegment operation, TensorflowApi api) {
        int outputs =
                TensorflowApi.call(() -> (int) api.graphs().outputCount().invokeExact(operation));
        return endpoint.index() >= 0 && endpoint.index() < outputs;
    }

    boolean have(Endpoint endpoint) {
        return operations.containsKey(endpoint);
    }

    /// An array of `TF_Output`: an operation and an index each.
    ///
    /// @throws IllegalArgumentException if the graph lacks one of them
    MemorySegment of(List<Endpoint> endpoints, Arena arena) {
        MemorySegment places =
                arena.allocate(OUTPUT_SIZE * Math.max(1, endpoints.size()), ADDRESS.byteSize());
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            MemorySegment operation = operations.get(endpoint);
            if (operation == null) {
                throw new IllegalArgumentException("the graph has no " + endpoint.operation());
            }
            places.set(ADDRESS, i * OUTPUT_SIZE, operation);
            places.set(JAVA_INT, i * OUTPUT_SIZE + INDEX_OFFSET, endpoint.index());
        }
        return places;
    }
}
