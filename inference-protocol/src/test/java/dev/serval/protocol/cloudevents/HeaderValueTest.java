package dev.serval.protocol.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderValueTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "plain, plain",
                "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro € 😀",
                "%e2%82%ac, €",
                "a%25b, a%b",
                "100%, 100%",
                "%zz%1, %zz%1",
                "%\u0661\u0661, %\u0661\u0661",
                "größe, größe",
                "größe%20😀, größe 😀",
                "\"in quotes\", in quotes",
                "\"a \\\"b\\\" \\\\\", a \"b\" \\",
                "\"ends in \\\", ends in \\",
                "\"half, \"half",
                "\", \"",
                "~  \"x\"  ~, x"
            })
    void decodesWhatSendersWrite(String header, String value) {
        assertThat(HeaderValue.decode("subject", header)).isEqualTo(value);
    }

    @Test
    void refusesEncodedBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> HeaderValue.decode("subject", "a%FF"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the event's attribute 'subject' is 'a%FF', expected percent-encoded UTF-8");
    }

    @Test
    void encodesWhatAHeaderCannotCarry() {
        assertThat(HeaderValue.encode("a b\"%\r\n\u007f~!")).isEqualTo("a%20b%22%25%0D%0A%7F~!");
        assertThat(HeaderValue.encode("€😀")).isEqualTo("%E2%82%AC%F0%9F%98%80");
    }
}
