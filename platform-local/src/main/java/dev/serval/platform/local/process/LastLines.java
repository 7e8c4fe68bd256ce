package dev.serval.platform.local.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// The last lines of what was said, of which each is cut where it is too long to be read. Where in
/// the code an exception came from is left out: it would push out what was said of it.
final class LastLines {
    private static final int COUNT = 40;
    private static final int LONGEST = 1000;

    /// A line of a stack trace: `at io.netty…`, `... 12 more`.
    private static final Pattern FRAME = Pattern.compile("\\s+(?:at \\S.*|\\.\\.\\. \\d+ .*)");

    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    synchronized void append(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                end();
            } else if (begun.size() < LONGEST && next != '\r') {
                begun.write(next);
            }
        }
    }

    /// All that are kept, oldest first, and the one that has only begun.
    synchronized List<String> all() {
        Deque<String> all = new ArrayDeque<>(lines);
        if (begun.size() > 0) {
            all.addLast(begun.toString(StandardCharsets.UTF_8));
        }
        return List.copyOf(all);
    }

    private void end() {
        String line = begun.toString(StandardCharsets.UTF_8);
        begun.reset();
        if (FRAME.matcher(line).matches()) {
            return;
        }
        lines.addLast(line);
        if (lines.size() > COUNT) {
            lines.removeFirst();
        }
    }
}
