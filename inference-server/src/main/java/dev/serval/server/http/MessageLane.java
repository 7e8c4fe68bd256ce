package dev.serval.server.http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.lane.Lanes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers inference calls from the messages of one HTTP/1.1 connection, before Vert.x makes
/// requests of them. Whatever else comes goes on to Vert.x. Lives on the connection's event loop.
///
/// Answers go out in the order of their requests: a call is taken only while Vert.x owes no answer,
/// and what comes while a call is computed is held until that is answered.
final class MessageLane extends ChannelDuplexHandler {
    private static final Logger LOG = Logger.getLogger(MessageLane.class);

    private final ChannelHandlerContext encoder;
    private final ContextInternal context;
    private final InferCalls calls;
    private final Lanes lanes;
    private final Queue<Object> held = new ArrayDeque<>(1);
    private final OwedAnswers owed = new OwedAnswers(1);
    private @Nullable MessageExchange call;

    /// Whether anything came since the lane was opened.
    private boolean begun;

    /// Whether the lane was opened too late to know what is owed, so that all goes past it.
    private boolean useless;

    /// Whether messages are being read, behind which what was written is sent.
    private boolean reading;

    private boolean unsent;

    /// Whether the connection is closed once its last answer is out.
    private boolean closing;

    /// A lane of a connection whose first request Vert.x has just begun with.
    ///
    /// @param encoder the place from where bytes are sent as they are
    MessageLane(
            ChannelHandlerContext encoder, ContextInternal context, InferCalls calls, Lanes lanes) {
        this.encoder = encoder;
        this.context = context;
        this.calls = calls;
        this.lanes = lanes;
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        reading = true;
        if (!held.isEmpty() || mustWait(message)) {
            held.add(message);
            here.channel().config().setAutoRead(false);
        } else {
            read(here, message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext here) {
        reading = false;
        flush();
        here.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
        here.write(message, owed.sending(message, promise));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) {
        here.fireChannelWritabilityChanged();
        readHeldSoon();
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        end();
        here.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext here) {
        end();
    }

    /// Whether a message has to wait: for the answer to the call before it, or for a caller that
    /// does not take its answers.
    private boolean mustWait(Object message) {
        return call != null && call.isReceived()
                || message instanceof HttpRequest && !encoder.channel().isWritable();
    }

    private void read(ChannelHandlerContext here, Object message) {
        MessageExchange current = call;
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest head) {
            readHead(here, head);
        } else if (current != null && message instanceof HttpContent content) {
            readBody(current, content);
        } else {
            begun = true;
            here.fireChannelRead(message);
        }
    }

    private void readHead(ChannelHandlerContext here, HttpRequest head) {
        // Where the first that comes is another request, more may have come before it.
        useless |= !begun;
        Optional<InferPath> path = useless || !owed.areNone() ? Optional.empty() : pathOf(head);
        if (path.isEmpty() || !lanes.enter()) {
            owed.add();
            here.fireChannelRead(head);
            return;
        }
        MessageExchange begins = new MessageExchange(this, head);
        call = begins;
        guarded(() -> calls.begin(begins, path.get()));
    }

    private void readBody(MessageExchange current, HttpContent content) {
        try {
            if (content.decoderResult().isFailure()) {
                encoder.close();
                return;
            }
            guarded(() -> {
                if (content.content().isReadable()) {
                    current.received(content.content());
                }
                if (content instanceof LastHttpContent && call == current) {
                    context.duplicate().dispatch(current::completed);
                }
            });
        } finally {
            content.release();
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | OutOfMemoryError defect) {
            LOG.error("a call failed in a way that nobody foresaw", defect);
            encoder.close();
        }
    }

    /// The path of a call that a lane can answer; whatever is unusual is left to Vert.x.
    private static Optional<InferPath> pathOf(HttpRequest head) {
        String uri = head.uri();
        if (head.decoderResult().isFailure()
                || !HttpMethod.POST.equals(head.method())
                || !HttpVersion.HTTP_1_1.equals(head.protocolVersion())
                || isUnusual(head.headers())) {
            return Optional.empty();
        }
        int query = uri.indexOf('?');
        try {
            return InferPath.find(query < 0 ? uri : uri.substring(0, query));
        } catch (InvalidInput toldByTheRoute) {
            return Optional.empty();
        }
    }

    private static boolean isUnusual(HttpHeaders headers) {
        String connection = headers.get(HttpHeaderNames.CONNECTION);
        return connection != null
                        && !HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection)
                || headers.contains(HttpHeaderNames.EXPECT)
                || headers.contains(HttpHeaderNames.UPGRADE);
    }

    /// Memory for bytes to answer with.
    ByteBuf buffer(int size) {
        return encoder.alloc().directBuffer(size);
    }

    void onEventLoop(Runnable action) {
        if (encoder.executor().inEventLoop()) {
            action.run();
        } else {
            encoder.executor().execute(action);
        }
    }

    /// Answers the call.
    void answer(ByteBuf bytes) {
        encoder.write(bytes, encoder.newPromise());
        answered();
        lanes.leave();
    }

    /// Answers the call with bytes that are in use until they are sent, or dropped.
    void answer(ByteBuf head, ByteBuf body, Runnable sent) {
        encoder.write(head, encoder.newPromise());
        encoder.write(body, encoder.newPromise())
                .addListener(_ -> {
                    sent.run();
                    lanes.leave();
                });
        answered();
    }

    /// Answers the call and closes the connection, whatever else came or comes over it.
    void answerAndClose(ByteBuf bytes) {
        closing = true;
        encoder.write(bytes, encoder.newPromise()).addListener(ChannelFutureListener.CLOSE);
        answered();
        lanes.leave();
    }

    private void answered() {
        call = null;
        unsent = true;
        // What is written while messages are read goes out with whatever else they bring about.
        if (!reading) {
            flush();
        }
        readHeldSoon();
    }

    private void flush() {
        if (unsent) {
            unsent = false;
            encoder.flush();
        }
    }

    private void readHeldSoon() {
        if (!held.isEmpty()) {
            encoder.executor().execute(this::readHeld);
        }
    }

    private void readHeld() {
        ChannelHandlerContext here = encoder.pipeline().context(this);
        if (here == null) {
            return;
        }
        reading = true;
        here.channel().config().setAutoRead(true);
        while (!held.isEmpty() && !mustWait(held.element())) {
            read(here, held.remove());
        }
        if (!held.isEmpty()) {
            here.channel().config().setAutoRead(false);
        }
        channelReadComplete(here);
    }

    /// The connection has come to its end.
    private void end() {
        MessageExchange current = call;
        call = null;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        if (current != null) {
            lanes.leave();
            current.closed();
        }
    }
}
