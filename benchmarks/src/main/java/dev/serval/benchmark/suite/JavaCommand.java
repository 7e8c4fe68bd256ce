package dev.serval.benchmark.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The command that runs a class of this program in a Java process of its own, with the options
/// that Serval runs with.
final class JavaCommand {
    private JavaCommand() {}

    static List<String> of(String mainClass, Object... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                mainClass));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }
}
