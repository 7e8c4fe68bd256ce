package dev.serval.engine.sklearn.skops;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.serval.engine.sklearn.pickle.BoundedReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// skops files at random, and genuine ones that were changed at random, are read or refused in
/// words, and never more.
class FuzzedSkopsTest {
    private static final Path GENUINE = Path.of("src/test/resources/genuine");
    private static final List<String> LOADERS =
            List.of(
                    "JsonNode",
                    "DictNode",
                    "DefaultDictNode",
                    "ListNode",
                    "TupleNode",
                    "SetNode",
                    "ObjectNode",
                    "TreeNode",
                    "LossNode",
                    "ConstructorFromReduceNode",
                    "FunctionNode",
                    "TypeNode",
                    "SliceNode",
                    "BytesNode",
                    "NdArrayNode",
                    "DTypeNode",
                    "MaskedArrayNode",
                    "RandomStateNode",
                    "MethodNode",
                    "CachedNode");

    private static final List<String> NAMES =
            List.of(
                    "sklearn.pipeline.Pipeline",
                    "sklearn.linear_model.Ridge",
                    "sklearn.tree._tree.Tree",
                    "sklearn.tree.DecisionTreeRegressor",
                    "builtins.dict",
                    "builtins.list",
                    "builtins.str",
                    "builtins.slice",
                    "numpy.ndarray",
                    "numpy.float64",
                    "os.system");

    private static final List<String> SCALARS =
            List.of("1", "-1", "1e999", "NaN", "null", "true", "\"a\"", "\"steps\"", "[", "");

    private static Path file = Path.of("");

    @BeforeContainer
    static void makeAFile() throws IOException {
        file = Files.createTempFile("fuzzed", ".skops");
    }

    @AfterContainer
    static void removeTheFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void nodesAtRandomAreReadOrRefusedInWords(@ForAll("nodes") JsonElement node) {
        SkopsZip.of(file, node.toString(), "0.npy", new byte[] {(byte) 0x93, 'N', 'U'});
        isModel();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aGenuineFileThatWasChangedIsAModelOrRefusedInWords(
            @ForAll("genuine") Path model, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, byte[]> members = members(model);
        List<String> names = List.copyOf(members.keySet());
        for (int n = random.nextInt(6); n >= 0; n--) {
            byte[] member = members.get(names.get(random.nextInt(names.size())));
            if (member != null && member.length > 0) {
                member[random.nextInt(member.length)] = (byte) random.nextInt(256);
            }
        }
        write(members);
        isModel();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aGenuineZipThatWasChangedIsAModelOrRefusedInWords(
            @ForAll("genuine") Path model, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] zip = Files.readAllBytes(model);
        for (int n = random.nextInt(6); n >= 0; n--) {
            zip[random.nextInt(zip.length)] = (byte) random.nextInt(256);
        }
        Files.write(file, zip);
        isModel();
    }

    private static void isModel() {
        BoundedReading.isModel((int) file.toFile().length(), () -> SkopsFile.read(file).value());
    }

    private static Map<String, byte[]> members(Path model) throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        try (ZipFile zip = new ZipFile(model.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return members;
    }

    private static void write(Map<String, byte[]> members) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
    }

    @Provide
    Arbitrary<Path> genuine() {
        return Arbitraries.of("linear", "tree_two_targets", "pipeline", "columns_mask")
                .map(name -> GENUINE.resolve("skops_" + name).resolve("model.skops"));
    }

    @Provide
    Arbitrary<JsonElement> nodes() {
        Arbitrary<JsonElement> leaves = Arbitraries.of(SCALARS).map(JsonPrimitive::new);
        return Arbitraries.recursive(() -> leaves, FuzzedSkopsTest::within, 0, 4);
    }

    /// A node with that within it, wherever nodes have something within.
    private static Arbitrary<JsonElement> within(Arbitrary<JsonElement> inner) {
        return Combinators.combine(
                        Arbitraries.of(LOADERS),
                        Arbitraries.of(NAMES),
                        inner.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of("list", "dict", "one", "arguments"))
                .as(FuzzedSkopsTest::node);
    }

    private static JsonElement node(
            String loader, String name, List<JsonElement> inner, String form) {
        JsonObject node = new JsonObject();
        int dot = name.lastIndexOf('.');
        node.addProperty("__module__", name.substring(0, dot));
        node.addProperty("__class__", name.substring(dot + 1));
        node.addProperty("__loader__", loader);
        node.addProperty("__id__", name.length());
        node.addProperty("type", "json");
        node.addProperty("file", "0.npy");
        JsonArray list = new JsonArray();
        inner.forEach(list::add);
        JsonObject dictionary = new JsonObject();
        List.of("steps", "main", "args").forEach(key -> dictionary.add(key, inner.getFirst()));
        node.add("shape", inner.getLast());
        node.add("key_types", inner.getLast());
        node.add(form.equals("arguments") ? "__reduce__" : "content", dictionary);
        switch (form) {
            case "list" -> node.add("content", list);
            case "one" -> node.add("content", inner.getFirst());
            default -> node.addProperty("more", true);
        }
        return node;
    }
}
