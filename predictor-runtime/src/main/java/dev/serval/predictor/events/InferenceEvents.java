package dev.serval.predictor.events;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.cloudevents.CloudEventSettings;
import dev.serval.server.http.EventConfig;
import dev.serval.server.inference.InferencePipeline;
import dev.serval.server.inference.RequestIds;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// `POST /`: an event of any type is answered by an event with the predictions.
@ApplicationScoped
public class InferenceEvents {
    /// The function's name, after which Funqy also calls a path.
    static final String FUNCTION = "infer";

    private static final String MODEL = "model";
    private static final String VERSION = "1.0";

    private final InferencePipeline pipeline;
    private final TensorAllocator allocator;
    private final CloudEventSettings settings;

    InferenceEvents(InferencePipeline pipeline, TensorAllocator allocator, EventConfig config) {
        this.pipeline = pipeline;
        this.allocator = allocator;
        this.settings =
                CloudEventSettings.of(
                        config.type().orElse(null), config.source().orElse(null), config.merge());
    }

    /// Infers what the event asks for.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if it is refused
    @Funq(FUNCTION)
    @CloudEventMapping(trigger = "*")
    public Uni<CloudEvent<RawValue>> infer(CloudEvent<byte[]> event) {
        requireEvent(event);
        byte[] data = dataOf(event);
        CallContext context = new CallContext(pipeline.defaultDeadline(), allocator);
        EventCall call = new EventCall(data, event.extensions().get(MODEL), context);
        pipeline.accept(call);
        return Uni.createFrom()
                .completionStage(call.answer())
                .map(answer -> answerTo(event, answer));
    }

    /// Funqy itself asks for no more than a type.
    private static void requireEvent(CloudEvent<byte[]> event) {
        if (!VERSION.equals(event.specVersion())) {
            throw new InvalidInput(
                    "the event's attribute 'specversion' is '%s', expected '%s'"
                            .formatted(event.specVersion(), VERSION));
        }
        if (event.id() == null || event.source() == null) {
            throw new InvalidInput(
                    "the event has no attribute '%s', expected specversion, id, source, type"
                            .formatted(event.id() == null ? "id" : "source"));
        }
    }

    private static byte[] dataOf(CloudEvent<byte[]> event) {
        byte[] data = null;
        try {
            data = event.data();
        } catch (NullPointerException noBody) {
            // Thus Funqy says that a binary event has no body; what to do is the same as below.
        }
        if (data == null || data.length == 0) {
            throw new InvalidInput("the event has no data, expected the body of a predict call");
        }
        return data;
    }

    private CloudEvent<RawValue> answerTo(CloudEvent<byte[]> event, EventCall.Answer answer) {
        CloudEventBuilder builder =
                CloudEventBuilder.create()
                        .id(RequestIds.fresh())
                        .type(settings.type())
                        .source(settings.sourceOf(answer.model()))
                        .time(OffsetDateTime.now(ZoneOffset.UTC));
        if (settings.merge()) {
            builder.subject(event.subject())
                    .dataSchema(event.dataSchema())
                    .extensions(event.extensions());
        }
        return builder.build(new RawValue(new String(answer.json(), StandardCharsets.UTF_8)));
    }
}
