package dev.serval.server.http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.cloudevents.CloudEvent;
import dev.serval.protocol.cloudevents.CloudEventAnswer;
import dev.serval.protocol.cloudevents.CloudEventWriter;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.RequestIds;
import io.vertx.core.MultiMap;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a call that comes as a CloudEvent out of it, and puts the answer of a call that did into
/// one.
final class EventCodec implements HttpCodec {
    private final HttpCodec data;
    private final MultiMap headers;
    private final CloudEventWriter writer;
    private @Nullable CloudEvent event;

    EventCodec(HttpCodec data, MultiMap headers, CloudEventWriter writer) {
        this.data = data;
        this.headers = headers;
        this.writer = writer;
    }

    @Override
    public InferRequest read(HttpBody body, ServedModel model, TensorAllocator allocator) {
        Optional<CloudEvent> found = EventDetection.find(headers, body);
        if (found.isEmpty()) {
            return data.read(body, model, allocator);
        }
        CloudEvent carrying = found.get();
        event = carrying;
        HttpBody call = new HttpBody(carrying.data(), carrying.dataLength(), MemorySegment.NULL);
        return data.read(call, model, allocator);
    }

    @Override
    public HttpAnswer write(
            AddressedRequest read, InferResponse response, TensorAllocator allocator) {
        HttpAnswer answer = data.write(read, response, allocator);
        CloudEvent answered = event;
        if (answered == null) {
            return answer;
        }
        if (answer.headers().containsKey(V2Codec.JSON_LENGTH)) {
            answer.memory().close();
            throw new InvalidInput("an event is answered in JSON, expected no binary outputs");
        }
        CloudEventAnswer around =
                writer.answer(
                        answered,
                        read.model().name(),
                        answer.parts(),
                        RequestIds.fresh(),
                        Instant.now());
        return new HttpAnswer(around.headers(), around.body(), answer.memory());
    }
}
