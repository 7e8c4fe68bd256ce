package dev.serval.platform.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.plan.config.PlatformConfig;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Reviews as the API server sends them.
class AdmissionDeskTest {
    private static final String MUTATE = "/mutate";
    private static final String VALIDATE = "/validate";
    private static final String GRAPH = "/graph";
    private static final String SERVICE =
            """
            {"apiVersion": "serving.kserve.io/v1beta1", "kind": "InferenceService",
             "metadata": {"name": "iris", "namespace": "default"},
             "spec": {"predictor": {"minReplicas": %d, "tomorrow": {"kept": true},
                                    "sklearn": {"storageUri": "s3://models/iris"}}}}
            """;

    private final ObjectMapper mapper = new ObjectMapper();
    private final AdmissionDesk desk =
            new AdmissionDesk(
                    Map.of(
                            MUTATE, new ServiceDefaulter(() -> PlatformConfig.DEFAULT),
                            GRAPH, Reviewers.graphs(),
                            VALIDATE, Reviewers.services(() -> PlatformConfig.DEFAULT)));

    @Test
    void aLegacyFieldBecomesAModelAndFieldsOfTomorrowStay() throws IOException {
        JsonNode service = mapper.readTree(SERVICE.formatted(1));

        JsonNode response = ask(MUTATE, service);

        assertThat(response.path("allowed").asBoolean()).isTrue();
        JsonNode filled = JsonPatch.apply(patch(response), service);
        JsonNode predictor = filled.path("spec").path("predictor");
        assertThat(predictor.at("/model/modelFormat/name").asText()).isEqualTo("sklearn");
        assertThat(predictor.at("/model/storageUri").asText()).isEqualTo("s3://models/iris");
        assertThat(predictor.has("sklearn")).isFalse();
        assertThat(predictor.at("/tomorrow/kept").asBoolean()).isTrue();
    }

    @Test
    void aGraphIsCheckedAndItsUserToldThatNothingServesItYet() throws IOException {
        JsonNode graph =
                mapper.readTree(
                        """
                        {"apiVersion": "serving.kserve.io/v1alpha1", "kind": "InferenceGraph",
                         "metadata": {"name": "two", "namespace": "default"},
                         "spec": {"nodes": {"root": {"routerType": "Sequence",
                                                     "steps": [{"serviceName": "iris"}]}}}}
                        """);
        assertThat(ask(GRAPH, graph).path("warnings").path(0).asText()).contains("not served yet");

        ((ObjectNode) graph.at("/spec/nodes")).remove("root");
        JsonNode refused = ask(GRAPH, graph);
        assertThat(refused.path("allowed").asBoolean()).isFalse();
        assertThat(refused.at("/status/message").asText()).contains("spec.nodes", "'root'");
    }

    @Test
    void fillingInTwiceChangesNothing() throws IOException {
        JsonNode service = mapper.readTree(SERVICE.formatted(1));
        JsonNode filled = JsonPatch.apply(patch(ask(MUTATE, service)), service);

        JsonNode response = ask(MUTATE, filled);

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.has("patch")).isFalse();
    }

    @Test
    void aBrokenRuleIsRefusedWithItsField() throws IOException {
        JsonNode response = ask(VALIDATE, mapper.readTree(SERVICE.formatted(-1)));

        assertThat(response.path("allowed").asBoolean()).isFalse();
        assertThat(response.at("/status/message").asText())
                .contains("spec.predictor", "'MinReplicas' cannot be less than 0");
        assertThat(response.at("/status/code").asInt()).isEqualTo(422);
    }

    @Test
    void aFieldOfAnotherTypeIsRefusedAndNotAnError() throws IOException {
        JsonNode service =
                mapper.readTree(
                        SERVICE.formatted(1)
                                .replace("\"minReplicas\": 1", "\"minReplicas\": \"x\""));

        JsonNode response = ask(VALIDATE, service);

        assertThat(response.path("allowed").asBoolean()).isFalse();
        assertThat(response.at("/status/message").asText())
                .contains("'spec.predictor.minReplicas'", "'x'");
    }

    @Test
    void theAnswerCarriesTheUidOfTheQuestion() throws IOException {
        assertThat(ask(VALIDATE, mapper.readTree(SERVICE.formatted(1))).path("uid").asText())
                .isEqualTo("one");
    }

    @Test
    void nothingIsAnsweredOnAnotherPath() {
        assertThat(desk.answer("/mutate-pods", new byte[0])).isEmpty();
    }

    @Test
    void whatIsNoReviewIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.answer(VALIDATE, bytes("{\"request\": {}}")))
                .withMessageContaining("request.uid");
        assertThatIllegalArgumentException().isThrownBy(() -> desk.answer(VALIDATE, bytes("[[[")));
    }

    private JsonNode ask(String path, JsonNode object) throws IOException {
        String review =
                """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
                 "request": {"uid": "one", "namespace": "default", "operation": "CREATE",
                             "object": %s, "oldObject": null}}
                """
                        .formatted(object);
        JsonNode answer = mapper.readTree(desk.answer(path, bytes(review)).orElseThrow());
        assertThat(answer.path("kind").asText()).isEqualTo("AdmissionReview");
        return answer.path("response");
    }

    private JsonNode patch(JsonNode response) throws IOException {
        return mapper.readTree(Base64.getDecoder().decode(response.path("patch").asText()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
