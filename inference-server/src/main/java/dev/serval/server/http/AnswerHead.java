package dev.serval.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/// Writes the head of an HTTP/1.1 answer.
final class AnswerHead {
    /// The bytes of most heads, at most.
    static final int USUAL_SIZE = 256;

    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] COLON = ascii(": ");
    private static final byte[] LINE = ascii("\r\n");
    private static final byte[] LENGTH = ascii("content-length: ");

    private final ByteBuf target;

    /// Writes the status line.
    AnswerHead(ByteBuf target, int status) {
        this.target = target;
        if (status == HttpResponseStatus.OK.code()) {
            target.writeBytes(OK);
        } else {
            String line = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n";
            target.writeBytes(ascii(line));
        }
    }

    /// Writes a header.
    ///
    /// @param value in ISO 8859-1; what cannot stand in a header becomes a space (RFC 9110, 5.5)
    AnswerHead header(String name, String value) {
        text(name);
        target.writeBytes(COLON);
        text(value);
        target.writeBytes(LINE);
        return this;
    }

    /// Ends the head of a body of so many bytes.
    void end(long length) {
        target.writeBytes(LENGTH);
        text(Long.toString(length));
        target.writeBytes(LINE).writeBytes(LINE);
    }

    private void text(String text) {
        target.ensureWritable(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean isAllowed = each >= ' ' && each <= 0xFF && each != 0x7F || each == '\t';
            target.writeByte(isAllowed ? each : ' ');
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
