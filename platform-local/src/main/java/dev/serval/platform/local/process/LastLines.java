package dev.serval.platform.local.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last lines of what was said, of which each is cut where it is too long to be read.
final class LastLines {
    private static final int COUNT = 40;
    private static final int LONGEST = 1000;

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
        lines.addLast(begun.toString(StandardCharsets.UTF_8));
        begun.reset();
        if (lines.size() > COUNT) {
            lines.removeFirst();
        }
    }
}
