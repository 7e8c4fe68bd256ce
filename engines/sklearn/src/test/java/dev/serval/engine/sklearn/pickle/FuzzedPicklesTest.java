package dev.serval.engine.sklearn.pickle;

import dev.serval.engine.sklearn.numpy.JoblibArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/// Pickles at random are read or refused in words, and never more.
class FuzzedPicklesTest {
    /// Opcodes that take nothing from the stream, and some that lie about what follows.
    private static final List<String> INSTRUCTIONS =
            List.of(
                    "(",
                    ".",
                    "0",
                    "1",
                    "2",
                    "N",
                    "]",
                    "}",
                    ")",
                    "a",
                    "b",
                    "d",
                    "e",
                    "l",
                    "o",
                    "s",
                    "t",
                    "u",
                    "R",
                    "\u0081",
                    "\u0085",
                    "\u0086",
                    "\u0087",
                    "\u0088",
                    "\u0089",
                    "\u008f",
                    "\u0090",
                    "\u0091",
                    "\u0092",
                    "\u0093",
                    "\u0094",
                    "\u0095",
                    "I7\n",
                    "I-1\n",
                    "L9999999999999L\n",
                    "F1e308\n",
                    "K\u0003",
                    "M\u00ff\u00ff",
                    "J\u00ff\u00ff\u00ff\u00ff",
                    "h\u0000",
                    "h\u0001",
                    "q\u0000",
                    "q\u0001",
                    "r\u00ff\u00ff\u00ff\u00ff",
                    "X\u0001\u0000\u0000\u0000a",
                    "X\u00ff\u00ff\u00ff\u007f",
                    "B\u0003\u0000\u0000\u0000abc",
                    "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
                    "Vwords\n",
                    "S'words'\n",
                    "\u0080\u0005");

    private static final List<String> NAMES =
            List.of(
                    "sklearn.pipeline\nPipeline",
                    "sklearn.linear_model\nRidge",
                    "sklearn.tree\nDecisionTreeClassifier",
                    "sklearn.compose\nColumnTransformer",
                    "joblib.numpy_pickle\nNumpyArrayWrapper",
                    "numpy.core.multiarray\n_reconstruct",
                    "numpy.core.multiarray\nscalar",
                    "numpy._core.numeric\n_frombuffer",
                    "numpy\nndarray",
                    "numpy\ndtype",
                    "builtins\nslice",
                    "builtins\nbytearray",
                    "_codecs\nencode",
                    "copyreg\n_reconstructor",
                    "collections\nOrderedDict",
                    "os\nsystem");

    private static final List<String> WORDS =
            List.of(
                    "steps",
                    "coef_",
                    "intercept_",
                    "n_features_in_",
                    "classes_",
                    "tree_",
                    "nodes",
                    "values",
                    "transformers_",
                    "dtype",
                    "shape",
                    "order",
                    "latin1",
                    "f8",
                    "U9999",
                    "V64",
                    "O8",
                    "_sklearn_version");

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void programsAtRandomAreReadOrRefusedInWords(@ForAll("programs") byte[] pickle) {
        isModel(pickle);
    }

    @Property(tries = 500)
    void bytesAtRandomAreReadOrRefusedInWords(@ForAll @Size(max = 300) byte[] pickle) {
        isModel(pickle);
    }

    /// The first bytes of zlib, gzip and lz4, and then anything.
    @Property(tries = 500)
    void compressedBytesAtRandomAreReadOrRefusedInWords(
            @ForAll("compressions") String beginning, @ForAll @Size(max = 300) byte[] rest) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(beginning.getBytes(StandardCharsets.ISO_8859_1));
        content.writeBytes(rest);
        byte[] pickle = content.toByteArray();
        // An lz4 frame may say that it is to become four megabytes.
        BoundedReading.isModel(pickle.length + (8 << 10), () -> read(pickle));
    }

    @Provide
    Arbitrary<String> compressions() {
        return Arbitraries.of(
                "x\u009c",
                "\u001f\u008b\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0003",
                "\u0004\"M\u0018\u0060@\u0082",
                "\u0004\"M\u0018\u0060\u0070\u0073");
    }

    @Provide
    Arbitrary<byte[]> programs() {
        Arbitrary<String> names = Arbitraries.of(NAMES).map(name -> "c" + name + "\n");
        Arbitrary<String> words = Arbitraries.of(WORDS).map(word -> "V" + word + "\n");
        Arbitrary<String> instructions =
                Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.of(INSTRUCTIONS)),
                        Tuple.of(2, names),
                        Tuple.of(2, words));
        return instructions
                .list()
                .ofMaxSize(60)
                .map(list -> (String.join("", list) + ".").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void isModel(byte[] pickle) {
        BoundedReading.isModel(pickle.length, () -> read(pickle));
    }

    private static Value read(byte[] pickle) throws IOException {
        return PickleFile.read(pickle, new JoblibArrays()).value();
    }
}
