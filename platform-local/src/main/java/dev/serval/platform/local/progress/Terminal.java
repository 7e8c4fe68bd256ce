package dev.serval.platform.local.progress;

import java.io.PrintWriter;
import java.util.List;

/// A terminal, on which the live lines are drawn over. While they are, the terminal cuts a line
/// that is too long in place of wrapping it, so that they take as many rows as there are lines.
public final class Terminal implements Screen {
    private static final String UP = "\033[%dA";
    private static final String CLEAR_BELOW = "\r\033[J";
    private static final String CUT = "\033[?7l";
    private static final String WRAP = "\033[?7h";

    private final PrintWriter out;
    private final Style style;
    private int drawn;

    public Terminal(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void show(List<String> lines, List<String> live) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append(UP.formatted(drawn)).append(CLEAR_BELOW);
        }
        lines.forEach(line -> text.append(line).append('\n'));
        if (!live.isEmpty()) {
            text.append(CUT);
            live.forEach(line -> text.append(line).append('\n'));
            text.append(WRAP);
        }
        drawn = live.size();
        out.print(text);
        out.flush();
    }

    @Override
    public Style style() {
        return style;
    }
}
