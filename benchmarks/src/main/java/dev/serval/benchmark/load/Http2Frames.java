package dev.serval.benchmark.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The frames that the load needs, as RFC 9113 and RFC 7541 have them.
final class Http2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int INITIAL_WINDOW = 4;
    static final int MAX_FRAME = 5;

    private static final int FLAG_END_STREAM = 1;
    private static final int FLAG_END_HEADERS = 4;
    private static final int FLAG_PRIORITY = 0x20;
    private static final int PRIORITY = 5;
    private static final int FIRST_DYNAMIC = 62;
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private int largestFrame = 16_384;
    private byte[] repeatedHead = new byte[0];

    /// The nine bytes before each frame's payload.
    record FrameHead(int length, int type, int flags, int stream) {
        static final int SIZE = 9;

        static FrameHead at(ByteBuffer in) {
            int place = in.position();
            int first = in.getInt(place);
            return new FrameHead(
                    first >>> 8,
                    first & 0xFF,
                    in.get(place + 4),
                    in.getInt(place + 5) & ~(1 << 31));
        }

        void putTo(ByteBuffer out) {
            out.putInt(length << 8 | type).put((byte) flags).putInt(stream);
        }

        boolean endsStream() {
            return (flags & FLAG_END_STREAM) != 0;
        }

        /// A head may begin with a priority, which means nothing any more.
        void skipPriority(ByteBuffer payload) {
            if ((flags & FLAG_PRIORITY) != 0) {
                payload.position(payload.position() + PRIORITY);
            }
        }

        boolean isAcknowledgement() {
            return (flags & 1) != 0;
        }
    }

    int largestFrame() {
        return largestFrame;
    }

    void allowFramesOf(int size) {
        largestFrame = size;
    }

    /// Preface, settings with a window for each stream, and the same window for all.
    ByteBuffer opening(int window) {
        ByteBuffer out = ByteBuffer.allocate(PREFACE.length + 2 * FrameHead.SIZE + 10);
        out.put(PREFACE);
        new FrameHead(6, SETTINGS, 0, 0).putTo(out);
        out.putShort((short) INITIAL_WINDOW).putInt(window);
        new FrameHead(4, WINDOW_UPDATE, 0, 0).putTo(out);
        return out.putInt(window).flip();
    }

    ByteBuffer windowUpdate(int stream, int increment) {
        ByteBuffer out = ByteBuffer.allocate(FrameHead.SIZE + 4);
        new FrameHead(4, WINDOW_UPDATE, 0, stream).putTo(out);
        return out.putInt(increment).flip();
    }

    ByteBuffer acknowledgement(int type, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(FrameHead.SIZE + content.length);
        new FrameHead(content.length, type, 1, 0).putTo(out);
        return out.put(content).flip();
    }

    void putData(ByteBuffer out, int stream, int length, boolean last) {
        new FrameHead(length, DATA, last ? FLAG_END_STREAM : 0, stream).putTo(out);
    }

    /// The head of a request: its fields in full the first time, which the peer's table keeps, and
    /// as indices from then on.
    ByteBuffer requestHead(LoadPlan plan, int bodyLength, int stream) {
        byte[] block = repeatedHead;
        if (block.length == 0) {
            Map<String, String> fields = fields(plan, bodyLength);
            block = inFull(fields);
            repeatedHead = asIndices(fields.size());
        }
        ByteBuffer out = ByteBuffer.allocate(FrameHead.SIZE + block.length);
        new FrameHead(block.length, HEADERS, FLAG_END_HEADERS, stream).putTo(out);
        return out.put(block).flip();
    }

    private static Map<String, String> fields(LoadPlan plan, int bodyLength) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(":method", "POST");
        fields.put(":scheme", "http");
        fields.put(":path", plan.path());
        fields.put(":authority", "localhost:" + plan.port());
        fields.putAll(plan.headers());
        if (plan.transport() != LoadPlan.Transport.GRPC) {
            fields.put("content-length", Integer.toString(bodyLength));
        }
        return fields;
    }

    /// Literal fields with incremental indexing and new names, without Huffman coding.
    private static byte[] inFull(Map<String, String> fields) {
        ByteBuffer block = ByteBuffer.allocate(8192);
        fields.forEach((name, value) -> {
            block.put((byte) 0x40);
            putText(block, name);
            putText(block, value);
        });
        byte[] bytes = new byte[block.flip().remaining()];
        block.get(bytes);
        return bytes;
    }

    private static void putText(ByteBuffer block, String text) {
        if (text.length() > 126) {
            throw new IllegalArgumentException("header '%s' is too long".formatted(text));
        }
        block.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] asIndices(int count) {
        byte[] block = new byte[count];
        for (int i = 0; i < count; i++) {
            block[i] = (byte) (0x80 | FIRST_DYNAMIC + count - 1 - i);
        }
        return block;
    }
}
