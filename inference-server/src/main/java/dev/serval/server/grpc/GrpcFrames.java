package dev.serval.server.grpc;

import io.grpc.Status;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes frames and the texts of trailers.
final class GrpcFrames {
    private static final int PREFIX = 5;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private GrpcFrames() {}

    /// A frame around a message of those parts.
    static List<MemorySegment> frame(List<MemorySegment> parts, GrpcCompression compression) {
        boolean packed = compression != GrpcCompression.IDENTITY;
        List<MemorySegment> body = packed ? List.of(compression.pack(parts)) : parts;
        List<MemorySegment> frame = new ArrayList<>(body.size() + 1);
        frame.add(prefix(packed, body));
        frame.addAll(body);
        return frame;
    }

    private static MemorySegment prefix(boolean packed, List<MemorySegment> body) {
        long length = 0;
        for (MemorySegment part : body) {
            length += part.byteSize();
        }
        byte[] prefix = new byte[PREFIX];
        prefix[0] = (byte) (packed ? 1 : 0);
        for (int i = 1; i < PREFIX; i++) {
            prefix[i] = (byte) (length >>> (PREFIX - 1 - i) * Byte.SIZE);
        }
        return MemorySegment.ofArray(prefix);
    }

    /// A status's description as `grpc-message` carries it: UTF-8, percent-encoded where it is not
    /// printable ASCII.
    static String messageOf(Status status) {
        String description = status.getDescription();
        if (description == null) {
            return "";
        }
        StringBuilder encoded = new StringBuilder(description.length());
        for (byte unit : description.getBytes(StandardCharsets.UTF_8)) {
            if (unit >= ' ' && unit <= '~' && unit != '%') {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(HEX[unit >> 4 & 0xF]).append(HEX[unit & 0xF]);
            }
        }
        return encoded.toString();
    }
}
