package dev.serval.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `./serval` does with its verbs, and when it builds. The Maven here is made up: it notes
/// that it ran, names two modules as Maven does, and leaves a program behind.
class LauncherTest {
    private static final String MAVEN =
            """
            cd "${0%/*}"
            echo "$@" >>builds
            echo '[INFO] Building Serval: inference API 0.1.0-SNAPSHOT             [1/2]'
            echo '[INFO]   from inference-api/pom.xml'
            echo '[INFO] Building Serval: predictor 0.1.0-SNAPSHOT                 [2/2]'
            echo '[INFO]   from predictor-runtime/pom.xml'
            mkdir -p predictor-runtime/target/quarkus-app
            : >predictor-runtime/target/quarkus-app/quarkus-run.jar
            cp src/main/launcher/* predictor-runtime/src/main/launcher/* predictor-runtime/target/quarkus-app
            """;

    @TempDir Path folder;
    private Checkout checkout;

    @BeforeEach
    void makeAProject() throws IOException {
        checkout = Checkout.in(folder.toRealPath());
        checkout.jdk("25.0.3");
        checkout.script(checkout.file("mvnw"), MAVEN);
        checkout.write(
                "pom.xml",
                """
                <project>
                  <version>1.2.3</version>
                  <modules>
                    <module>inference-api</module>
                    <module>predictor-runtime</module>
                  </modules>
                </project>
                """);
        checkout.write("inference-api/pom.xml", "<project/>");
        checkout.write("inference-api/src/main/java/Tensor.java", "class Tensor {}");
        checkout.write("predictor-runtime/pom.xml", "<project/>");
        checkout.write("predictor-runtime/src/main/java/Predictor.java", "class Predictor {}");
        checkout.write("explainer-runtime/src/main/java/Explainer.java", "class Explainer {}");
    }

    @ParameterizedTest
    @CsvSource({
        "predictr, predict",
        "gte, get",
        "biuld, build",
        "hlep, help",
        "--versoin, version"
    })
    void refusesAnUnknownVerbAndNamesTheNearest(String unknown, String nearest) throws Exception {
        var result = checkout.start("serval", unknown).result();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .contains("unknown verb '" + unknown + "', the nearest is '" + nearest + "'");
    }

    @Test
    void printsItsUsageAsAnErrorWithoutAVerb() throws Exception {
        var result = checkout.start("serval").result();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("Usage: serval VERB");
    }

    @Test
    void helpsWithoutAJdk() throws Exception {
        checkout.with("SERVAL_JDK_FOLDERS", folder.resolve("none").toString());

        var result = checkout.start("serval", "help").result();

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("predictor", "build", "version");
    }

    @Test
    void saysWhichVersionItIs() throws Exception {
        assertThat(checkout.start("serval", "version").result().output())
                .isEqualTo("serval 1.2.3\n");
    }

    @Test
    void buildsOnFirstUseAndNamesTheModulesAsTheyCome() throws Exception {
        var result = checkout.start("serval", "predictor").result();

        assertThat(result.exitCode()).isZero();
        assertThat(result.errors())
                .contains(
                        "building predictor-runtime (first use",
                        "[1/2] Serval: inference API",
                        "[2/2]");
        assertThat(builds())
                .singleElement()
                .asString()
                .contains("-pl predictor-runtime -am package");
    }

    @Test
    void handsArgumentsToTheProgramAsTheyAre() throws Exception {
        var result =
                checkout.start("serval", "predictor", "--model_dir", "a b", "", "$HOME *").result();

        assertThat(result.output()).endsWith("quarkus-run.jar><--model_dir><a b><><$HOME *>");
    }

    @Test
    void runsTheProgramWithTheOptionsOfTheUserInPlaceOfItsOwn() throws Exception {
        checkout.with("SERVAL_JAVA_OPTS", "-Xmx1g -XX:+UseZGC");

        var result = checkout.start("serval", "predictor").result();

        assertThat(result.output())
                .startsWith("<-Xmx1g><-XX:+UseZGC><--enable-native-access=ALL-UNNAMED>");
    }

    @Test
    void preparesTheProgramOnceAndStartsItWithWhatWasPrepared() throws Exception {
        buildOnce();

        var result = checkout.start("serval", "predictor").result();

        assertThat(result.output()).contains("<-XX:AOTCache=" + prepared("app.aot") + ">");
        assertThat(preparations())
                .singleElement()
                .asString()
                .contains(
                        "dev.serval.predictor.preparation.Preparation",
                        checkout.file("examples/iris/model").toString(),
                        "-XX:+UseSerialGC");
    }

    @Test
    void preparesTheProgramAgainWhenItIsNewerOrTheJdkIsAnother() throws Exception {
        buildOnce();
        touch(checkout.file("predictor-runtime/target/quarkus-app/quarkus-run.jar"));
        var newer = checkout.start("serval", "predictor").result();
        Files.setLastModifiedTime(
                checkout.file("predictor-runtime/target/quarkus-app/quarkus-run.jar"),
                FileTime.from(Instant.now().minusSeconds(5)));
        checkout.with("SERVAL_JAVA_HOME", checkout.jdk("26").toString());
        var other = checkout.start("serval", "predictor").result();

        assertThat(newer.errors()).contains("the program is newer");
        assertThat(other.errors()).contains("it was made for the Java");
        assertThat(preparations()).hasSize(3);
        assertThat(other.output()).contains("<-XX:AOTCache=");
    }

    @Test
    void startsTheProgramWithoutWhatCannotBePreparedAndTriesOnce() throws Exception {
        checkout.script(
                checkout.jdks().resolve("jdk-25.0.3/bin/java"),
                "case $* in *AOTCacheOutput*) echo tried >>'%s'; exit 1 ;; esac; printf '<%%s>' \"$@\""
                        .formatted(checkout.file("preparations")));

        var first = checkout.start("serval", "predictor").result();
        var second = checkout.start("serval", "predictor").result();

        assertThat(first.errors()).contains("predictor-runtime starts more slowly than it could");
        assertThat(second.errors()).contains("could not be made before");
        assertThat(second.output())
                .contains("<-Dserval.launch.no-aot-cache=none was made>")
                .doesNotContain("-XX:AOTCache=");
        assertThat(preparations()).hasSize(1);
    }

    @Test
    void preparesNothingForOptionsOfTheUsersOwn() throws Exception {
        buildOnce();
        checkout.with("SERVAL_JAVA_OPTS", "-Xmx1g");

        var result = checkout.start("serval", "predictor").result();

        assertThat(result.output())
                .startsWith("<-Xmx1g>")
                .contains("<-Dserval.launch.no-aot-cache=it was made for the options -XX:");
        assertThat(preparations()).hasSize(1);
    }

    @Test
    void takesAProgramThatMavenBuiltForItsOwn() throws Exception {
        checkout.startIn(checkout.file("."), List.of(checkout.file("mvnw").toString(), "verify"))
                .result();

        assertThat(checkout.start("serval", "predictor").result().exitCode()).isZero();
        assertThat(builds()).containsExactly("verify");

        change("inference-api/src/main/java/Tensor.java");
        assertThat(checkout.start("serval", "predictor").result().errors()).contains("building");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsNothingOnTheNextUse() throws Exception {
        buildOnce();

        var result = checkout.start("serval", "predictor").result();

        assertThat(result.errors()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void startsFromAnotherFolderThroughALink() throws Exception {
        buildOnce();
        var link =
                Files.createSymbolicLink(
                        checkout.home().resolve("serval"), checkout.file("serval"));

        var result =
                checkout.startIn(checkout.home(), List.of(link.toString(), "predictor")).result();

        assertThat(result.errors()).isEmpty();
        assertThat(result.output()).contains(checkout.file("predictor-runtime").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "inference-api/src/main/java/Tensor.java",
        "inference-api/src/main/java/fresh/Shape.java",
        "predictor-runtime/src/main/resources/application.properties",
        "predictor-runtime/pom.xml",
        "pom.xml"
    })
    void buildsAgainWhenAFileItWasMadeFromChanges(String file) throws Exception {
        buildOnce();
        change(file);

        var result = checkout.start("serval", "predictor").result();

        assertThat(result.errors()).contains("its sources changed");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsAgainWhenASourceIsDeleted() throws Exception {
        buildOnce();
        var source = checkout.file("inference-api/src/main/java/Tensor.java");
        Files.delete(source);
        touch(source.resolveSibling("."));

        checkout.start("serval", "predictor").result();

        assertThat(builds()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "explainer-runtime/src/main/java/Explainer.java",
        "inference-api/src/test/java/TensorTest.java"
    })
    void buildsNothingWhenAFileChangesThatItWasNotMadeFrom(String file) throws Exception {
        buildOnce();
        change(file);

        checkout.start("serval", "predictor").result();

        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenTheProgramWasCleaned() throws Exception {
        buildOnce();
        Files.delete(checkout.file("predictor-runtime/target/quarkus-app/quarkus-run.jar"));

        checkout.start("serval", "predictor").result();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFailsAndTriesAgainNextTime() throws Exception {
        checkout.script(checkout.file("mvnw"), "echo '[ERROR] a semicolon is missing' >&2; exit 1");
        var result = checkout.start("serval", "predictor").result();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors())
                .contains(
                        "[ERROR] a semicolon is missing",
                        checkout.file("target/launcher").toString());

        checkout.script(checkout.file("mvnw"), MAVEN);
        assertThat(checkout.start("serval", "predictor").result().exitCode()).isZero();
    }

    @Test
    void buildsOnlyWhatIsOlderThanItsSources() throws Exception {
        assertThat(checkout.start("serval", "build").result().errors())
                .contains("building predictor-runtime");

        assertThat(checkout.start("serval", "build").result().errors())
                .contains("predictor-runtime is up to date");
    }

    @Test
    void refusesToBuildWhatIsNotThereAndNamesWhatIs() throws Exception {
        addAnEngine();

        var result = checkout.start("serval", "build", "fast").result();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .contains(
                        "'fast', expected one of predictor-runtime transformer-runtime"
                                + " explainer-runtime platform-local model-storage trees");
    }

    @Test
    void buildsTheEngineThatIsNamedAndNoOther() throws Exception {
        addAnEngine();

        assertThat(checkout.start("serval", "build", "trees").result().errors())
                .contains("building engines/trees");
        assertThat(builds()).singleElement().asString().contains("-pl engines/trees -am");
    }

    @Test
    void buildsEveryProgramAndEngineWhereNoneIsNamed() throws Exception {
        addAnEngine();

        assertThat(checkout.start("serval", "build").result().errors())
                .contains("building predictor-runtime", "building engines/trees");
    }

    @Test
    void listsWhatCanBeBuilt() throws Exception {
        addAnEngine();

        assertThat(checkout.start("serval", "build", "--list").result().output())
                .isEqualTo(
                        "predictor-runtime\n"
                                + "transformer-runtime\n"
                                + "explainer-runtime\n"
                                + "platform-local\n"
                                + "model-storage\n"
                                + "trees\n");
    }

    @Test
    void buildsNoEngineForAFormatThatThePredictorHas() throws Exception {
        addEngine("xgboost");
        checkout.write("iris/model.onnx", "");

        checkout.start("serval", "predictor", "--model_dir", "iris").result();

        assertThat(builds()).singleElement().asString().contains("-pl predictor-runtime");
    }

    @ParameterizedTest
    @CsvSource({
        "1/model.ubj, '', xgboost",
        "model.json, '{\"learner\":{}}', xgboost",
        "model.bst, tree, lightgbm",
        "model.bst, binf, xgboost",
        "model.txt, tree, lightgbm",
        "a/1/m.pmml, '', pmml",
        "model.pt, '', pytorch",
        "model.mar, '', pytorch",
        "1/saved_model.pb, '', tensorflow",
        "model.joblib, '', sklearn"
    })
    void buildsTheEngineThatTheModelsFormatAsksFor(String file, String begin, String engine)
            throws Exception {
        addEngine(engine);
        checkout.write("models/" + file, begin);

        checkout.start("serval", "predictor", "--model_dir=models").result();
        checkout.start("serval", "predictor", "--model_dir", "models").result();

        assertThat(builds()).hasSize(2).last().asString().contains("-pl engines/" + engine);
    }

    @Test
    void buildsNoEngineForATextThatIsNoModel() throws Exception {
        addEngine("lightgbm");
        addEngine("xgboost");
        checkout.write("models/labels.txt", "setosa");
        checkout.write("models/config.json", "{}");

        checkout.start("serval", "predictor", "--repository", "models").result();

        assertThat(builds()).hasSize(1);
    }

    private void addAnEngine() throws IOException {
        addEngine("trees");
        checkout.write("engines/builtin/pom.xml", "<project/>");
    }

    /// An engine that is a plugin, and a Maven that builds it too.
    private void addEngine(String name) throws IOException {
        checkout.write(
                "engines/" + name + "/pom.xml",
                "<parent><artifactId>engine-plugins</artifactId></parent>");
        checkout.script(checkout.file("mvnw"), MAVEN + "mkdir -p target/engines/" + name);
    }

    @Test
    void buildsOnceForTwoFirstUsesAtTheSameTime() throws Exception {
        var gate = checkout.file("gate");
        checkout.script(
                checkout.file("mvnw"),
                // Ends also when the test did not: its folder, and sleep in it, are gone then.
                MAVEN + "until [ -e '" + gate + "' ]; do sleep 0.05 || exit 1; done");
        var first = checkout.start("serval", "predictor");
        await().until(() -> Files.exists(checkout.file("builds")));

        var second = checkout.start("serval", "predictor");
        await().until(() -> second.hasSaid("waiting for process " + first.process().pid()));
        Files.createFile(gate);

        assertThat(first.result().exitCode()).isZero();
        assertThat(second.result().exitCode()).isZero();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void takesTheLockOfAProcessThatDied() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(checkout.file("target/launcher"));
        Files.createSymbolicLink(
                checkout.file("target/launcher/lock"), Path.of(Long.toString(dead.pid())));

        assertThat(checkout.start("serval", "predictor").result().exitCode()).isZero();
        assertThat(builds()).hasSize(1);
        assertThat(checkout.file("target/launcher/lock")).doesNotExist();
    }

    private void buildOnce() throws IOException, InterruptedException {
        assertThat(checkout.start("serval", "predictor").result().exitCode()).isZero();
    }

    private void change(String file) throws IOException {
        touch(checkout.write(file, "changed"));
    }

    /// Makes `path` newer than the build, however coarse the file system's clock is.
    private static void touch(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private Path prepared(String file) {
        return checkout.file("predictor-runtime/target/quarkus-app/prepared").resolve(file);
    }

    private List<String> preparations() throws IOException {
        return Files.readAllLines(checkout.file("preparations"));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.file("builds"));
    }
}
