package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged explainer before the packaged predictor.
class ExplainerIT {
    private static final String CALL = "{\"instances\": [[6.7, 3.0, 5.5, 2.1]]}";
    private static Predictor predictor;

    @BeforeAll
    static void startAPredictor() throws IOException {
        predictor =
                Predictor.startedBy(
                        List.of(
                                Checkout.predictor().toString(),
                                "--model_dir",
                                Checkout.file("examples/repository/iris-forest/1").toString(),
                                "--model_name",
                                "iris"));
        predictor.awaitReady();
    }

    @AfterAll
    static void endIt() throws IOException {
        predictor.close();
    }

    private static Predictor explainer(int port, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Checkout.explainer().toString(),
                                "--model_name=iris",
                                "--predictor_host=localhost:" + port,
                                "--explainer_config",
                                Checkout.file("examples/explain/explainer/explainer.yaml")
                                        .toString()));
        command.addAll(List.of(more));
        Predictor explainer = Predictor.startedBy(command);
        explainer.awaitReady();
        return explainer;
    }

    /// TreeSHAP sees the predictor's own answer in the file's trees, and KernelSHAP, which asks the
    /// predictor for all coalitions, finds the same values.
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "grpc-v2"})
    void explainsOverEveryProtocolOfThePredictor(String protocol) throws Exception {
        try (Predictor explainer =
                explainer(predictor.port(), "--predictor_protocol=" + protocol)) {
            String path = "/v1/models/iris:explain?output=probabilities&method=";

            String trees = explainer.post(path + "tree_shap", CALL).body();
            String kernel = explainer.post(path + "kernel_shap", CALL).body();

            assertThat(number(trees, "predictor_gap")).isLessThan(1e-5);
            assertThat(number(kernel, "additivity_gap")).isLessThan(1e-9);
            assertThat(kernel).contains("\"complete\":true");
            assertThat(values(kernel)).hasSize(12);
            for (int i = 0; i < 12; i++) {
                assertThat(values(kernel).get(i)).isCloseTo(values(trees).get(i), within(1e-5));
            }
            assertThat(explainer.get("/v2/models/iris").body()).contains("\"iris\"");
        }
    }

    private static double number(String answer, String member) {
        Matcher found = Pattern.compile("\"%s\":([-+.\\dE]+)".formatted(member)).matcher(answer);
        assertThat(found.find()).as("%s in %s", member, answer).isTrue();
        return Double.parseDouble(found.group(1));
    }

    /// The values of all outputs, one after the other.
    private static List<Double> values(String answer) {
        return Pattern.compile("\"values\":\\[([^\\]]*)\\]")
                .matcher(answer)
                .results()
                .flatMap(list -> Arrays.stream(list.group(1).split(",", -1)))
                .map(Double::valueOf)
                .toList();
    }

    @Test
    void aPredictorThatIsDownIsA503WithItsCause() throws Exception {
        int nobody = Predictor.freePort();
        try (Predictor explainer = explainer(nobody, "--predictor_protocol=v2")) {
            HttpResponse<String> answer = explainer.post("/v1/models/iris:explain", CALL);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("localhost:" + nobody);
        }
    }

    @Test
    void aMethodThatIsNotThereEndsTheProgram() throws Exception {
        try (Predictor explainer =
                Predictor.startedBy(
                        List.of(
                                Checkout.explainer().toString(),
                                "--model_name=iris",
                                "--predictor_host=localhost:1",
                                "--method=kernelshap"))) {
            assertThat(explainer.awaitExit()).isNotZero();
            assertThat(explainer.log()).contains("did you mean 'kernel_shap'?");
        }
    }
}
