package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/// A command as a page shows it: a line that begins with `$ `, and below it what it prints, in
/// which `…` stands for anything.
record ConsoleCommand(String line, String output) {
    private static final String DOCUMENTED_SERVER = "localhost:8080";

    /// What a console block shows.
    static ConsoleCommand of(String block) {
        assertThat(block).startsWith("$ ");
        String[] parts = block.substring(2).split("\\R", 2);
        return new ConsoleCommand(parts[0], parts[1].strip());
    }

    /// The same command, sent to a server on that port in place of the documented one.
    ConsoleCommand toPort(int port) {
        return new ConsoleCommand(line.replace(DOCUMENTED_SERVER, "localhost:" + port), output);
    }

    /// Runs it in the checkout's root, and holds what it prints against the page. Where the program
    /// is not installed it is left out, which it says.
    void check() throws Exception {
        if (!isInstalled()) {
            return;
        }
        assertThat(run(line)).as(line).matches(Ellipsis.pattern(output));
    }

    /// Whether the program is there; says so where it is not.
    boolean isInstalled() throws Exception {
        boolean isThere =
                run("command -v " + program() + " >/dev/null && echo there").equals("there");
        if (!isThere) {
            System.err.printf(
                    "The documented %s call is skipped: it is not installed.%n", program());
        }
        return isThere;
    }

    private String program() {
        String last = line.substring(line.lastIndexOf("| ") + 1).strip();
        return last.split(" ", 2)[0];
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
}
