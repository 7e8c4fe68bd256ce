package dev.serval.platform.operator.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversionDeskTest {
    private static final String NOW = "serving.kserve.io/v1beta1";
    private static final String NEXT = "serving.kserve.io/v1";

    private static final String REVIEW =
            """
            {"apiVersion": "apiextensions.k8s.io/v1", "kind": "ConversionReview",
             "request": {"uid": "one", "desiredAPIVersion": "%s", "objects": [
              {"apiVersion": "serving.kserve.io/v1beta1", "kind": "InferenceService",
               "metadata": {"name": "iris"}, "spec": {"old": %s}, "tomorrow": "kept"}]}}
            """;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ConversionDesk desk =
            new ConversionDesk(
                    List.of(
                            new Conversion(
                                    "InferenceService",
                                    NOW,
                                    NEXT,
                                    resource -> {
                                        var spec = resource.withObject("/spec");
                                        JsonNode old = spec.remove("old");
                                        if (!old.isNumber()) {
                                            throw new IllegalArgumentException(
                                                    "spec.old: found %s, expected a number"
                                                            .formatted(old));
                                        }
                                        spec.set("new", old);
                                    })));

    @Test
    void aResourceGetsTheFormOfTheOtherVersionAndKeepsTheRest() throws IOException {
        JsonNode response = ask(NEXT, "7");

        assertThat(response.path("uid").asText()).isEqualTo("one");
        assertThat(response.at("/result/status").asText()).isEqualTo("Success");
        JsonNode converted = response.at("/convertedObjects/0");
        assertThat(converted.path("apiVersion").asText()).isEqualTo(NEXT);
        assertThat(converted.at("/spec/new").asInt()).isEqualTo(7);
        assertThat(converted.at("/metadata/name").asText()).isEqualTo("iris");
        assertThat(converted.path("tomorrow").asText()).isEqualTo("kept");
    }

    @Test
    void aResourceOfThatVersionStaysAsItIs() throws IOException {
        JsonNode response = ask(NOW, "7");

        assertThat(response.at("/convertedObjects/0/spec/old").asInt()).isEqualTo(7);
    }

    @Test
    void whatHasNoFormThereFailsTheWholeReviewWithItsReason() throws IOException {
        JsonNode response = ask(NEXT, "\"x\"");

        assertThat(response.at("/result/status").asText()).isEqualTo("Failed");
        assertThat(response.at("/result/message").asText()).contains("spec.old", "\"x\"");
        assertThat(response.has("convertedObjects")).isFalse();
    }

    @Test
    void aVersionThatNobodyKnowsIsNamed() throws IOException {
        assertThat(ask("serving.kserve.io/v9", "7").at("/result/message").asText())
                .contains("InferenceService", NOW, "serving.kserve.io/v9");
    }

    @Test
    void whatIsNoReviewIsRefused() {
        assertThatThrownBy(() -> desk.answer("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request.uid");
    }

    private JsonNode ask(String version, String old) throws IOException {
        byte[] review = REVIEW.formatted(version, old).getBytes(StandardCharsets.UTF_8);
        return mapper.readTree(desk.answer(review)).path("response");
    }
}
