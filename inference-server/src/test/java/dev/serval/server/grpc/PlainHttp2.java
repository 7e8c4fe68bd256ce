package dev.serval.server.grpc;

import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A connection over which a test sends whatever frames it likes, malformed ones among them.
final class PlainHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    private static final int FRAME_HEAD = 9;

    private final Socket socket;
    private final DataInputStream in;

    /// A frame as it came.
    record Frame(int type, int flags, int stream, byte[] payload) {}

    PlainHttp2(int port) throws IOException {
        socket = new Socket("localhost", port);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + payload.length);
        frame.putInt(payload.length << Byte.SIZE | type).put((byte) flags).putInt(stream);
        socket.getOutputStream().write(frame.put(payload).array());
        socket.getOutputStream().flush();
    }

    /// The head of a `ModelInfer` call, with further headers as pairs of name and value.
    void head(int stream, int flags, String... further) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, ":method", "POST");
        field(fields, ":scheme", "http");
        field(fields, ":path", "/inference.GRPCInferenceService/ModelInfer");
        field(fields, ":authority", "localhost");
        field(fields, "content-type", "application/grpc");
        field(fields, "te", "trailers");
        for (int i = 0; i < further.length; i += 2) {
            field(fields, further[i], further[i + 1]);
        }
        send(HEADERS, flags | END_HEADERS, stream, fields.toByteArray());
    }

    /// One that stands for itself, as HPACK has it: neither indexed nor packed.
    static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        fields.write(name.length());
        fields.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        fields.write(value.length());
        fields.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /// A message in its gRPC frame.
    static byte[] framed(MessageLite message) {
        byte[] bytes = message.toByteArray();
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /// The bytes of the data that ends with that stream.
    byte[] answer(int stream) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            Frame frame = next();
            if (frame.type() == SETTINGS && (frame.flags() & ACK) == 0) {
                send(SETTINGS, ACK, 0, new byte[0]);
            }
            if (frame.stream() != stream) {
                continue;
            }
            if (frame.type() == DATA) {
                data.writeBytes(frame.payload());
            }
            if (frame.type() == RST_STREAM) {
                throw new IOException("stream %d was reset".formatted(stream));
            }
            if ((frame.type() == DATA || frame.type() == HEADERS)
                    && (frame.flags() & END_STREAM) != 0) {
                return data.toByteArray();
            }
        }
    }

    /// @throws java.io.EOFException if the server closed the connection
    Frame next() throws IOException {
        int head = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[head >>> Byte.SIZE];
        in.readFully(payload);
        return new Frame(head & 0xFF, flags, stream, payload);
    }

    /// The message of a frame.
    static byte[] unframed(byte[] frame) {
        return Arrays.copyOfRange(frame, 5, frame.length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
