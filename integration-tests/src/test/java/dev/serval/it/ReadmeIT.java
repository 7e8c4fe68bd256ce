package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The README's console blocks answer as they are printed: a line that begins with `$ ` is a
/// command, and the lines below it are its output, in which `…` stands for anything. The first
/// starts the predictor, on port 8080; where that is taken the test is skipped, which it says, but
/// never in continuous integration.
class ReadmeIT {
    private static final Pattern BLOCK =
            Pattern.compile("```console\\R\\$ (.*)\\R((?:(?!```).*\\R)*)```");
    private static final int PORT = 8080;

    /// A command as the README has it, with what it prints.
    private record Command(String line, String output) {
        boolean isInstalled() throws Exception {
            return run("command -v " + program() + " >/dev/null && echo there").equals("there");
        }

        Pattern expected() {
            return Pattern.compile(
                    Arrays.stream(output.split("…", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")),
                    Pattern.DOTALL);
        }

        String program() {
            String last = line.substring(line.lastIndexOf("| ") + 1).strip();
            return last.split(" ", 2)[0];
        }
    }

    @Test
    void whatTheReadmePrintsIsWhatOneSees() throws Exception {
        assumeTrue(
                System.getenv("CI") != null || isFree(),
                "port 8080 is taken, so the README's commands are skipped");
        List<Command> commands = commands();
        assertThat(commands).hasSizeGreaterThan(4);
        assertThat(commands.getFirst().line())
                .isEqualTo("./serval predictor --model_dir examples/iris/model --model_name iris");
        try (Predictor predictor =
                Predictor.start(
                        PORT,
                        Map.of(),
                        "--model_dir",
                        Checkout.irisDirectory().toString(),
                        "--model_name",
                        "iris")) {
            predictor.awaitReady();
            for (Command command : commands.subList(1, commands.size())) {
                check(command);
            }
        }
    }

    private static void check(Command command) throws Exception {
        if (!command.isInstalled()) {
            System.err.printf(
                    "The README's %s call is skipped: it is not installed.%n", command.program());
            return;
        }
        assertThat(run(command.line())).as(command.line()).matches(command.expected());
    }

    private static List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(Checkout.file("README.md")));
        while (blocks.find()) {
            commands.add(new Command(blocks.group(1), blocks.group(2).strip()));
        }
        return commands;
    }

    private static String run(String line) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", line)
                        .directory(Checkout.file(".").toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return printed.strip();
    }

    private static boolean isFree() {
        try (ServerSocket socket = new ServerSocket(PORT)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
