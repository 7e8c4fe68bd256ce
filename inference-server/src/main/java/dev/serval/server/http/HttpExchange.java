package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import java.util.function.Consumer;

/// One inference call's request and response, begun on its event loop. Its end may be sent from any
/// thread; what is sent to a caller that has gone is dropped.
interface HttpExchange {
    /// The name of the header whose value an answer repeats.
    String REQUEST_ID = "x-request-id";

    /// What the request's headers say, under names in any case.
    MultiMap headers();

    /// What the query says.
    MultiMap parameters();

    /// Has the body handed on, on the event loop.
    ///
    /// @param piece takes the next bytes, which are valid until it returns
    /// @param complete run after the last
    void receive(Consumer<ByteBuf> piece, Runnable complete);

    /// Runs the action if the caller goes away before its answer is sent.
    void whenAbandoned(Runnable action);

    /// Answers with status 200.
    void send(HttpAnswer answer);

    /// Answers with a failure.
    void refuse(InferenceException failure);
}
