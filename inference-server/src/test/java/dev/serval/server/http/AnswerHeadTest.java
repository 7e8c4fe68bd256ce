package dev.serval.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {
    private final ByteBuf bytes = Unpooled.buffer();

    @Test
    void aHeadIsAStatusHeadersAndALength() {
        new AnswerHead(bytes, 200).header("content-type", "application/json").end(12);
        assertThat(text())
                .isEqualTo(
                        "HTTP/1.1 200 OK\r\n"
                                + "content-type: application/json\r\n"
                                + "content-length: 12\r\n\r\n");
    }

    @Test
    void aFailureHasItsReason() {
        new AnswerHead(bytes, 413).end(0);
        assertThat(text()).startsWith("HTTP/1.1 413 Request Entity Too Large\r\n");
    }

    /// A value that ends its line would begin a header, or an answer, of a caller's choice.
    @Test
    void noValueLeavesItsLine() {
        new AnswerHead(bytes, 200).header("x-request-id", "a\r\nb: c\0\u007f\u0100\té").end(0);
        assertThat(text()).contains("x-request-id: a  b: c   \té\r\n");
    }

    private String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
