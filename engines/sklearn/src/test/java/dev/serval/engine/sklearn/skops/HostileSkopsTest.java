package dev.serval.engine.sklearn.skops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.engine.sklearn.estimator.EstimatorReader;
import dev.serval.engine.sklearn.estimator.Vocabulary;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// skops files that were made to do harm are refused, soon and in words.
@Timeout(60)
class HostileSkopsTest {
    private static final String NODE =
            "\"__module__\": \"%s\", \"__class__\": \"%s\", \"__loader__\": \"%s\"";
    private static final String ARRAY =
            "{" + NODE.formatted("numpy", "ndarray", "NdArrayNode") + ", \"type\": \"numpy\",";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "os, system, FunctionNode",
        "posix, system, TypeNode",
        "builtins, eval, TypeNode",
        "builtins, getattr, FunctionNode",
        "subprocess, Popen, ObjectNode",
        "__main__, Model, ObjectNode",
        "sklearnx.linear_model, Ridge, ObjectNode",
        "numpy.f2py, compile, FunctionNode",
        "shutil, rmtree, ListNode",
        "os, environ, DictNode",
        "pickle, Unpickler, LossNode"
    })
    void refusesANameThatIsOnNoListByThatName(String module, String name, String loader) {
        String schema = "{%s}".formatted(NODE.formatted(module, name, loader));
        assertThatThrownBy(() -> read(schema))
                .isInstanceOf(PickleException.class)
                .hasMessage("%s.%s is not read; export it with skl2onnx", module, name);
    }

    @ParameterizedTest
    @CsvSource({
        "functools, partial, PartialNode",
        "builtins, object, MethodNode",
        "operator, attrgetter, OperatorFuncNode",
        "scipy.sparse._csr, csr_matrix, SparseMatrixNode",
        "quantile_forest, QuantileForest, QuantileForestNode",
        "sklearn.tree, Tree, CachedNode"
    })
    void refusesANodeThatIsNotReadByItsLoader(String module, String name, String loader) {
        assertThatThrownBy(() -> read("{%s}".formatted(NODE.formatted(module, name, loader))))
                .hasMessage(
                        "a %s of %s.%s is not read; export it with skl2onnx", loader, module, name);
    }

    @Test
    void anObjectIsMadeByNothingThatOnlyHasAName() {
        assertThatThrownBy(
                        () -> read("{%s}".formatted(NODE.formatted("numpy", "load", "ObjectNode"))))
                .hasMessage("a call of numpy.load is not read; export it with skl2onnx");
    }

    @Test
    void anObjectOfScikitLearnIsOnlyItsName() {
        assertThat(read("{%s}".formatted(NODE.formatted("sklearn.utils", "any", "ObjectNode"))))
                .isInstanceOfSatisfying(
                        Instance.class,
                        instance -> assertThat(instance.type()).isEqualTo("sklearn.utils.any"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../0.npy",
                "/etc/passwd",
                "a/0.npy",
                "..",
                "C:\\\\x.npy",
                "",
                "0.npy\\u0000"
            })
    void refusesAMemberInAFolderByItsName(String member) {
        assertThatThrownBy(() -> read(ARRAY + "\"file\": \"" + member + "\"}"))
                .isInstanceOf(PickleException.class)
                .hasMessageStartingWith("a node names the member '")
                .hasMessageEndingWith("expected a plain file name");
    }

    @Test
    void refusesAMemberThatIsNotThereByItsName() {
        assertThatThrownBy(() -> read(ARRAY + "\"file\": \"9.npy\"}"))
                .hasMessage("a node names '9.npy', which is not in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema.json", "0.npy"})
    void aBombIsNotUnpacked(String member) throws IOException {
        byte[] zeros = new byte[76 << 20];
        Path file = folder.resolve("m.skops");
        boolean isSchema = member.equals("schema.json");
        SkopsZip zip =
                isSchema
                        ? SkopsZip.ofSchema(file, new String(zeros, StandardCharsets.US_ASCII))
                        : SkopsZip.of(file, ARRAY + "\"file\": \"0.npy\"}", member, zeros);
        assertThat(Files.size(file)).isLessThan(1 << 20);
        assertThatThrownBy(zip::read)
                .isInstanceOf(PickleException.class)
                .hasMessageMatching("its [0-9]+ bytes become more than [0-9]+");
    }

    @Test
    void aBombOfEmptyListsIsCountedAndNotMade() {
        String lists = "[],".repeat(2_100_000);
        assertThatThrownBy(() -> read("{\"content\": [" + lists + "[]]}"))
                .hasMessage("its schema has more than 4000000 elements");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"content\":"})
    void nestingWithoutEndIsNotFollowed(String level) {
        assertThatThrownBy(() -> read(level.repeat(1_000_000)))
                .isInstanceOf(PickleException.class)
                .hasMessageStartingWith("its schema is no JSON that is at most 200 deep");
    }

    /// skops takes a node for the one that had its id before; here no node is another.
    @Test
    void idsMakeNoRings() {
        String list = NODE.formatted("builtins", "list", "ListNode") + ", \"__id__\": 7";
        Value value = read("{%s, \"content\": [{%s, \"content\": []}]}".formatted(list, list));
        assertThat(value.describe()).isEqualTo("a sequence of 1");
    }

    @ParameterizedTest
    @MethodSource("brokenArrays")
    void refusesABrokenArray(byte[] npy, String reason) {
        SkopsZip zip =
                SkopsZip.of(
                        folder.resolve("m.skops"), ARRAY + "\"file\": \"0.npy\"}", "0.npy", npy);
        assertThatThrownBy(() -> NumpyValues.findArray(zip.read().value()))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> brokenArrays() {
        return Stream.of(
                Arguments.of(new byte[0], "does not begin as NumPy's files do"),
                Arguments.of(latin1("\u0093NUMPY"), "version -1"),
                Arguments.of(latin1("\u0093NUMPY\u0009\u0000"), "version 9"),
                Arguments.of(latin1("\u0093NUMPY\u0001\u0000x"), "ends within its header"),
                Arguments.of(
                        latin1("\u0093NUMPY\u0002\u0000\u00ff\u00ff\u00ff\u00ff"),
                        "the header of an array has 4294967295 bytes, expected at most 65536"),
                Arguments.of(npy("__import__('os')"), "the header of an array is '__import__"),
                Arguments.of(header("'<f8'", "1000000, 1000000, 1000000"), "expected"),
                Arguments.of(header("'<f8'", "99999999999999"), "expected a size"),
                Arguments.of(header("'<f8'", "2,"), "an array has 1 elements, expected 2"),
                Arguments.of(header("'|O'", "1,"), "dtype 'O' is not read"),
                Arguments.of(header("'<M8[ns]'", "1,"), "dtype 'M8[ns]' is not read"),
                Arguments.of(header("'<U999999999'", "1,"), "is not read"),
                Arguments.of(header("[('a', '<f8', (9,))]", "1,"), "is not read"),
                Arguments.of(header("[('a', '<f8')", "1,"), "is not read"),
                Arguments.of(header("[('a', '<f8'), ('b', '<f8')]", "1,"), "elements"));
    }

    private static byte[] header(String type, String shape) {
        return npy("{'descr': %s, 'fortran_order': False, 'shape': (%s), }".formatted(type, shape));
    }

    private static byte[] npy(String header) {
        String length = String.valueOf((char) header.length()) + '\u0000';
        return latin1("\u0093NUMPY\u0001\u0000" + length + header + "12345678");
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("brokenNodes")
    void refusesABrokenNodeAndSaysWhatItLacks(String schema, String reason) {
        assertThatThrownBy(() -> EstimatorReader.estimator(read(schema), new Vocabulary()))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> brokenNodes() {
        String json = NODE.formatted("builtins", "str", "JsonNode");
        String dict = NODE.formatted("builtins", "dict", "DictNode");
        return Stream.of(
                Arguments.of("", "its schema is no JSON"),
                Arguments.of("[]", "a node is an array, expected an object"),
                Arguments.of("{}", "a node has no '__loader__', only '[]'"),
                Arguments.of(
                        "{\"__loader__\": 1}", "'__loader__' of a node is '1', expected a string"),
                Arguments.of("{%s, \"content\": \"[1]\"}".formatted(json), "expected JSON of one"),
                Arguments.of("{%s, \"content\": \"\\\"a\"}".formatted(json), "no JSON string"),
                Arguments.of(
                        "{%s, \"content\": \"%s\"}".formatted(json, "9".repeat(2000)),
                        "expected JSON of one"),
                Arguments.of(
                        "{%s, \"content\": {}, \"key_types\": 3}".formatted(dict),
                        "'key_types' of a node is '3', expected an object"),
                Arguments.of(
                        "{%s, \"content\": {\"a\": {}}, \"key_types\": {\"content\": []}}"
                                .formatted(dict),
                        "a dict has keys of 0 types only"),
                Arguments.of(
                        "{%s, \"content\": \"1\"}".formatted(json),
                        "it holds 1, expected an estimator of scikit-learn"));
    }

    @Test
    void refusesAFileThatIsNoZip() throws IOException {
        Path file = Files.writeString(folder.resolve("m.skops"), "this is no zip");
        assertThatThrownBy(() -> SkopsFile.read(file))
                .isInstanceOf(PickleException.class)
                .hasMessageStartingWith("it is no sound zip: ");
    }

    @Test
    void refusesAZipWithoutASchema() throws IOException {
        Path file = folder.resolve("m.skops");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("0.npy"));
        }
        assertThatThrownBy(() -> SkopsFile.read(file))
                .hasMessage("it has no schema.json, expected a skops file");
    }

    private Value read(String schema) {
        return SkopsZip.ofSchema(folder.resolve("m.skops"), schema).read().value();
    }
}
