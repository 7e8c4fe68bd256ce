package dev.serval.platform.local.progress;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A file or a pipe: each line once, the live ones too when they are new.
public final class LineScreen implements Screen {
    private final PrintWriter out;
    private Set<String> before = Set.of();

    public LineScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void show(List<String> lines, List<String> live) {
        lines.forEach(out::println);
        live.stream().filter(line -> !before.contains(line)).forEach(out::println);
        before = new HashSet<>(live);
        out.flush();
    }

    @Override
    public Style style() {
        return Style.PLAIN;
    }
}
