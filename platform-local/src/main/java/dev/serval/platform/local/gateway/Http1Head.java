package dev.serval.platform.local.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/// Writes the head of a call as HTTP/1.1 has it.
final class Http1Head {
    private static final int CRLF = '\r' << 8 | '\n';
    private static final int COLON_SPACE = ':' << 8 | ' ';
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");

    private Http1Head() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void write(CallHead head, boolean isChunked, ByteBuf out) {
        ByteBufUtil.writeAscii(out, head.method().name());
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, head.uri());
        out.writeBytes(VERSION);
        head.forEachHeader((name, value) -> {
            ByteBufUtil.writeAscii(out, name);
            out.writeShort(COLON_SPACE);
            ByteBufUtil.writeAscii(out, value);
            out.writeShort(CRLF);
        });
        if (isChunked) {
            out.writeBytes(CHUNKED);
        }
        out.writeShort(CRLF);
    }
}
