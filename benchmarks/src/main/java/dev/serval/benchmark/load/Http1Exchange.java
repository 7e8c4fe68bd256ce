package dev.serval.benchmark.load;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// HTTP/1.1: one request at a time, and answers that say how long they are.
final class Http1Exchange implements Exchange {
    private static final byte[] GOOD = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final int LOWER_CASE = 0x20;

    private final byte[] request;
    private final Answers answers;
    private int sent;
    private boolean busy;
    private boolean good;
    private long missing = -1;
    private long began;

    /// @param request head and body
    Http1Exchange(byte[] request, Answers answers) {
        this.request = request;
        this.answers = answers;
        this.sent = request.length;
    }

    static byte[] request(LoadPlan plan, byte[] body) {
        StringBuilder head = new StringBuilder("POST ").append(plan.path()).append(" HTTP/1.1\r\n");
        head.append("host: localhost:").append(plan.port()).append("\r\n");
        plan.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        byte[] first = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[first.length + body.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(body, 0, whole, first.length, body.length);
        return whole;
    }

    @Override
    public boolean hasRoom() {
        return !busy;
    }

    @Override
    public void begin(long at) {
        busy = true;
        sent = 0;
        began = at;
    }

    @Override
    public boolean hasOutput() {
        return sent < request.length;
    }

    @Override
    public void fill(ByteBuffer out) {
        int count = Math.min(out.remaining(), request.length - sent);
        out.put(request, sent, count);
        sent += count;
    }

    @Override
    public void take(ByteBuffer in) throws ProtocolException {
        if (missing < 0 && !takeHead(in)) {
            return;
        }
        int count = (int) Math.min(missing, in.remaining());
        in.position(in.position() + count);
        missing -= count;
        if (missing == 0) {
            missing = -1;
            busy = false;
            answers.answered(began, good);
        }
    }

    private boolean takeHead(ByteBuffer in) throws ProtocolException {
        int end = endOfHead(in);
        if (end < 0) {
            return false;
        }
        good = startsAt(in, in.position(), GOOD);
        missing = contentLength(in, end);
        in.position(end);
        return true;
    }

    private static int endOfHead(ByteBuffer in) {
        for (int i = in.position(); i + 3 < in.limit(); i++) {
            if (in.get(i) == '\r' && in.get(i + 2) == '\r') {
                return i + 4;
            }
        }
        return -1;
    }

    private static long contentLength(ByteBuffer in, int end) throws ProtocolException {
        for (int i = in.position(); i < end; i++) {
            if (in.get(i) == '\r' && startsAt(in, i, LENGTH)) {
                long length = 0;
                for (int at = i + LENGTH.length; in.get(at) != '\r'; at++) {
                    length = length * 10 + (in.get(at) - '0');
                }
                return length;
            }
        }
        throw new ProtocolException("an answer without content-length");
    }

    private static boolean startsAt(ByteBuffer in, int at, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            int found = in.get(at + i);
            if (found != expected[i] && (found | LOWER_CASE) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
