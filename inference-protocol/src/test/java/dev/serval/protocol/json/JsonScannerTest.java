package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    @Test
    void walksObjectsAndArraysInTheOrderOfTheText() {
        JsonScanner json = scan(" { \"a\" : [ 1 , -2 ] ,\r\n\t\"b\":{}, \"c\":[], \"d\": true } ");
        List<Object> found = new ArrayList<>();
        for (boolean more = json.beginObject("the text"); more; more = json.nextMember()) {
            String key = json.key();
            found.add(key);
            switch (key) {
                case "a", "c" -> {
                    for (boolean next = json.beginArray("a"); next; next = json.nextElement()) {
                        found.add(json.integer("an element"));
                    }
                }
                case "b" -> assertThat(json.beginObject("b")).isFalse();
                default -> found.add(json.flag());
            }
        }
        json.requireEnd();
        assertThat(found).containsExactly("a", 1L, -2L, "b", "c", "d", true);
    }

    @Test
    void readsOnlyItsPartOfTheArray() {
        byte[] bytes = "xx[1]yy".getBytes(StandardCharsets.UTF_8);
        JsonScanner json = new JsonScanner(bytes, 2, 3, "malformed JSON");
        json.skipValue();
        json.requireEnd();
        assertThat(json.remaining()).isZero();
        assertThat(json.peek()).isEqualTo(JsonScanner.END);
        assertThatThrownBy(() -> new JsonScanner(bytes, 2, 6, "malformed JSON"))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.5e-3,{\"b\":[]}],\"c\":\"\\u0041\"}",
                "null",
                "true",
                "false",
                "NaN",
                "[-Infinity,Infinity]",
                "\"é😀\"",
                "  [ [ ] , { } ]\n",
                "-0.0E+5"
            })
    void passesOverAnyWellFormedValue(String text) {
        JsonScanner json = scan(text);
        json.skipValue();
        json.requireEnd();
    }

    @Test
    void returnsToAPlaceAtItsDepth() {
        JsonScanner json = scan("[[1,2],3]");
        json.beginArray("outer");
        JsonScanner.Place inner = json.place();
        json.skipValue();
        json.nextElement();
        assertThat(json.integer("x")).isEqualTo(3);
        json.returnTo(inner);
        json.beginArray("inner");
        assertThat(json.integer("x")).isEqualTo(1);
    }

    @Test
    void looksInsideWithoutReading() {
        JsonScanner json = scan(" [ { \"b64\" : 1 } ]");
        assertThat(json.peekInside()).isEqualTo('{');
        json.beginArray("outer");
        assertThat(json.peekKey()).isEqualTo("b64");
        json.skipValue();
        assertThat(json.nextElement()).isFalse();
        assertThat(scan("{ }").peekKey()).isEmpty();
        assertThat(scan("[ ]").peekInside()).isEqualTo(']');
    }

    @Test
    void skipsNullAndNothingElse() {
        assertThat(scan("null").skipNull()).isTrue();
        assertThat(scan("5").skipNull()).isFalse();
    }

    @Test
    void givesTheTextOfAValue() {
        assertThat(scan(" {\"a\": [1, \"é\"]} ,").valueText()).isEqualTo("{\"a\": [1, \"é\"]}");
    }

    @Test
    void allowsSixtyFourLevelsAndRefusesTheNext() {
        scan("[".repeat(63) + "1" + "]".repeat(63)).skipValue();
        scan("[".repeat(64) + "1" + "]".repeat(64)).skipValue();
        assertThatThrownBy(() -> scan("[".repeat(65) + "1" + "]".repeat(65)).skipValue())
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "malformed JSON at line 1, column 65: found nesting of more than 64 levels,"
                                + " expected at most 64");
        String siblings = "[" + "[[1]],".repeat(200) + "[]]";
        scan(siblings).skipValue();
    }

    @Test
    void refusesTwoHundredKilobytesOfOpeningBrackets() {
        assertThatThrownBy(() -> scan("[".repeat(200_000)).skipValue())
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("column 65");
        assertThatThrownBy(() -> scan("{\"a\":".repeat(200_000)).skipValue())
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("nesting of more than 64 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | the end | a value",
                "` ` | 2 | the end | a value",
                "x | 1 | 'x' | a value",
                "[1 2] | 4 | '2' | ',' or ']'",
                "[1,] | 4 | ']' | a value",
                "[,1] | 2 | ',' | a value",
                "[1 | 3 | the end | ',' or ']'",
                "[1} | 3 | '}' | ',' or ']'",
                "{\"a\" 1} | 6 | '1' | ':'",
                "{\"a\":1,} | 8 | '}' | a name in quotes",
                "{a:1} | 2 | 'a' | a name in quotes",
                "{\"a\":1 \"b\":2} | 8 | '\"' | ',' or '}'",
                "{\"a\":} | 6 | '}' | a value",
                "{\"a\":1] | 7 | ']' | ',' or '}'",
                "tru | 4 | the end | 'true'",
                "fals3 | 5 | '3' | 'false'",
                "nul] | 4 | ']' | 'null'",
                "\"abc | 5 | the end | '\"'",
                "\"a\\ | 4 | the end | an escape",
                "\"a\\x\" | 4 | 'x' | an escape",
                "\"\\u12g4\" | 6 | 'g' | a hexadecimal digit",
                "\"\\u12 | 6 | the end | a hexadecimal digit",
                "\"a\\nb | 6 | the end | '\"'",
                "\"é\u0001\" | 3 | byte 0x01 | an escape for a control character",
                "\"\\ud83d\" | 2 | half a surrogate pair, \\ud83d | both halves",
                "\"x\\ude00y\" | 3 | half a surrogate pair, \\ude00 | both halves",
                "\"\\ud83d\\u0041\" | 2 | half a surrogate pair, \\ud83d | both halves",
                "\"\\ud83d\\n\" | 2 | half a surrogate pair, \\ud83d | both halves",
                "\"\\ud83dabcdef\" | 2 | half a surrogate pair, \\ud83d | both halves",
                "\"\\ude00\\ude00\" | 2 | half a surrogate pair, \\ude00 | both halves"
            })
    void refusesMalformedTextWithLineAndColumn(
            String text, int column, String found, String expected) {
        assertThatThrownBy(() -> scan(text).skipValue())
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "malformed JSON at line 1, column %d: found %s, expected %s"
                                .formatted(column, found, expected));
    }

    @Test
    void countsLinesAndCharactersNotBytes() {
        assertThatThrownBy(() -> scan("{\n  \"é\": 1,\n  \"日本\": x\n}").skipValue())
                .hasMessage("malformed JSON at line 3, column 9: found 'x', expected a value");
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        JsonScanner json = scan("{} ]");
        json.skipValue();
        assertThatThrownBy(json::requireEnd)
                .hasMessage("malformed JSON at line 1, column 4: found ']', expected the end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | 5",
                "\"text\" | \"text\"",
                "[1] | an array",
                "{} | an object",
                "null | null",
                "123456789012345678901234567890123456789012345 |"
                        + " 1234567890123456789012345678901234567890…"
            })
    void showsTheValueFoundWhenItIsOfAnotherKind(String text, String shown) {
        assertThatThrownBy(
                        () -> {
                            throw scan(text).mismatch("'thing'", "a fish");
                        })
                .isInstanceOf(InvalidInput.class)
                .hasMessage("'thing' is %s, expected a fish".formatted(shown));
    }

    @Test
    void namesTheThingThatIsOfAnotherKind() {
        assertThatThrownBy(() -> scan("5").beginObject("'o'"))
                .hasMessage("'o' is 5, expected an object");
        assertThatThrownBy(() -> scan("{}").beginArray("'a'"))
                .hasMessage("'a' is an object, expected an array");
        assertThatThrownBy(() -> scan("true").string("'s'"))
                .hasMessage("'s' is true, expected a string");
        assertThatThrownBy(() -> scan("1.5").integer("'i'"))
                .hasMessage("'i' is 1.5, expected an integer of 64 bits");
        assertThatThrownBy(() -> scan("9223372036854775808").integer("'i'"))
                .hasMessage("'i' is 9223372036854775808, expected an integer of 64 bits");
        assertThatThrownBy(() -> scan("\"1\"").integer("'i'"))
                .hasMessage("'i' is \"1\", expected an integer of 64 bits");
    }

    private static JsonScanner scan(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return new JsonScanner(json, 0, json.length, "malformed JSON");
    }
}
