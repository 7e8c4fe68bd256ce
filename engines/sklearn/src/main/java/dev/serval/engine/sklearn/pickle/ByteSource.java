package dev.serval.engine.sklearn.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A file's bytes, taken from the front. No length is trusted.
public final class ByteSource {
    private final byte[] bytes;
    private final ByteBuffer buffer;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return buffer.position();
    }

    int remaining() {
        return buffer.remaining();
    }

    public int unsignedByte() {
        require(1);
        return Byte.toUnsignedInt(buffer.get());
    }

    int unsignedShort() {
        require(Short.BYTES);
        return Short.toUnsignedInt(buffer.getShort());
    }

    int signedInt() {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(signedInt());
    }

    /// A length of eight bytes; one that is negative as a long is too long for any file.
    long longLength() {
        require(Long.BYTES);
        return buffer.getLong();
    }

    double bigEndianDouble() {
        require(Double.BYTES);
        return Double.longBitsToDouble(Long.reverseBytes(buffer.getLong()));
    }

    /// The next bytes, which stay where they are.
    public ByteSpan span(long length) {
        require(length);
        ByteSpan span = new ByteSpan(bytes, buffer.position(), (int) length);
        buffer.position(buffer.position() + (int) length);
        return span;
    }

    /// Python lets lone surrogates pass, Java makes them question marks.
    String text(long length) {
        return span(length).text(StandardCharsets.UTF_8);
    }

    /// The text up to the end of the line, which is left out; in Latin-1, as protocol 0 has it.
    String line() {
        int start = buffer.position();
        for (int at = start; at < buffer.limit(); at++) {
            if (bytes[at] == '\n') {
                String line = span(at - start).text(StandardCharsets.ISO_8859_1);
                buffer.position(at + 1);
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
        }
        throw new PickleException("byte %d: the file ends within a line".formatted(start));
    }

    private void require(long length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new PickleException(
                    "byte %d: %s bytes are to follow, the file has %d left"
                            .formatted(
                                    buffer.position(),
                                    Long.toUnsignedString(length),
                                    buffer.remaining()));
        }
    }
}
