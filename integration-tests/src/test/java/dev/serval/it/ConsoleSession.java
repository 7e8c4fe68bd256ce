package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// The commands of a page, one after the other as its reader types them, each held against what the
/// page prints below it. `./serval run …` and `./serval predictor …` go on running for those that
/// follow, on a port of their own in place of 8080; any other is ended once it has printed what it
/// shall.
final class ConsoleSession implements AutoCloseable {
    private static final String RUN = "./serval run ";
    private static final String PREDICTOR = "./serval predictor ";
    private static final Pattern SETTING = Pattern.compile("(SERVAL_LOCAL_\\w+)=(\\S+) ");
    private static final Pattern LIVE =
            Pattern.compile("(?m)^  \\* \\S+ +(planned|starting|loading)\\n");
    private static final Pattern GAP = Pattern.compile("(?<=\\S) {2,}");
    private static final Pattern FRACTION = Pattern.compile("\\d\\.\\d{5,}(E-?\\d+)?");
    private static final Pattern TIME = Pattern.compile("\\b[\\d.]+ m?s\\b|\\b\\d+[smh]\\b");

    private @Nullable LocalPlatform platform;
    private @Nullable Predictor predictor;

    /// Runs all commands of a page.
    static void check(String page) throws Exception {
        List<ConsoleCommand> commands = MarkdownPage.read(page).commands();
        assertThat(commands).as(page).isNotEmpty();
        try (ConsoleSession session = new ConsoleSession()) {
            for (ConsoleCommand command : commands) {
                session.run(command);
            }
        }
    }

    private void run(ConsoleCommand command) throws Exception {
        String line = SETTING.matcher(command.line()).replaceAll("");
        if (line.startsWith(RUN)) {
            startPlatform(command, line);
        } else if (line.startsWith(PREDICTOR)) {
            startPredictor(line);
        } else if (predictor != null) {
            command.toPort(predictor.port()).check();
        } else {
            checkAtPlatform(command);
        }
    }

    private void startPlatform(ConsoleCommand command, String line) throws Exception {
        close();
        platform = LocalPlatform.run(settings(command.line()), words(line, RUN));
        LocalPlatform started = platform;
        await(command, () -> started.output() + started.errors());
    }

    private void startPredictor(String line) throws Exception {
        close();
        predictor = Predictor.start(Predictor.freePort(), Map.of(), words(line, PREDICTOR));
        predictor.awaitReady();
    }

    private static String[] words(String line, String verb) {
        return Arrays.stream(line.substring(verb.length()).split(" "))
                .map(word -> word.startsWith("examples/") ? Checkout.file(word).toString() : word)
                .toArray(String[]::new);
    }

    /// The settings before a command.
    private static Map<String, String> settings(String line) {
        Map<String, String> settings = new LinkedHashMap<>();
        SETTING.matcher(line)
                .results()
                .forEach(setting -> settings.put(setting.group(1), setting.group(2)));
        return settings;
    }

    private void checkAtPlatform(ConsoleCommand command) throws Exception {
        LocalPlatform running = platform;
        if (running == null) {
            throw new AssertionError("nothing runs for: " + command.line());
        }
        Path output = Files.createTempFile("console", ".out");
        Process shell = running.startShell(command.toPort(running.port()).line(), output);
        try {
            await(command, () -> Files.readString(output), shell);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroy);
            shell.destroy();
            Files.deleteIfExists(output);
        }
    }

    /// What may throw while it reads.
    private interface Text {
        String read() throws IOException;
    }

    private void await(ConsoleCommand command, Text printed) {
        await(command, printed, null);
    }

    private void await(ConsoleCommand command, Text printed, @Nullable Process process) {
        Pattern expected = expected(command);
        Awaitility.await(command.line())
                .atMost(LocalPlatform.PATIENCE)
                .untilAsserted(() -> {
                    boolean hasEnded = process != null && !process.isAlive();
                    String found = comparable(printed.read());
                    if (hasEnded && !expected.matcher(found).matches()) {
                        throw new IllegalStateException(
                                "%s printed%n%s%nexpected%n%s"
                                        .formatted(command.line(), found, expected));
                    }
                    assertThat(found).as(command.line()).matches(expected);
                });
    }

    private Pattern expected(ConsoleCommand command) {
        int port = platform == null ? 0 : platform.port();
        String signs = command.output().replace('✓', '+').replace('✗', '!').replace('•', '*');
        return Ellipsis.pattern(
                comparable(
                        signs.replace("→", "->").replace("localhost:8080", "localhost:" + port)));
    }

    /// A text without what differs from run to run: times, how far one is with a service, the width
    /// of a table's columns, in which there are ports, and the last digits of what a processor
    /// computes in an order of its own.
    private static String comparable(String text) {
        String still = LIVE.matcher(text).replaceAll("");
        String rounded = FRACTION.matcher(still).replaceAll(ConsoleSession::rounded);
        return GAP.matcher(TIME.matcher(rounded).replaceAll("TIME"))
                .replaceAll("  ")
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String rounded(MatchResult number) {
        return String.format(Locale.ROOT, "%.4g", Double.parseDouble(number.group()));
    }

    @Override
    public void close() throws IOException {
        if (platform != null) {
            platform.close();
            platform = null;
        }
        if (predictor != null) {
            predictor.close();
            predictor = null;
        }
    }
}
