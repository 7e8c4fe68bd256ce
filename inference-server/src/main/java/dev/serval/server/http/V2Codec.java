package dev.serval.server.http;

import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.v2http.V2HttpBody;
import dev.serval.protocol.v2http.V2HttpReader;
import dev.serval.protocol.v2http.V2HttpWriter;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.RequestIds;
import java.util.Map;

/// V2 over HTTP: JSON and binary tensors.
final class V2Codec implements HttpCodec {
    /// How many bytes of a body are JSON, where binary tensors follow.
    static final String JSON_LENGTH = "inference-header-content-length";

    @Override
    public InferRequest read(HttpBody body, ServedModel model, TensorAllocator allocator) {
        InferRequest request =
                V2HttpReader.read(body.json(), body.jsonLength(), body.tail(), allocator);
        return RequestIds.ensure(request);
    }

    @Override
    public HttpAnswer write(
            AddressedRequest read, InferResponse response, TensorAllocator allocator) {
        ServedModel model = read.model();
        V2HttpBody answer = write(model, read.request(), response, allocator);
        EncodedMessage message = answer.message();
        Map<String, String> headers =
                answer.jsonLength().isPresent()
                        ? Map.of(
                                "content-type",
                                "application/octet-stream",
                                JSON_LENGTH,
                                Integer.toString(answer.jsonLength().getAsInt()))
                        : Map.of("content-type", "application/json");
        return new HttpAnswer(headers, message.parts(), () -> close(message, response));
    }

    private static V2HttpBody write(
            ServedModel model,
            InferRequest request,
            InferResponse response,
            TensorAllocator allocator) {
        try {
            return V2HttpWriter.write(model.name(), model.version(), request, response, allocator);
        } catch (RuntimeException failure) {
            response.close();
            throw failure;
        }
    }

    private static void close(EncodedMessage message, InferResponse response) {
        message.close();
        response.close();
    }
}
