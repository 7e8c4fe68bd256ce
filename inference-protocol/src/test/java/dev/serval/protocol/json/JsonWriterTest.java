package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void putsCommasBetweenMembersAndElementsAndNowhereElse() {
        JsonWriter json = new JsonWriter(0);
        json.beginObject().key("a").beginArray().number(1).number(2).beginArray().endArray();
        json.beginObject().endObject().endArray().key("b").flag(true).key("c").string("x");
        json.key("d").beginObject().key("e").number(1.5).endObject().endObject();
        assertThat(text(json))
                .isEqualTo("{\"a\":[1,2,[],{}],\"b\":true,\"c\":\"x\",\"d\":{\"e\":1.5}}");
        assertThat(json.length()).isEqualTo(text(json).length());
    }

    @Test
    void writesTheEdgesOfEveryKindOfNumber() {
        JsonWriter json = new JsonWriter(4).beginArray();
        json.number(Long.MIN_VALUE).number(Long.MAX_VALUE).unsigned(-1).unsigned(7).number(-0.0);
        json.number(Float.MIN_VALUE).number(Double.MAX_VALUE).number(0.1f).number(1e10f);
        json.number(Double.NaN).number(Float.NEGATIVE_INFINITY).number(Double.POSITIVE_INFINITY);
        assertThat(text(json.endArray()))
                .isEqualTo(
                        "[-9223372036854775808,9223372036854775807,18446744073709551615,7,-0.0,1.4E-45,"
                                + "1.7976931348623157E308,0.1,1.0E10,NaN,-Infinity,Infinity]");
    }

    @Test
    void escapesWhatAStringMayNotHold() {
        JsonWriter json = new JsonWriter(0);
        json.string("\"\\/\n\r\t\b\f\u0000\u001f\u007f é日😀\ud83d");
        assertThat(text(json))
                .isEqualTo("\"\\\"\\\\/\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u007f é日😀?\"");
    }

    @Test
    void writesNothingOfBytesThatAreNotUtf8() {
        JsonWriter json = new JsonWriter(0).beginArray().number(1);
        assertThat(json.text(new byte[] {'a', (byte) 0xC3}, 2)).isFalse();
        assertThat(json.text(new byte[] {'a', (byte) 0xC3, (byte) 0xA9, 'x'}, 3)).isTrue();
        assertThat(text(json.endArray())).isEqualTo("[1,\"aé\"]");

        JsonWriter first = new JsonWriter(0).beginArray();
        assertThat(first.text(new byte[] {-1}, 1)).isFalse();
        assertThat(text(first.number(1).endArray())).isEqualTo("[1]");
    }

    @Property
    void writesStringsThatReadBackTheSame(@ForAll String value) {
        String wellFormed =
                new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] json = bytes(new JsonWriter(0).string(wellFormed));
        JsonScanner scanner = new JsonScanner(json, 0, json.length, "malformed JSON");
        assertThat(scanner.string("x")).isEqualTo(wellFormed);
        scanner.requireEnd();
    }

    private static String text(JsonWriter json) {
        return new String(bytes(json), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonWriter json) {
        return json.toSegment().toArray(ValueLayout.JAVA_BYTE);
    }
}
