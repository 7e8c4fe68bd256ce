package dev.serval.engine.sklearn.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.engine.sklearn.estimator.Estimator;
import dev.serval.engine.sklearn.estimator.EstimatorReader;
import dev.serval.engine.sklearn.estimator.Vocabulary;
import dev.serval.engine.sklearn.numpy.JoblibArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that were made to do harm are refused, soon and in words.
@Timeout(60)
class HostilePicklesTest {
    private static final int CHANGED_FILES = 100;

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "os, system",
        "nt, system",
        "builtins, eval",
        "builtins, getattr",
        "__builtin__, exec",
        "subprocess, Popen",
        "numpy.testing._private.utils, runstring",
        "numpy.lib.npyio, load",
        "joblib, load",
        "functools, partial",
        "__main__, Model",
        "sklearnx.linear_model, Ridge"
    })
    void refusesANameThatIsOnNoListByThatName(String module, String name) {
        assertThatThrownBy(() -> read("c%s\n%s\n(S'true'\ntR.".formatted(module, name)))
                .isInstanceOf(PickleException.class)
                .hasMessage(
                        "%s.%s is not read; export it with skl2onnx",
                        module.replace("__builtin__", "builtins"), name);
    }

    @ParameterizedTest
    @CsvSource({"numpy, load", "numpy, save", "numpy, float64", "builtins, int"})
    void callsNothingOfNumpysButWhatMakesArrays(String module, String name) {
        assertThatThrownBy(() -> read("c%s\n%s\n(S'x'\ntR.".formatted(module, name)))
                .hasMessage("a call of %s.%s is not read; export it with skl2onnx", module, name);
    }

    @Test
    void anObjectOfScikitLearnIsOnlyItsNameAndArguments() {
        assertThat(read("csklearn.utils\nanything\n(S'rm'\ntR."))
                .isInstanceOfSatisfying(
                        Instance.class,
                        instance ->
                                assertThat(instance.type()).isEqualTo("sklearn.utils.anything"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesABrokenPickleAndSaysWhere(String pickle, String reason) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", "byte 0: 1 bytes are to follow, the file has 0 left"),
                Arguments.of(".", "a value is missing"),
                Arguments.of("\u0080\u0006N.", "pickle protocol 6, expected at most 5"),
                Arguments.of("B\u00ff\u00ff\u00ff\u00ffx.", "4294967295 bytes are to follow"),
                Arguments.of(
                        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffx.", "to follow"),
                Arguments.of("T\u00ff\u00ff\u00ff\u00ffx.", "to follow"),
                Arguments.of("I" + "9".repeat(2000) + "\n.", "no integer of at most 1000 digits"),
                Arguments.of("h\u0007.", "memo 7 is read before it is written"),
                Arguments.of("t.", "a mark is missing"),
                Arguments.of("(N\u0086.", "2 values are taken of 1"),
                Arguments.of("NNa.", "items are added to None, expected a list"),
                Arguments.of("}(Nu.", "a key of a dict has no value"),
                Arguments.of("NNb.", "None is given a state, expected an object"),
                Arguments.of("N)R.", "None is called, expected a class or function"),
                Arguments.of("\u0097.", "opcode 0x97 is not read"),
                Arguments.of("P1\n.", "opcode 0x50 is not read"),
                Arguments.of("i" + "os\nsystem\n.", "opcode 0x69 is not read"),
                Arguments.of("c" + "a".repeat(300) + "\nb\n.", "a name has 301 characters"),
                Arguments.of("cos", "the file ends within a line"));
    }

    @Test
    void aListThatHoldsItselfIsReadAndNotFollowed() {
        Value value = read("]q\u0000h\u0000a.");
        assertThat(value).isInstanceOf(Sequence.class);
        assertThat(((Sequence) value).at(0)).isSameAs(value);
    }

    @Test
    void nestingWithoutEndIsReadAndNotFollowed() {
        assertThat(read(")" + "\u0085".repeat(1_000_000) + ".").describe())
                .isEqualTo("a sequence of 1");
    }

    @Test
    void aPipelineThatIsItsOwnStepIsRefused() {
        String pipeline =
                "csklearn.pipeline\nPipeline\n)\u0081q\u0000}X\u0005\u0000\u0000\u0000steps]"
                        + "X\u0001\u0000\u0000\u0000ah\u0000\u0086asb.";
        assertThatThrownBy(() -> EstimatorReader.estimator(read(pipeline), new Vocabulary()))
                .isInstanceOf(PickleException.class)
                .hasMessage("its estimators are more than 32 deep or 200000 in all");
    }

    @Test
    void aDictThatManyObjectsShareIsNotCopied() {
        StringBuilder pickle = new StringBuilder("}q\u0000(");
        for (int i = 0; i < 20_000; i++) {
            pickle.append("I%d\nN".formatted(i));
        }
        pickle.append("u0");
        for (int i = 0; i < 20_000; i++) {
            pickle.append("csklearn.a\nB\n)\u0081h\u0000b0");
        }
        assertThat(read(pickle + "N.")).isEqualTo(Value.Nothing.NONE);
    }

    @Test
    void textsBecomeNoMoreBytesThanTheFileHas() {
        String call = "c_codecs\nencode\n(h\u0000X\u0006\u0000\u0000\u0000latin1tR0";
        String pickle = "V" + "x".repeat(1000) + "\nq\u00000" + call.repeat(100) + "N.";
        assertThatThrownBy(() -> read(pickle))
                .hasMessage("texts become more bytes than the file has");
    }

    @Test
    void aBombIsNotDecompressed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(megabyte);
            }
        }
        assertThatThrownBy(() -> PickleFile.read(packed.toByteArray(), new JoblibArrays()))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining("compressed bytes become more than");
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void refusesACompressionByItsName(String beginning, String name) {
        assertThatThrownBy(() -> read(beginning + "rest"))
                .hasMessageStartingWith("it is compressed with %s, expected zlib, gzip", name);
    }

    static Stream<Arguments> compressions() {
        return Stream.of(
                Arguments.of("BZh9", "bz2"),
                Arguments.of("\u00fd7zXZ", "xz"),
                Arguments.of("PK\u0003\u0004", "zip"),
                Arguments.of("]\u0000\u0000", "lzma"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "\u0060@\u0000",
                "\u0060@\u0000\u0005\u0000\u0000\u0000\u0010",
                "\u0060@\u0000\u0003\u0000\u0000\u0000\u0000\u0009\u0000",
                "\u0060@\u0000\u00ff\u00ff\u00ff\u00ff"
            })
    void refusesBrokenLz4(String rest) {
        assertThatThrownBy(() -> read("\u0004\"M\u0018" + rest))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining("lz4 frame")
                .hasMessageMatching(".*(broken|kind that is not read).*");
    }

    @Test
    void anLz4BombIsNotDecompressed() {
        String match = "\u001fa\u0001\u0000" + "\u00ff".repeat(1 << 19) + "\u0000";
        String size = "" + (char) 5 + (char) 0 + (char) 8 + (char) 0;
        assertThatThrownBy(() -> read("\u0004\"M\u0018\u0060@\u0000" + size + match))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining("compressed bytes become more than");
    }

    @ParameterizedTest
    @MethodSource("genuine")
    void aChangedFileIsAModelOrRefusedInWords(Path file) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < CHANGED_FILES; i++) {
            byte[] changed =
                    i % 4 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
            for (int n = random.nextInt(8); n >= 0 && changed.length > 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            refused += isRefused(changed) ? 1 : 0;
        }
        assertThat(refused).isBetween(1, CHANGED_FILES);
    }

    /// Anything but a refusal in words fails the test.
    private static boolean isRefused(byte[] content) throws IOException {
        try {
            Value value = PickleFile.read(content, new JoblibArrays()).value();
            Estimator estimator = EstimatorReader.estimator(value, new Vocabulary());
            assertThat(estimator.methods()).isNotEmpty();
            return false;
        } catch (PickleException refusal) {
            assertThat(refusal).hasMessageNotContaining("null");
            return true;
        }
    }

    static Stream<Path> genuine() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/genuine"))) {
            return files
                    .filter(file ->
                            file.getFileName().toString().matches("model[.](joblib|pkl|pickle)"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Value read(String latin1) {
        try {
            byte[] content = latin1.getBytes(StandardCharsets.ISO_8859_1);
            return PickleFile.read(content, new JoblibArrays()).value();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
