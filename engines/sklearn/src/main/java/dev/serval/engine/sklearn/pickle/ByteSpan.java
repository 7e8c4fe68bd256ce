package dev.serval.engine.sklearn.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Objects;

/// Some of a file's bytes, which are shared and never written.
public final class ByteSpan {
    private final byte[] bytes;
    private final int start;
    private final int length;

    ByteSpan(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    /// All of those bytes.
    public static ByteSpan of(byte[] bytes) {
        return new ByteSpan(bytes, 0, bytes.length);
    }

    /// Those from that place on.
    public ByteSpan from(int offset) {
        Objects.checkFromToIndex(offset, length, length);
        return new ByteSpan(bytes, start + offset, length - offset);
    }

    public int length() {
        return length;
    }

    /// The bytes to be read from their beginning.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, start, length).slice().asReadOnlyBuffer();
    }

    public String text(Charset charset) {
        return new String(bytes, start, length, charset);
    }
}
