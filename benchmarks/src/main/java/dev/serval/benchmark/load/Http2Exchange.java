package dev.serval.benchmark.load;

import dev.serval.benchmark.load.Http2Frames.FrameHead;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// HTTP/2 with prior knowledge: several requests at once, each sent as far as the peer's windows
/// allow. Repeated headers travel as indices after the first request, as any client sends them.
final class Http2Exchange implements Exchange {
    private static final int OWN_WINDOW = 1 << 30;
    private static final int RETURNED_AT = 1 << 28;

    private final Http2Frames frames = new Http2Frames();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final ArrayDeque<ByteBuffer> control = new ArrayDeque<>();
    private final ArrayDeque<Stream> sending = new ArrayDeque<>();
    private final Map<Integer, Stream> open = new HashMap<>();
    private final LoadPlan plan;
    private final byte[] body;
    private final Answers answers;
    private int nextId = 1;
    private long window = 65_535;
    private long firstStreamWindow = 65_535;
    private int unreturned;

    /// One request on its way.
    private static final class Stream {
        private final int id;
        private final long began;
        private long window;
        private int sent;
        private boolean headSent;
        private boolean good;

        Stream(int id, long began, long window) {
            this.id = id;
            this.began = began;
            this.window = window;
        }
    }

    Http2Exchange(LoadPlan plan, byte[] body, Answers answers) {
        this.plan = plan;
        this.body = body;
        this.answers = answers;
        control.add(frames.opening(OWN_WINDOW));
    }

    @Override
    public boolean hasRoom() {
        return open.size() < plan.streams();
    }

    @Override
    public void begin(long began) {
        Stream stream = new Stream(nextId, began, firstStreamWindow);
        nextId += 2;
        open.put(stream.id, stream);
        sending.add(stream);
    }

    @Override
    public boolean hasOutput() {
        if (!control.isEmpty()) {
            return true;
        }
        Stream first = sending.peek();
        return first != null && (!first.headSent || Math.min(window, first.window) > 0);
    }

    @Override
    public void fill(ByteBuffer out) {
        while (!control.isEmpty() && out.remaining() >= control.element().remaining()) {
            out.put(control.remove());
        }
        while (!sending.isEmpty() && fillFrom(sending.element(), out)) {
            sending.remove();
        }
    }

    /// Whether the whole request is written.
    private boolean fillFrom(Stream stream, ByteBuffer out) {
        if (!stream.headSent) {
            ByteBuffer head = frames.requestHead(plan, body.length, stream.id);
            if (out.remaining() < head.remaining()) {
                return false;
            }
            out.put(head);
            stream.headSent = true;
        }
        while (stream.sent < body.length) {
            int room = out.remaining() - FrameHead.SIZE;
            long allowed = Math.min(Math.min(window, stream.window), frames.largestFrame());
            int count = (int) Math.min(Math.min(allowed, room), body.length - stream.sent);
            if (count <= 0) {
                return false;
            }
            boolean last = stream.sent + count == body.length;
            frames.putData(out, stream.id, count, last);
            out.put(body, stream.sent, count);
            stream.sent += count;
            stream.window -= count;
            window -= count;
        }
        return true;
    }

    @Override
    public void take(ByteBuffer in) throws ProtocolException {
        while (in.remaining() >= FrameHead.SIZE) {
            FrameHead head = FrameHead.at(in);
            if (in.remaining() < FrameHead.SIZE + head.length()) {
                return;
            }
            int start = in.position() + FrameHead.SIZE;
            ByteBuffer payload = in.slice(start, head.length());
            in.position(start + head.length());
            takeFrame(head, payload);
        }
    }

    private void takeFrame(FrameHead head, ByteBuffer payload) throws ProtocolException {
        switch (head.type()) {
            case Http2Frames.DATA -> takeData(head);
            case Http2Frames.HEADERS -> takeHeaders(head, payload);
            case Http2Frames.RST_STREAM -> end(head.stream(), false);
            case Http2Frames.SETTINGS -> takeSettings(head, payload);
            case Http2Frames.PING -> takePing(head, payload);
            case Http2Frames.GOAWAY -> throw goneAway(payload);
            case Http2Frames.WINDOW_UPDATE -> takeWindow(head, payload.getInt());
            default -> {
                // Frames of no concern here.
            }
        }
    }

    private static ProtocolException goneAway(ByteBuffer payload) {
        int code = payload.getInt(Integer.BYTES);
        String why = StandardCharsets.UTF_8.decode(payload.position(2 * Integer.BYTES)).toString();
        return new ProtocolException("the server goes away, error %d: %s".formatted(code, why));
    }

    private void takeData(FrameHead head) {
        unreturned += head.length();
        if (unreturned > RETURNED_AT) {
            control.add(frames.windowUpdate(0, unreturned));
            unreturned = 0;
        }
        if (head.endsStream()) {
            Stream stream = open.get(head.stream());
            end(head.stream(), stream != null && stream.good);
        }
    }

    private void takeHeaders(FrameHead head, ByteBuffer payload) throws ProtocolException {
        head.skipPriority(payload);
        try {
            Http2Headers found =
                    decoder.decodeHeaders(head.stream(), Unpooled.wrappedBuffer(payload));
            Stream stream = open.get(head.stream());
            if (stream == null) {
                return;
            }
            String deciding =
                    plan.transport() == LoadPlan.Transport.GRPC ? "grpc-status" : ":status";
            String expected = plan.transport() == LoadPlan.Transport.GRPC ? "0" : "200";
            CharSequence value = found.get(deciding);
            if (value != null) {
                stream.good = expected.contentEquals(value);
            }
            if (head.endsStream()) {
                end(head.stream(), stream.good);
            }
        } catch (Http2Exception malformed) {
            throw new ProtocolException(malformed.getMessage());
        }
    }

    private void end(int id, boolean well) {
        Stream stream = open.remove(id);
        if (stream != null) {
            sending.remove(stream);
            answers.answered(stream.began, well);
        }
    }

    private void takeSettings(FrameHead head, ByteBuffer payload) {
        if (head.isAcknowledgement()) {
            return;
        }
        while (payload.hasRemaining()) {
            int name = payload.getShort();
            int value = payload.getInt();
            if (name == Http2Frames.INITIAL_WINDOW) {
                long change = value - firstStreamWindow;
                firstStreamWindow = value;
                open.values().forEach(stream -> stream.window += change);
            } else if (name == Http2Frames.MAX_FRAME) {
                frames.allowFramesOf(value);
            }
        }
        control.add(frames.acknowledgement(Http2Frames.SETTINGS, new byte[0]));
    }

    private void takePing(FrameHead head, ByteBuffer payload) {
        if (!head.isAcknowledgement()) {
            byte[] content = new byte[payload.remaining()];
            payload.get(content);
            control.add(frames.acknowledgement(Http2Frames.PING, content));
        }
    }

    private void takeWindow(FrameHead head, int increment) {
        if (head.stream() == 0) {
            window += increment;
            return;
        }
        Stream stream = open.get(head.stream());
        if (stream != null) {
            stream.window += increment;
        }
    }
}
