package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Java's AOT cache of a runtime, made by the image's own Java runtime over the image's own files:
/// the runtime is started on an example, used and ended.
final class QuickStart {
    private static final String PROGRAM = "deployments";
    private static final String CACHE = PROGRAM + "/prepared/app.aot";

    /// As the launch file of a checkout has them, which adds to the heap where there are many
    /// processors: that takes a shell, and an image need not have one.
    static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms32m",
                    "-XX:TrimNativeHeapInterval=5000",
                    "-XX:Tier2InvokeNotifyFreqLog=16",
                    "-XX:Tier2BackedgeNotifyFreqLog=19",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private static final String NATIVE = "-Donnxruntime.native.path=";
    private static final String NATIVE_LIBRARY = PROGRAM + "/native";

    private final FileTree tree;
    private final Path app;
    private final Path example;

    /// @param tree the image's files
    /// @param app the runtime as it was built, which names the program that uses it
    /// @param example what that program takes for an example
    QuickStart(FileTree tree, Path app, Path example) {
        this.tree = tree;
        this.app = app;
        this.example = example;
    }

    /// The image's files.
    FileTree tree() {
        return tree;
    }

    /// Makes the cache.
    void prepare() throws IOException, InterruptedException {
        Path cache = tree.resolve(CACHE);
        Files.createDirectories(cache.getParent());
        String name = tree.root().getFileName().toString();
        Path logs = Files.createDirectories(tree.root().resolveSibling("logs"));
        Path log = logs.resolve(name + ".log");
        String java = tree.resolve(JavaRuntime.PLACE + "/bin/java").toString();
        String jar = tree.resolve(PROGRAM + "/quarkus-run.jar").toString();
        List<String> words =
                new ArrayList<>(
                        List.of(
                                java,
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-cp",
                                jar,
                                Files.readString(app.resolve("preparation")).strip(),
                                example.toString(),
                                log.toString(),
                                java));
        words.addAll(OPTIONS);
        words.add("-XX:AOTCacheOutput=" + cache);
        if (hasNativeLibrary()) {
            words.add(NATIVE + tree.resolve(NATIVE_LIBRARY));
        }
        words.add("-jar");
        words.add(jar);
        Command.run(words, logs.resolve(name + "-preparation.log"));
        if (!Files.isRegularFile(cache)) {
            throw new IOException("%s was not made: %s says why".formatted(cache, log));
        }
    }

    /// The command that starts the runtime in the image.
    List<String> command() {
        List<String> words = new ArrayList<>();
        words.add("/" + JavaRuntime.PLACE + "/bin/java");
        words.addAll(OPTIONS);
        words.add("-XX:AOTCache=/" + CACHE);
        words.add("-Xlog:aot=off");
        words.add("-Xlog:cds=off");
        words.add("-Dserval.launch.aot-cache=/" + CACHE);
        if (hasNativeLibrary()) {
            words.add(NATIVE + "/" + NATIVE_LIBRARY);
        }
        words.add("-jar");
        words.add("/" + PROGRAM + "/quarkus-run.jar");
        return words;
    }

    private boolean hasNativeLibrary() {
        return Files.isDirectory(tree.resolve(NATIVE_LIBRARY));
    }
}
