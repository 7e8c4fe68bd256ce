package dev.serval.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder with copies of the root's scripts, and the surroundings in which they run: an empty
/// home, and a PATH that holds a few of the machine's tools but no `java` and no `mvn` unless a
/// test adds one.
final class Checkout {
    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "awk",
                    "cat",
                    "chmod",
                    "cp",
                    "curl",
                    "cut",
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "ln",
                    "mkdir",
                    "mktemp",
                    "mv",
                    "readlink",
                    "rm",
                    "rmdir",
                    "sed",
                    "sha512sum",
                    "shasum",
                    "sleep",
                    "sort",
                    "tail",
                    "tee",
                    "touch",
                    "tr",
                    "uname",
                    "wget");

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Checkout(Path folder) {
        this.folder = folder;
    }

    /// Copies the scripts into `folder/checkout`.
    static Checkout in(Path folder) throws IOException {
        var checkout = new Checkout(folder);
        var source = Path.of(System.getProperty("serval.root"));
        for (var script :
                List.of(
                        "serval",
                        "mvnw",
                        ".mvn/find-jdk.sh",
                        "src/main/launcher/command.sh",
                        "src/main/launcher/heap.sh",
                        "src/main/launcher/launch",
                        "src/main/launcher/prepare",
                        "predictor-runtime/src/main/launcher/preparation")) {
            var copy = checkout.file(script);
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(source.resolve(script), copy);
        }
        Files.createDirectories(folder.resolve("home"));
        checkout.addTools();
        return checkout.with("HOME", folder.resolve("home").toString())
                .with("SERVAL_JDK_FOLDERS", checkout.jdks().toString());
    }

    Path file(String name) {
        return folder.resolve("checkout").resolve(name);
    }

    Path home() {
        return folder.resolve("home");
    }

    /// Where this checkout's user has installed JDKs.
    Path jdks() {
        return folder.resolve("jdks");
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// A made-up JDK that says in its `release` file which it is; its `java` prints its arguments,
    /// but where it is to make an AOT cache notes that in `preparations` and makes one.
    Path jdk(String version) throws IOException {
        return jdkAt(jdks().resolve("jdk-" + version), version);
    }

    Path jdkAt(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Us\"\nJAVA_VERSION=\"%1$s\"\nJAVA_RUNTIME_VERSION=\"%1$s+9\"\n"
                        .formatted(version));
        script(
                home.resolve("bin/java"),
                """
                for argument in "$@"; do
                  case $argument in
                    -XX:AOTCacheOutput=*)
                      echo "$@" >>'%s'
                      echo cache >"${argument#*=}"
                      exit 0 ;;
                  esac
                done
                printf '<%%s>' "$@"
                """
                        .formatted(file("preparations")));
        script(home.resolve("bin/javac"), "exit 0");
        script(
                home.resolve("bin/jar"),
                "exec '%s/bin/jar' \"$@\"".formatted(System.getProperty("java.home")));
        return home;
    }

    /// Adds a command to the PATH.
    Path tool(String name, String body) throws IOException {
        return script(tools().resolve(name), body);
    }

    void linkTool(String name, Path target) throws IOException {
        Files.createSymbolicLink(tools().resolve(name), target);
    }

    Path write(String name, String text) throws IOException {
        var file = file(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }

    Path script(Path file, String body) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Starts one of the scripts with the checkout as working directory.
    RunningCommand start(String script, String... arguments) throws IOException {
        return startIn(
                file("."),
                Stream.concat(Stream.of(file(script).toString()), Stream.of(arguments)).toList());
    }

    RunningCommand startIn(Path directory, List<String> command) throws IOException {
        var words = new ArrayList<>(command);
        words.addFirst("sh");
        var process = new ProcessBuilder(words).directory(directory.toFile());
        process.environment().clear();
        process.environment().putAll(environment);
        process.environment().put("PATH", tools().toString());
        return RunningCommand.start(process, Files.createTempDirectory(folder, "output"));
    }

    private Path tools() {
        return folder.resolve("tools");
    }

    private void addTools() throws IOException {
        Files.createDirectories(tools());
        var path = System.getenv("PATH").split(":");
        for (var tool : TOOLS) {
            var found =
                    Stream.of(path)
                            .map(it -> Path.of(it, tool))
                            .filter(Files::isExecutable)
                            .findFirst();
            if (found.isPresent()) {
                tool(tool, "exec '%s' \"$@\"".formatted(found.get()));
            }
        }
    }
}
