package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The contents of the images of Serval's programs, laid out from what was built in a checkout.
public final class ServalPrograms {
    private static final String PROGRAM = "deployments";
    private static final String JAVA = "/" + JavaRuntime.PLACE + "/bin/java";
    private static final String JAR = "/" + PROGRAM + "/quarkus-run.jar";
    private static final String PREDICTOR = "predictor";
    private static final int PORT = 8080;
    private static final int WEBHOOK_PORT = 9443;
    private static final ImageContent.Layer RUNTIME =
            new ImageContent.Layer("java", List.of(JavaRuntime.PLACE));
    private static final ImageContent.Layer LIBRARIES =
            new ImageContent.Layer("libraries", List.of(PROGRAM + "/lib"));
    private static final ImageContent.Layer APPLICATION =
            new ImageContent.Layer(
                    "program",
                    List.of(PROGRAM + "/app", PROGRAM + "/quarkus", PROGRAM + "/quarkus-run.jar"));

    private static final ImageContent.Layer PREPARED =
            new ImageContent.Layer("prepared", List.of(PROGRAM + "/prepared"));

    private final Path checkout;
    private final Path workspace;
    private final JavaRuntime java;
    private final JavaRuntime pictures;
    private final NativePrograms natives;
    private @Nullable QuickStart predictor;

    /// @param checkout the folder of Serval's sources, with what was built in it
    /// @param workspace where the contents are laid out
    public ServalPrograms(Path checkout, Path workspace) throws IOException, InterruptedException {
        this.checkout = checkout;
        this.workspace = workspace;
        this.java = JavaRuntime.in(workspace.resolve("java"));
        this.pictures = JavaRuntime.withPictures(workspace.resolve("java-with-pictures"));
        this.natives = new NativePrograms(checkout);
    }

    /// What there are images of: the programs, and a predictor more for each engine that was built,
    /// and those native ones that were.
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        names.add(PREDICTOR);
        names.addAll(natives.built());
        engines().forEach(engine -> names.add(PREDICTOR + "-" + engine));
        names.addAll(List.of("transformer", "explainer", "operator", "storage"));
        return names;
    }

    /// What the image of that name holds.
    public ImageContent content(String name) throws IOException, InterruptedException {
        Optional<NativeProgram> compiled = natives.find(name);
        if (compiled.isPresent()) {
            return compiled.get().content(FileTree.at(workspace.resolve(name)));
        }
        return switch (name) {
            case "transformer" -> transformer();
            case "explainer" -> explainer();
            case "operator" -> operator();
            case "storage" -> storage();
            case PREDICTOR -> predictor("");
            default -> predictor(name.substring(PREDICTOR.length() + 1));
        };
    }

    /// @param engine that it has beside the one that is built in; empty for none
    private ImageContent predictor(String engine) throws IOException, InterruptedException {
        QuickStart quick = predictor;
        if (quick == null) {
            quick = preparedPredictor();
            predictor = quick;
        }
        FileTree tree = quick.tree();
        if (!engine.isEmpty()) {
            tree.copy(checkout.resolve("target/engines").resolve(engine), folder(engine));
            if (OpenMpLibrary.isNeededBy(engine)) {
                OpenMpLibrary.take(OpenMpLibrary.folders(), tree.resolve(folder(engine)));
            }
            tree.settle();
        }
        return predictor(tree, engine, quick.command());
    }

    private static String folder(String engine) {
        return PROGRAM + "/engines/" + engine;
    }

    private QuickStart preparedPredictor() throws IOException, InterruptedException {
        FileTree tree =
                tree(PREDICTOR, pictures); // it runs a transformer's steps where it is told to
        Path app = checkout.resolve("predictor-runtime/target/quarkus-app");
        tree.copy(app, PROGRAM, ServalPrograms::isPartOfTheProgram);
        NativeLibrary.take(
                tree.resolve(PROGRAM + "/lib/main"), tree.resolve(PROGRAM + "/native"), platform());
        tree.settle();
        QuickStart quick = new QuickStart(tree, app, checkout.resolve("examples/iris/model"));
        quick.prepare();
        tree.settle();
        return quick;
    }

    private static ImageContent predictor(FileTree tree, String engine, List<String> command)
            throws IOException {
        List<ImageContent.Layer> layers = new ArrayList<>();
        layers.add(RUNTIME);
        layers.add(new ImageContent.Layer("native library", List.of(PROGRAM + "/native")));
        layers.add(LIBRARIES);
        layers.add(APPLICATION);
        layers.add(PREPARED);
        if (!engine.isEmpty()) {
            layers.add(new ImageContent.Layer("engine", List.of(folder(engine))));
        }
        layers.add(
                engine.isEmpty()
                        ? inventory(tree, PREDICTOR, PROGRAM + "/lib")
                        : inventory(
                                tree, PREDICTOR + "-" + engine, PROGRAM + "/lib", folder(engine)));
        return new ImageContent(
                "serval/predictor",
                engine,
                engine.isEmpty()
                        ? "Serval's predictor, for ONNX models"
                        : "Serval's predictor, for ONNX and %s models".formatted(engine),
                tree.root(),
                layers,
                command,
                OpenMpLibrary.isNeededBy(engine)
                        ? Map.of("LD_LIBRARY_PATH", "/" + folder(engine))
                        : Map.of(),
                List.of(PORT));
    }

    /// The transformer, whose steps may read pictures.
    private ImageContent transformer() throws IOException, InterruptedException {
        return follower("transformer", "examples/transformer", tree("transformer", pictures));
    }

    /// The explainer.
    private ImageContent explainer() throws IOException, InterruptedException {
        return follower("explainer", "examples/explain", tree("explainer", java));
    }

    /// @param example what it is used on for its AOT cache
    private ImageContent follower(String name, String example, FileTree tree)
            throws IOException, InterruptedException {
        Path app = checkout.resolve(name + "-runtime/target/quarkus-app");
        tree.copy(app, PROGRAM, ServalPrograms::isPartOfTheProgram);
        tree.settle();
        QuickStart quick = new QuickStart(tree, app, checkout.resolve(example));
        quick.prepare();
        tree.settle();
        return new ImageContent(
                "serval/" + name,
                "",
                "Serval's " + name,
                tree.root(),
                List.of(
                        RUNTIME,
                        LIBRARIES,
                        APPLICATION,
                        PREPARED,
                        inventory(tree, name, PROGRAM + "/lib")),
                quick.command(),
                Map.of(),
                List.of(PORT));
    }

    /// The operator.
    private ImageContent operator() throws IOException {
        FileTree tree = tree("operator", java);
        tree.copy(
                checkout.resolve("platform-operator/target/quarkus-app"),
                PROGRAM,
                ServalPrograms::isPartOfTheProgram);
        tree.settle();
        return new ImageContent(
                "serval/operator",
                "",
                "Serval's operator",
                tree.root(),
                List.of(
                        RUNTIME,
                        LIBRARIES,
                        APPLICATION,
                        inventory(tree, "operator", PROGRAM + "/lib")),
                List.of(
                        JAVA,
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        // What it runs often is over before optimizing it has paid for itself.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MaxRAMPercentage=60",
                        "-jar",
                        JAR),
                Map.of(),
                List.of(PORT, WEBHOOK_PORT));
    }

    /// What fetches a model for an image that does not do so by itself.
    private ImageContent storage() throws IOException {
        FileTree tree = tree("storage", java);
        Path built = checkout.resolve("model-storage/target");
        tree.copy(built.resolve("lib"), PROGRAM + "/lib");
        tree.copy(built.resolve("model-storage.jar"), PROGRAM + "/model-storage.jar");
        tree.settle();
        return new ImageContent(
                "serval/storage",
                "",
                "Serval's storage initializer",
                tree.root(),
                List.of(
                        RUNTIME,
                        LIBRARIES,
                        new ImageContent.Layer("program", List.of(PROGRAM + "/model-storage.jar")),
                        inventory(tree, "storage", PROGRAM + "/lib")),
                List.of(
                        JAVA,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        "/" + PROGRAM + "/model-storage.jar",
                        "initialize"),
                Map.of(),
                List.of());
    }

    /// The image's bill of materials, in a file of its own name: a layer is known by names alone.
    private static ImageContent.Layer inventory(FileTree tree, String image, String... libraries)
            throws IOException {
        String file = "%s/%s.cdx.json".formatted(PROGRAM, image);
        Inventory inventory =
                new Inventory("serval/" + image).withJava(tree.resolve(JavaRuntime.PLACE));
        for (String folder : libraries) {
            inventory.withLibraries(tree.resolve(folder));
        }
        inventory.write(tree.resolve(file));
        tree.settle();
        return new ImageContent.Layer("inventory", List.of(file));
    }

    private FileTree tree(String name, JavaRuntime runtime) throws IOException {
        FileTree tree = FileTree.at(workspace.resolve(name));
        tree.copy(runtime.home(), JavaRuntime.PLACE, below -> !below.startsWith("legal"));
        return tree;
    }

    private List<String> engines() throws IOException {
        Path folder = checkout.resolve("target/engines");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> engines = Files.list(folder)) {
            return engines.filter(Files::isDirectory)
                    .map(engine -> engine.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// How the program is started on a laptop, and what was prepared there, is no part of it.
    private static boolean isPartOfTheProgram(Path below) {
        return below.startsWith("lib")
                || below.startsWith("app")
                || below.startsWith("quarkus")
                || below.endsWith("quarkus-run.jar");
    }

    private static String platform() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "linux-x64";
            case "aarch64" -> "linux-aarch64";
            default ->
                    throw new IllegalStateException(
                            "there is no image for processors of type '%s', expected amd64 or aarch64"
                                    .formatted(System.getProperty("os.arch")));
        };
    }
}
