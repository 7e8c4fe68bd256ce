package dev.serval.platform.local.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/// What becomes of an exchange. All is told on the event loop of the call.
interface ExchangeListener {
    /// There is a connection, and the head of the call is on its way.
    void opened(Exchange exchange);

    /// The head of the answer came.
    void answered(
            int status,
            Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers);

    /// Some of the answer's body came.
    void received(Buffer data);

    /// No more of the answer is at hand for the moment.
    void caughtUp();

    /// The answer is complete.
    void ended(
            Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> trailers);

    /// More may be sent.
    void drained();

    /// The exchange ended without an answer, or within it.
    void failed(ExchangeFailure failure);
}
