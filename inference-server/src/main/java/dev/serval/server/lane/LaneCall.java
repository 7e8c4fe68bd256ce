package dev.serval.server.lane;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/// One call on a lane, from its first byte to its end. Lives on its connection's event loop.
public abstract class LaneCall {
    private Consumer<ByteBuf> piece = _ -> {};
    private Runnable complete = () -> {};
    private Runnable abandoned = () -> {};
    private boolean over;

    /// Has the request's bytes handed on.
    ///
    /// @param piece takes the next bytes, which are valid until it returns
    /// @param complete run after the last
    public final void receive(Consumer<ByteBuf> piece, Runnable complete) {
        this.piece = piece;
        this.complete = complete;
    }

    /// Runs the action if the caller goes away before its answer is sent.
    public final void whenAbandoned(Runnable action) {
        abandoned = action;
    }

    /// The next bytes came.
    public final void received(ByteBuf bytes) {
        piece.accept(bytes);
    }

    /// The last bytes have come.
    public void completed() {
        complete.run();
    }

    /// The way to the caller was closed, by whomever.
    public final void closed() {
        if (end()) {
            abandoned.run();
        }
    }

    /// Ends the call.
    ///
    /// @return whether it had not ended before
    protected final boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
