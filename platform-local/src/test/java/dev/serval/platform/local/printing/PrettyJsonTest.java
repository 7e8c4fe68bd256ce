package dev.serval.platform.local.printing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class PrettyJsonTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aFieldHasALineAndARowOfATensorStaysOne() throws Exception {
        String answer =
                """
                {"model_name":"iris","outputs":[{"name":"scores","shape":[1,3],"data":[0.5,0.25,0.25]}]}
                """;

        assertThat(PrettyJson.of(json(answer)))
                .isEqualTo(
                        """
                        {
                          "model_name": "iris",
                          "outputs": [
                            {
                              "name": "scores",
                              "shape": [1, 3],
                              "data": [0.5, 0.25, 0.25]
                            }
                          ]
                        }\
                        """);
    }

    @Test
    void aLongArrayHasALineAnElement() throws Exception {
        String rows = "[" + "[1.25, 2.5, 3.75],".repeat(20) + "[0]]";

        assertThat(PrettyJson.of(json(rows)).lines()).hasSize(23).contains("  [1.25, 2.5, 3.75],");
    }

    @Test
    void textIsEscapedAndWhatIsEmptyStaysSo() throws Exception {
        String text = "{\"a\\\"b\": \"line\\nline\", \"none\": {}, \"empty\": [], \"null\": null}";

        assertThat(PrettyJson.of(json(text)))
                .isEqualTo(
                        "{\n  \"a\\\"b\": \"line\\nline\",\n  \"none\": {},\n  \"empty\": [],\n  \"null\": null\n}");
    }

    @Test
    void whatIsPrintedIsTheSameValue() throws Exception {
        JsonNode value = json("{\"a\": [[1, {\"b\": [true, \"ü\"]}], []], \"c\": 1e-7}");

        assertThat(json(PrettyJson.of(value))).isEqualTo(value);
        assertThat(json(PrettyJson.line(value))).isEqualTo(value);
    }
}
