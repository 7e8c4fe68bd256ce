package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// kubectl, in one namespace of a cluster.
record Kubectl(String kubeconfig, String namespace) {
    /// What a command came to.
    record Outcome(int exitCode, String output, String errors) {
        /// The output of kubectl, which has to have succeeded.
        String requireSuccess() {
            assertThat(exitCode).as(errors).isZero();
            return output;
        }
    }

    /// What kubectl prints, which has to succeed.
    String print(String... arguments) throws Exception {
        Outcome outcome = run("", arguments);
        assertThat(outcome.exitCode())
                .as("kubectl %s: %s", String.join(" ", arguments), outcome.errors())
                .isZero();
        return outcome.output();
    }

    /// @param input what kubectl reads from standard input
    Outcome run(String input, String... arguments) throws Exception {
        Path errors = Files.createTempFile("kubectl", ".errors");
        try {
            Process kubectl = command(arguments).redirectError(errors.toFile()).start();
            try (var standardInput = kubectl.getOutputStream()) {
                standardInput.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(kubectl.waitFor(Cluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Outcome(kubectl.exitValue(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    /// Starts kubectl, which its user ends; what it says of errors is lost.
    Process start(String... arguments) throws IOException {
        return command(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private ProcessBuilder command(String... arguments) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "kubectl",
                                "--kubeconfig=" + kubeconfig,
                                "--namespace=" + namespace));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words);
    }
}
