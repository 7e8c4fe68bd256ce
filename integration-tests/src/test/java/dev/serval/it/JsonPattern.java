package dev.serval.it;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// JSON as a page shows it: `…` stands for any value, and within a string for any text. Spaces,
/// lines and the order of an object's keys do not count.
record JsonPattern(JsonNode expected) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final Pattern BARE_ELLIPSIS =
            Pattern.compile("(?<=[:\\[,]\\s{0,9})…(?=\\s{0,9}[,\\]}])");

    static JsonPattern of(String text) throws Exception {
        return new JsonPattern(MAPPER.readTree(BARE_ELLIPSIS.matcher(text).replaceAll("\"…\"")));
    }

    boolean matches(String found) throws Exception {
        return matches(expected, MAPPER.readTree(found));
    }

    private static boolean matches(JsonNode expected, JsonNode found) {
        if (expected.isObject() && found.isObject()) {
            return expected.size() == found.size()
                    && expected.propertyStream().allMatch(member -> matches(member, found));
        }
        if (expected.isArray() && found.isArray()) {
            return expected.size() == found.size()
                    && IntStream.range(0, expected.size())
                            .allMatch(i -> matches(expected.get(i), found.get(i)));
        }
        if (expected.asText().equals("…")) {
            return true;
        }
        if (expected.isTextual() && found.isTextual()) {
            return Ellipsis.pattern(expected.asText()).matcher(found.asText()).matches();
        }
        return expected.equals(found);
    }

    private static boolean matches(Map.Entry<String, JsonNode> member, JsonNode found) {
        return found.has(member.getKey()) && matches(member.getValue(), found.get(member.getKey()));
    }
}
