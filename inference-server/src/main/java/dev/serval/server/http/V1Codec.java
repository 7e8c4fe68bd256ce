package dev.serval.server.http;

import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.v1.V1Reader;
import dev.serval.protocol.v1.V1Request;
import dev.serval.protocol.v1.V1Writer;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// V1: `instances` in and `predictions` out, or `inputs` and `outputs`.
final class V1Codec implements HttpCodec {
    private @Nullable V1Request read;

    @Override
    public InferRequest read(HttpBody body, ServedModel model, TensorAllocator allocator) {
        V1Request request =
                V1Reader.read(body.json(), body.jsonLength(), model.signature(), allocator);
        read = request;
        return request.request();
    }

    @Override
    public HttpAnswer write(
            AddressedRequest addressed, InferResponse response, TensorAllocator allocator) {
        try (response) {
            EncodedMessage message = V1Writer.write(Objects.requireNonNull(read), response);
            return new HttpAnswer(
                    Map.of("content-type", "application/json"), message.parts(), message::close);
        }
    }
}
