package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Java's AOT cache of the predictor, made by the image's own Java runtime over the image's own
/// files: the predictor is started, called over every protocol and ended.
final class QuickStart {
    private static final String PROGRAM = "deployments";
    private static final String CACHE = PROGRAM + "/prepared/app.aot";

    /// As the launch file of a checkout has them.
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms32m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final FileTree tree;
    private final Path model;

    /// @param tree the image's files
    /// @param model the folder of a model of four numbers a row
    QuickStart(FileTree tree, Path model) {
        this.tree = tree;
        this.model = model;
    }

    /// Makes the cache.
    void prepare() throws IOException, InterruptedException {
        Path cache = tree.resolve(CACHE);
        Files.createDirectories(cache.getParent());
        String java = tree.resolve(JavaRuntime.PLACE + "/bin/java").toString();
        String jar = tree.resolve(PROGRAM + "/quarkus-run.jar").toString();
        Path logs = tree.root().resolveSibling("logs");
        Files.createDirectories(logs);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                java,
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                jar,
                                "dev.serval.predictor.preparation.Preparation",
                                model.toString(),
                                logs.resolve("predictor.log").toString(),
                                java));
        words.addAll(OPTIONS);
        words.add("-XX:AOTCacheOutput=" + cache);
        words.add("-Donnxruntime.native.path=" + tree.resolve(PROGRAM + "/native"));
        words.add("-jar");
        words.add(jar);
        Command.run(words, logs.resolve("preparation.log"));
        if (!Files.isRegularFile(cache)) {
            throw new IOException(
                    "%s was not made: %s says why".formatted(cache, logs.resolve("predictor.log")));
        }
    }

    /// The command that starts the predictor in the image.
    List<String> command() {
        List<String> words = new ArrayList<>();
        words.add("/" + JavaRuntime.PLACE + "/bin/java");
        words.addAll(OPTIONS);
        words.add("-XX:AOTCache=/" + CACHE);
        words.add("-Xlog:aot=off");
        words.add("-Xlog:cds=off");
        words.add("-Dserval.launch.aot-cache=/" + CACHE);
        words.add("-Donnxruntime.native.path=/" + PROGRAM + "/native");
        words.add("-jar");
        words.add("/" + PROGRAM + "/quarkus-run.jar");
        return words;
    }
}
