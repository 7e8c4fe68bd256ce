package dev.serval.platform.local.gateway;

import io.vertx.core.buffer.Buffer;

/// A call at one replica, as the gateway sends it. Confined to the call's event loop.
interface Exchange {
    /// Sends some of the body.
    void send(Buffer data);

    /// Ends the body.
    void end();

    /// Whether it is better to wait for [ExchangeListener#drained()] before more is sent.
    boolean isFull();

    /// Lets no more of the answer come, for now.
    void pause();

    void resume();

    /// Gives the call up; its listener is told nothing more.
    void cancel();
}
