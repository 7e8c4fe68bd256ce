package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0 80",
                "c1 bf",
                "c2",
                "c2 41",
                "e0 80 80",
                "e0 9f bf",
                "e1 80",
                "ed a0 80",
                "ed bf bf",
                "e2 28 a1",
                "e2 82 28",
                "f0 80 80 80",
                "f0 8f bf bf",
                "f4 90 80 80",
                "f5 80 80 80",
                "f0 9f 98",
                "f0 9f 98 28",
                "ff",
                "fe"
            })
    void refusesBytesThatAreNotUtf8(String hexadecimal) {
        byte[] text = quoted(hexadecimal);
        JsonScanner json = new JsonScanner(text, 0, text.length, "malformed JSON");
        String first = hexadecimal.substring(0, 2).toUpperCase(Locale.ROOT);
        assertThatThrownBy(json::skipValue)
                .hasMessage(
                        "malformed JSON at line 1, column 2: found byte 0x%s, expected a character of"
                                        .formatted(first)
                                + " UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2 80",
                "df bf",
                "e0 a0 80",
                "ed 9f bf",
                "ee 80 80",
                "ef bf bf",
                "f0 90 80 80",
                "f4 8f bf bf",
                "7f",
                "41 c3 a9 42"
            })
    void readsEveryLengthOfUtf8(String hexadecimal) {
        byte[] text = quoted(hexadecimal);
        JsonScanner json = new JsonScanner(text, 0, text.length, "malformed JSON");
        String expected = new String(text, 1, text.length - 2, StandardCharsets.UTF_8);
        assertThat(json.string("x")).isEqualTo(expected);
        json.requireEnd();
    }

    @Test
    void undoesEveryEscape() {
        String text =
                "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u0041\\u00e9\\u65e5\\uD83D\\uDE00\\u0000 é日😀\"";
        assertThat(scan(text).string("x")).isEqualTo("\" \\ / \b\f\n\r\t Aé日😀\u0000 é日😀");
        assertThat(scan("\"" + "\\uffff".repeat(1000) + "\"").string("x"))
                .isEqualTo("\uffff".repeat(1000));
        assertThat(scan("\"\\u07ff\\u0800\\u007f\\u0080\"").string("x"))
                .isEqualTo("\u07ff\u0800\u007f\u0080");
    }

    private static byte[] quoted(String hexadecimal) {
        String[] parts = hexadecimal.split(" ");
        byte[] text = new byte[parts.length + 2];
        text[0] = '"';
        text[text.length - 1] = '"';
        for (int i = 0; i < parts.length; i++) {
            text[i + 1] = (byte) Integer.parseInt(parts[i], 16);
        }
        return text;
    }

    private static JsonScanner scan(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return new JsonScanner(json, 0, json.length, "malformed JSON");
    }
}
