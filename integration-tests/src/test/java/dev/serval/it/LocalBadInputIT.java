package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files full of mistakes beside one that has none: each mistake is told with its place, and the
/// service without one answers.
class LocalBadInputIT {
    private static final String SERVICE =
            """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: %s}
            spec: {predictor: {model: {modelFormat: {name: %s}, storageUri: '%s'}}}
            """;
    private static final String IMAGE_ONLY =
            """
            apiVersion: serving.kserve.io/v1alpha1
            kind: ServingRuntime
            metadata: {name: own, namespace: default}
            spec:
              supportedModelFormats: [{name: own, autoSelect: true}]
              protocolVersions: [v1]
              containers: [{name: kserve-container, image: 'example.com/own:1'}]
            ---
            """;
    private static final String LONG = "a".repeat(70);

    @TempDir static Path folder;

    private static LocalPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        String model = Checkout.irisDirectory().toString();
        file("00-broken.yaml", "kind: InferenceService\nmetadata:\n\tname: tab\n");
        file(
                "01-kind.yaml",
                SERVICE.formatted("x", "onnx", model).replace("Service\n", "Servce\n"));
        file("02-long.yaml", SERVICE.formatted(LONG, "onnx", model));
        file("03-nowhere.yaml", SERVICE.formatted("nowhere", "onnx", "not-here"));
        file("04-format.yaml", SERVICE.formatted("unheard", "caffe", model));
        file("05-image.yaml", IMAGE_ONLY + SERVICE.formatted("imaged", "own", model));
        file("06-good.yaml", SERVICE.formatted("good", "onnx", model));
        file("07-twice.yaml", SERVICE.formatted("good", "onnx", model));
        file(
                "08-typo.yaml",
                SERVICE.formatted("typo", "onnx", model).replace("storageUri", "storagUri"));
        platform = LocalPlatform.run(folder.toString());
        platform.awaitReady("good");
    }

    private static void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "00-broken.yaml:3:1: not YAML",
                "01-kind.yaml:1:1: unknown kind 'InferenceServce', did you mean 'InferenceService'?",
                "07-twice.yaml:1:1: InferenceService 'good' is here already, at",
                "08-typo.yaml:4:55: warning: unknown field 'spec.predictor.model.storagUri', did you mean 'storageUri'?"
            })
    void aFileIsToldWithItsLineAndColumn(String said) throws Exception {
        assertThat(platform.errors()).contains(said);
    }

    @Test
    void aNameThatIsTooLongIsRefusedWithItsLengthAndPlace() throws Exception {
        platform.awaitOutput("02-long.yaml:1:1: ");
        assertThat(platform.output()).containsPattern("02-long.yaml:1:1: .*metadata.name.*63");
    }

    @Test
    void aModelThatIsNowhereIsNamed() throws Exception {
        platform.awaitOutput("! nowhere");
        assertThat(platform.output()).contains(folder.toRealPath().resolve("not-here").toString());
    }

    @Test
    void aFormatWithoutRuntimeIsToldWithTheFormatsThatThereAre() throws Exception {
        platform.awaitOutput("! unheard");
        assertThat(platform.output())
                .containsPattern(
                        "! unheard .*No runtime serves format 'caffe', there are runtimes for: .*onnx");
    }

    @Test
    void aRuntimeThatIsOnlyAnImageNeedsKubernetesAndTheConditionSaysSo() throws Exception {
        platform.awaitOutput("! imaged");
        String message =
                "ServingRuntime 'own' exists only as the container image 'example.com/own:1': it needs Kubernetes";
        assertThat(platform.output()).contains(message);
        assertThat(platform.service("imaged").at("/status/conditions").toString())
                .contains(message);
        assertThat(platform.serval("get", "imaged").output()).contains("False");
    }

    @Test
    void theServiceWithoutAMistakeAnswers() throws Exception {
        assertThat(platform.serval("predict", "good", "-f", "examples/iris/input.json").exitCode())
                .isZero();
    }

    @Test
    void aPortInUseIsToldWithWhoHasIt() throws Exception {
        LocalPlatform.Ran ran =
                platform.serval(
                        "run",
                        "examples/iris/iris.yaml",
                        "--port=" + platform.port(),
                        "--state=" + folder.resolve("state"));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .startsWith("serval: port %d is in use by ".formatted(platform.port()))
                .contains(Files.isDirectory(Path.of("/proc/self")) ? platform.pid() : "process");
    }

    @Test
    void aStateFolderInUseIsToldWithWhoHasIt() throws Exception {
        LocalPlatform.Ran ran = platform.serval("run", "--port=" + Predictor.freePort());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("in use by process " + platform.pid());
        assertThat(ran.errors()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void filesWithNothingToRunEndWithOne() throws Exception {
        LocalPlatform.Ran ran =
                platform.serval("run", folder.resolve("00-broken.yaml").toString(), "nowhere.yaml");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .contains(
                        "nowhere.yaml: there is no such file or folder", "nothing is left to run");
    }
}
