package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.server.body.MessageBuffers;
import dev.serval.server.failure.HttpFailure;
import dev.serval.server.lane.LaneCall;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersAdaptor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// An inference call on a [MessageLane].
final class MessageExchange extends LaneCall implements HttpExchange {
    private final MessageLane lane;
    private final HttpRequest head;
    private final MultiMap headers;
    private boolean received;

    MessageExchange(MessageLane lane, HttpRequest head) {
        this.lane = lane;
        this.head = head;
        this.headers =
                head.headers() instanceof MultiMap map ? map : new HeadersAdaptor(head.headers());
    }

    @Override
    public void completed() {
        received = true;
        super.completed();
    }

    /// Whether all of the request has come.
    boolean isReceived() {
        return received;
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public MultiMap parameters() {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        new QueryStringDecoder(head.uri()).parameters().forEach(parameters::add);
        return parameters;
    }

    @Override
    public void send(HttpAnswer answer) {
        lane.onEventLoop(() -> sendNow(answer));
    }

    @Override
    public void refuse(InferenceException failure) {
        lane.onEventLoop(() -> refuseNow(failure));
    }

    private void sendNow(HttpAnswer answer) {
        if (!end()) {
            answer.memory().close();
            return;
        }
        List<MemorySegment> body = answer.parts();
        long length = answer.byteSize();
        boolean isSmall = MessageBuffers.isSmall(body);
        ByteBuf bytes = lane.buffer(AnswerHead.USUAL_SIZE + (isSmall ? (int) length : 0));
        AnswerHead written = begin(bytes, 200);
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            written.header(header.getKey(), header.getValue());
        }
        written.end(length);
        if (isSmall) {
            MessageBuffers.append(body, bytes);
            answer.memory().close();
            lane.answer(bytes);
        } else {
            lane.answer(bytes, MessageBuffers.over(body), answer.memory()::close);
        }
    }

    private void refuseNow(InferenceException failure) {
        if (!end()) {
            return;
        }
        HttpFailure told = HttpFailure.of(failure);
        byte[] body = told.body();
        ByteBuf bytes = lane.buffer(AnswerHead.USUAL_SIZE + body.length);
        AnswerHead written = begin(bytes, told.status());
        told.retryAfterSeconds().ifPresent(wait -> written.header("retry-after", wait));
        boolean isLast = failure instanceof ShuttingDown || !received;
        if (isLast) {
            written.header("connection", "close");
        }
        written.header("content-type", "application/json").end(body.length);
        bytes.writeBytes(body);
        if (isLast) {
            lane.answerAndClose(bytes);
        } else {
            lane.answer(bytes);
        }
    }

    private AnswerHead begin(ByteBuf bytes, int status) {
        AnswerHead written = new AnswerHead(bytes, status);
        String id = headers.get(REQUEST_ID);
        if (id != null) {
            written.header(REQUEST_ID, id);
        }
        return written;
    }
}
