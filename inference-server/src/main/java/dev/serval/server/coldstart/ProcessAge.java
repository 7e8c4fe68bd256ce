package dev.serval.server.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How long this process has been there, by the kernel's account, which counts from `exec` on and
/// in hundredths of a second.
public final class ProcessAge {
    /// The property that holds the age in milliseconds at which the program began.
    static final String AT_MAIN = "serval.launch.age-at-main";

    private static final Path PROC = Path.of("/proc");
    private static final int MILLIS_PER_TICK = 10;
    private static final int START_AFTER_NAME = 19;

    private ProcessAge() {}

    /// Notes that the program begins now, for [ColdStart].
    public static void noteBeginning() {
        of(PROC).ifPresent(age -> System.setProperty(AT_MAIN, Long.toString(age.toMillis())));
    }

    /// The age now; empty where the system tells nothing.
    static Optional<Duration> now() {
        return of(PROC);
    }

    /// @param proc where the kernel tells of processes
    static Optional<Duration> of(Path proc) {
        try {
            String stat = Files.readString(proc.resolve("self/stat"));
            String uptime = Files.readString(proc.resolve("uptime"));
            long started = startTicks(stat) * MILLIS_PER_TICK;
            long now = Math.round(Double.parseDouble(uptime.split(" ", 2)[0]) * 1000);
            return Optional.of(Duration.ofMillis(Math.max(0, now - started)));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /// The 22nd field. The second, the program's name in parentheses, may hold spaces and more.
    private static long startTicks(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(afterName[START_AFTER_NAME]);
    }
}
