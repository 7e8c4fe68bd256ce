package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.CallHeaders;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyCollector;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.inference.InferencePipeline;
import dev.serval.server.inference.WireProtocol;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Begins inference calls, whichever way they come.
@Singleton
class InferCalls {
    private final InferencePipeline pipeline;
    private final TensorAllocator allocator;
    private final BodyLimit limit;
    private final AnswerForms forms;

    InferCalls(
            InferencePipeline pipeline,
            TensorAllocator allocator,
            BodyLimit limit,
            AnswerForms forms) {
        this.pipeline = pipeline;
        this.allocator = allocator;
        this.limit = limit;
        this.forms = forms;
    }

    /// Has the call's body received and answered, or refuses the call for what its headers say.
    void begin(HttpExchange exchange, InferPath path) {
        try {
            receive(exchange, path);
        } catch (InferenceException refusal) {
            exchange.refuse(refusal);
        }
    }

    private void receive(HttpExchange exchange, InferPath path) {
        MultiMap headers = exchange.headers();
        requireDecoded(headers);
        long expected = contentLength(headers);
        limit.require(expected);
        long headLimit =
                path.protocol() == WireProtocol.V2 ? jsonLength(headers) : BodyCollector.ALL_HEAD;
        CallHeaders told = name -> Optional.ofNullable(headers.get(name));
        CallContext context = new CallContext(pipeline.defaultDeadline(), allocator, told);
        BodyCollector body = new BodyCollector(headLimit, expected, limit, allocator);
        new InferUpload(
                        exchange,
                        body,
                        pipeline,
                        () -> new HttpCall(exchange, path, body, context, forms))
                .begin();
    }

    /// What the server decodes has lost its header by now.
    private static void requireDecoded(MultiMap headers) {
        String coding = headers.get("content-encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new InvalidInput(
                    "Content-Encoding is '%s', expected gzip or deflate".formatted(coding));
        }
    }

    private static long contentLength(MultiMap headers) {
        String length = headers.get("content-length");
        return length == null ? -1 : number("Content-Length", length);
    }

    private static long jsonLength(MultiMap headers) {
        String length = headers.get(V2Codec.JSON_LENGTH);
        return length == null
                ? BodyCollector.ALL_HEAD
                : number("Inference-Header-Content-Length", length);
    }

    private static long number(String header, String value) {
        try {
            long number = Long.parseLong(value.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notDecimal) {
            // Refused below, as a negative number is.
        }
        throw new InvalidInput("%s is '%s', expected 0 or more".formatted(header, value));
    }
}
