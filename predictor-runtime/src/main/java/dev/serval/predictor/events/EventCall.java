package dev.serval.predictor.events;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.AddressedRequest;
import dev.serval.server.inference.EncodedReply;
import dev.serval.server.inference.WireCall;
import dev.serval.server.inference.WireProtocol;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An inference call that came in an event.
final class EventCall implements WireCall {
    private final byte[] data;
    private final EventData told;
    private final EventModel model;
    private final CallContext context;
    private final EventCodec codec;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /// What goes into the event that answers; not a record, since it carries an array.
    static final class Answer {
        private final ModelName model;
        private final byte[] json;

        private Answer(ModelName model, byte[] json) {
            this.model = model;
            this.json = json;
        }

        ModelName model() {
            return model;
        }

        byte[] json() {
            return json;
        }
    }

    /// @param modelAttribute the extension attribute that names the model; `null` if there is none
    /// @throws dev.serval.inference.failure.InvalidInput if the data is no JSON object
    EventCall(byte[] data, @Nullable String modelAttribute, CallContext context) {
        this.data = data;
        this.told = EventData.of(data);
        this.model = new EventModel(modelAttribute, told.modelName());
        this.context = context;
        this.codec = told.protocol() == WireProtocol.V2 ? new EventCodec.V2() : new EventCodec.V1();
    }

    /// Done when the call has been answered or refused.
    CompletableFuture<Answer> answer() {
        return answer;
    }

    @Override
    public WireProtocol protocol() {
        return told.protocol();
    }

    @Override
    public CallContext context() {
        return context;
    }

    @Override
    public AddressedRequest read(ModelCatalog catalog) {
        ServedModel called = model.requireFrom(catalog);
        InferRequest request = codec.read(data, called, context.allocator());
        return new AddressedRequest(called, request);
    }

    @Override
    public EncodedReply encode(AddressedRequest read, InferResponse response) {
        try (response) {
            byte[] json = codec.write(read, response, context.allocator());
            return new Reply(new Answer(read.model().name(), json));
        }
    }

    @Override
    public void refuse(InferenceException failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void release() {}

    private final class Reply implements EncodedReply {
        private final Answer complete;

        Reply(Answer complete) {
            this.complete = complete;
        }

        @Override
        public void send() {
            answer.complete(complete);
        }

        @Override
        public void close() {}
    }
}
