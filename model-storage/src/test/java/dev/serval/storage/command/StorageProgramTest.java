package dev.serval.storage.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.StorageProcess;
import dev.serval.storage.transfer.TransferProgress.Snapshot;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StorageProgramTest {
    @TempDir Path root;

    private final StringWriter printed = new StringWriter();

    @Test
    void pullsAModelAndSaysWhereItIs() throws Exception {
        Path model = Files.writeString(root.resolve("iris.onnx"), "x");
        assertThat(run("pull", model.toString(), root.resolve("pulled").toString())).isZero();
        assertThat(root.resolve("pulled/iris.onnx")).hasContent("x");
        assertThat(printed.toString())
                .contains("file://%s is in %s".formatted(model, root.resolve("pulled")));
    }

    @Test
    void pullsPairsAsAnInitContainerDoes() throws Exception {
        Path one = Files.writeString(root.resolve("one.onnx"), "1");
        Path two = Files.writeString(root.resolve("two.onnx"), "2");
        int code =
                run(
                        "initialize",
                        one.toString(),
                        root.resolve("a/one").toString(),
                        two.toString(),
                        root.resolve("a/two").toString(),
                        "--quiet");
        assertThat(code).isZero();
        assertThat(root.resolve("a/two/two.onnx")).hasContent("2");
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void explainsAFailureAndEndsWithOne() {
        assertThat(run("pull", "ftp://host/x", root.resolve("pulled").toString())).isEqualTo(1);
        assertThat(printed.toString())
                .startsWith(
                        "serval storage: storage URI 'ftp://host/x': scheme 'ftp' is not known, expected one of ");
    }

    @Test
    void endsWithTwoIfItIsUsedWrongly() {
        assertThat(run("pull")).isEqualTo(2);
        assertThat(run("pull", "a", "b", "--parallel", "many")).isEqualTo(2);
        assertThat(run("initialize", "a", "b", "c")).isEqualTo(2);
        assertThat(printed.toString()).contains("'c' has no directory");
    }

    @Test
    void saysWhichValueIsOutOfBounds() {
        assertThat(run("pull", "a", "b", "--parallel", "0")).isEqualTo(1);
        assertThat(printed.toString()).contains("parallel is 0, expected 1 to 256");
        assertThat(run("pull", "a", "b", "--sha256", "zz")).isEqualTo(1);
        assertThat(printed.toString())
                .contains("storage URI 'file://a': the requested sha256 is 'zz'");
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "512M, 536870912",
        "1t, 1099511627776",
        "2GiB, 2147483648",
        "3KB, 3072"
    })
    void readsSizes(String text, long bytes) {
        assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
    }

    @Test
    void refusesWhatIsNoSize() {
        assertThatThrownBy(() -> new ByteSize().convert("5X"))
                .hasMessageStartingWith("'5X' is no size");
    }

    @Test
    void tellsHowFarItIsAndHowLongItTakes() {
        Snapshot now =
                new Snapshot(3_000_000_000L, 5_000_000_000L, 1_000_000_000, Duration.ofSeconds(10));
        assertThat(ShownProgress.line(now))
                .isEqualTo("3.0 GB of 5.0 GB (60 %), 100.0 MB/s, 0:20 left");
        assertThat(ShownProgress.line(new Snapshot(500, 0, 500, Duration.ofSeconds(1))))
                .isEqualTo("500 bytes, 500 bytes/s");
    }

    @Test
    void loadsNoStoresLibraryForAModelOnThisMachine() throws Exception {
        Path model = Files.writeString(root.resolve("iris.onnx"), "x");
        Path log = root.resolve("classes.log");
        try (StorageProcess process =
                StorageProcess.start(
                        Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log),
                        "pull",
                        model.toString(),
                        root.resolve("pulled").toString())) {
            assertThat(process.await()).as(process.printed()).isZero();
        }
        assertThat(Files.readString(log))
                .contains("dev.serval.storage.s3.S3Store")
                .doesNotContain("software.amazon", "com.google");
    }

    private int run(String... arguments) {
        CommandLine line = StorageProgram.commandLine();
        line.setErr(new PrintWriter(printed));
        line.setOut(new PrintWriter(printed));
        return line.execute(arguments);
    }
}
