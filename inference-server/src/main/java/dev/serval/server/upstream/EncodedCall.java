package dev.serval.server.upstream;

import io.vertx.core.http.HttpMethod;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// A request to a predictor, ready to be sent.
///
/// @param body its parts, which stay as they are until the memory is given back
/// @param headLength how many bytes of the answer go on the heap, if its headers don't say
/// @param memory gives back what encoding took
record EncodedCall(
        HttpMethod method,
        String path,
        Map<String, String> headers,
        List<MemorySegment> body,
        long headLength,
        Runnable memory) {
    EncodedCall {
        headers = Map.copyOf(headers);
        body = List.copyOf(body);
    }
}
