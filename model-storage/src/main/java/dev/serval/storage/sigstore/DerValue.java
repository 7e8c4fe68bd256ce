package dev.serval.storage.sigstore;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A value in DER (X.690), as far as certificates are taken apart and put together.
final class DerValue {
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private final int start;
    private final int content;
    private final int end;

    private DerValue(byte[] bytes, int start, int content, int end) {
        this.bytes = bytes;
        this.start = start;
        this.content = content;
        this.end = end;
    }

    /// The value that all of these bytes are.
    static DerValue parse(byte[] bytes) throws GeneralSecurityException {
        DerValue value = at(bytes, 0, bytes.length);
        if (value.end != bytes.length) {
            throw new GeneralSecurityException("a DER value is followed by other bytes");
        }
        return value;
    }

    private static DerValue at(byte[] bytes, int start, int limit) throws GeneralSecurityException {
        int content = start + 2;
        if (content > limit) {
            throw truncated();
        }
        int length = bytes[start + 1] & 0xff;
        if (length >= LONG_FORM) {
            int more = length - LONG_FORM;
            if (more == 0 || more > MOST_LENGTH_BYTES || content + more > limit) {
                throw truncated();
            }
            length = 0;
            for (int i = 0; i < more; i++) {
                length = (length << Byte.SIZE) | (bytes[content++] & 0xff);
            }
        }
        if (length > limit - content) {
            throw truncated();
        }
        return new DerValue(bytes, start, content, content + length);
    }

    private static GeneralSecurityException truncated() {
        return new GeneralSecurityException("a DER value is truncated");
    }

    int tag() {
        return bytes[start] & 0xff;
    }

    byte[] content() {
        return Arrays.copyOfRange(bytes, content, end);
    }

    /// With its tag and length.
    byte[] encoded() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /// The values that it consists of.
    List<DerValue> parts() throws GeneralSecurityException {
        List<DerValue> parts = new ArrayList<>();
        for (int at = content; at < end; ) {
            DerValue part = at(bytes, at, end);
            parts.add(part);
            at = part.end;
        }
        return parts;
    }

    /// A value of a tag whose content are these, one after the other.
    static byte[] encode(int tag, List<byte[]> contents) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        contents.forEach(joined::writeBytes);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        writeLength(joined.size(), encoded);
        encoded.writeBytes(joined.toByteArray());
        return encoded.toByteArray();
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < LONG_FORM) {
            out.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
        out.write(LONG_FORM + bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(length >>> (Byte.SIZE * i));
        }
    }
}
