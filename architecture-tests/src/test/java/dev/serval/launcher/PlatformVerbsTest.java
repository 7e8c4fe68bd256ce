package dev.serval.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./serval` does for the verbs of the local platform. The Maven here is made up: it notes
/// what it was asked for and leaves a program behind; the made-up `java` prints its arguments and
/// the commands of runtimes that it was handed.
class PlatformVerbsTest {
    private static final String MAVEN =
            """
            cd "${0%/*}"
            echo "$3" >>builds
            echo "[INFO]   from $3/pom.xml"
            mkdir -p "$3/target/quarkus-app" "target/$3"
            : >"$3/target/quarkus-app/quarkus-run.jar"
            cp src/main/launcher/launch src/main/launcher/*.sh "$3/target/quarkus-app"
            """;
    private static final String JAVA =
            """
            printf '<%s>' "$@"
            printf '\\npredictor: %s\\ntransformer: %s\\n' \
                "$SERVAL_PREDICTOR_COMMAND" "$SERVAL_TRANSFORMER_COMMAND"
            """;

    private static final String ENGINE = "<parent><artifactId>engine-plugins</artifactId></parent>";

    @TempDir Path folder;
    private Checkout checkout;

    @BeforeEach
    void makeAProject() throws IOException {
        checkout = Checkout.in(folder.toRealPath());
        Path jdk = checkout.jdk("25.0.3");
        checkout.script(jdk.resolve("bin/java"), JAVA);
        checkout.script(checkout.file("mvnw"), MAVEN);
        checkout.write("pom.xml", "<project>\n  <version>1.2.3</version>\n</project>\n");
        for (String module :
                List.of("platform-local", "predictor-runtime", "transformer-runtime")) {
            checkout.write(module + "/pom.xml", "<project/>");
        }
        checkout.write("iris.yaml", "spec:\n  predictor:\n    model:\n");
    }

    private RunningCommand.Result serval(String... arguments) throws Exception {
        return checkout.start("serval", arguments).result();
    }

    private Path launch(String program) {
        return checkout.file(program + "/target/quarkus-app/launch");
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.file("builds"));
    }

    @Test
    void aTransformerIsStartedWithItsArgumentsAndNoOtherProgramIsBuilt() throws Exception {
        var result = serval("transformer", "--pipeline", "steps.yaml");

        assertThat(result.exitCode()).isZero();
        assertThat(builds()).containsExactly("transformer-runtime");
        assertThat(result.output())
                .contains(
                        "transformer-runtime/target/quarkus-app/quarkus-run.jar><--pipeline><steps.yaml>");
    }

    @Test
    void runBuildsThePlatformAndThePredictorAndHandsItsCommandOver() throws Exception {
        var result = serval("run", "iris.yaml", "--port", "1234");

        assertThat(result.exitCode()).isZero();
        assertThat(builds()).containsExactly("predictor-runtime", "platform-local");
        assertThat(result.errors())
                .contains("building predictor-runtime (first use", "building platform-local");
        assertThat(result.output())
                .contains("platform-local/target/quarkus-app/quarkus-run.jar><run><iris.yaml>")
                .contains("predictor: " + launch("predictor-runtime") + "\n")
                .contains("transformer: \n");
    }

    @Test
    void runHandsOverThePredictorThatTheUserNamesAndBuildsNone() throws Exception {
        checkout.with("SERVAL_PREDICTOR_COMMAND", "/opt/serval/predictor");

        var result = serval("run", "iris.yaml");

        assertThat(builds()).containsExactly("platform-local");
        assertThat(result.output()).contains("predictor: /opt/serval/predictor\n");
    }

    @Test
    void runBuildsNothingOnTheNextUse() throws Exception {
        serval("run", "iris.yaml");

        var result = serval("run", "iris.yaml");

        assertThat(result.errors()).isEmpty();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void runBuildsTheTransformerThatAFileAsksFor() throws Exception {
        checkout.write(
                "services/a.yaml", "spec:\n  predictor: {}\n  transformer:\n    logger: {}\n");

        var result = serval("run", "services");

        assertThat(builds()).contains("transformer-runtime");
        assertThat(result.output())
                .contains("transformer: " + launch("transformer-runtime") + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "run,'modelFormat: {name: pmml}'",
        "run,'modelFormat: # in a store\n        name: pmml # the format'",
        "run,'predictor: {pmml: {storageUri: trees}}'",
        "apply,'modelFormat: {name: pmml}'"
    })
    void theEngineOfAFormatThatAFileNamesIsBuilt(String verb, String format) throws Exception {
        checkout.write("engines/pmml/pom.xml", ENGINE);
        checkout.write("engines/other/pom.xml", ENGINE);
        checkout.write("services/trees.yaml", format);

        serval(verb, "-f", "services/trees.yaml");

        assertThat(builds()).contains("engines/pmml").doesNotContain("engines/other");
    }

    @Test
    void runExplainsItselfWithoutBuildingAPredictor() throws Exception {
        assertThat(serval("run", "--help").output()).contains("<run><--help>");
        assertThat(builds()).containsExactly("platform-local");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "get",
                "describe",
                "apply",
                "delete",
                "wait",
                "logs",
                "predict",
                "explain"
            })
    void theOtherVerbsNeedThePlatformAlone(String verb) throws Exception {
        var result = serval(verb, "a b", "*");

        assertThat(builds()).containsExactly("platform-local");
        assertThat(result.output()).contains("quarkus-run.jar><" + verb + "><a b><*>");
    }

    @Test
    void aCheckoutInAFolderWithASpaceWorksToo() throws Exception {
        Path other = folder.resolve("an other");
        Files.createDirectories(other);
        Path moved = Files.move(folder.resolve("checkout"), other.resolve("checkout"));

        var result =
                checkout.startIn(
                                moved,
                                List.of(moved.resolve("serval").toString(), "run", "iris.yaml"))
                        .result();

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("predictor: " + moved.resolve("predictor-runtime/target"))
                .contains("<-jar><" + moved.resolve("platform-local/target"));
    }
}
