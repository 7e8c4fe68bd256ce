package dev.serval.platform.local.progress;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows how far services are: those underway as live lines, and each once it answers or fails as
/// lines that stay. Afterwards what happens to them, a line each.
public final class ProgressBoard {
    private static final String INDENT = "  ";
    private static final int MILLIS_A_PICTURE = 100;
    private static final int NARROWEST = 4;
    private static final int WIDEST = 24;

    private final Screen screen;
    private final Style style;
    private final InstantSource clock;
    private final Map<String, Line> underway = new LinkedHashMap<>();
    private int width = NARROWEST;

    public ProgressBoard(Screen screen, InstantSource clock) {
        this.screen = screen;
        this.style = screen.style();
        this.clock = clock;
    }

    /// A service that is underway.
    private record Line(long since, String word) {}

    /// Adds a service, as planned.
    public synchronized void begin(String service) {
        width = Math.min(WIDEST, Math.max(width, service.length()));
        underway.put(service, new Line(clock.millis(), "planned"));
    }

    /// Whether a service has neither answered nor failed yet.
    public synchronized boolean isUnderway(String service) {
        return underway.containsKey(service);
    }

    /// Whether any has neither answered nor failed yet.
    public synchronized boolean isAnyUnderway() {
        return !underway.isEmpty();
    }

    /// A service has come to a stage.
    public synchronized void underway(String service, String word) {
        Line line = underway.get(service);
        if (line != null && !line.word().equals(word)) {
            underway.put(service, new Line(line.since(), word));
            redraw();
        }
    }

    /// A service answers.
    ///
    /// @param hints what its user can do now
    public synchronized void ready(String service, List<String> hints) {
        Line line = underway.remove(service);
        String time = line == null ? "" : " in " + time(clock.millis() - line.since());
        List<String> lines = new ArrayList<>();
        lines.add(row(style.good(), service, "ready" + time));
        hints.forEach(hint -> lines.add(indent() + hint));
        screen.show(lines, live());
    }

    /// A service does not come up.
    ///
    /// @param message why, in one line or several
    public synchronized void failed(String service, String message) {
        underway.remove(service);
        List<String> words = message.lines().toList();
        List<String> lines = new ArrayList<>();
        lines.add(row(style.bad(), service, words.isEmpty() ? "" : words.getFirst()));
        words.stream().skip(1).forEach(line -> lines.add(indent() + style.faint(line)));
        screen.show(lines, live());
    }

    /// Something happened to a service.
    public synchronized void news(String service, String text) {
        screen.show(List.of(row(style.news(), service, text)), live());
    }

    /// Lines that are about no service.
    public synchronized void say(String... lines) {
        screen.show(List.of(lines), live());
    }

    /// Draws the live lines anew, with the time that has passed.
    public synchronized void redraw() {
        screen.show(List.of(), live());
    }

    private List<String> live() {
        List<String> lines = new ArrayList<>();
        underway.forEach((service, line) -> {
            long passed = clock.millis() - line.since();
            String picture = style.wheel(passed / MILLIS_A_PICTURE);
            lines.add(
                    style == Style.PLAIN
                            ? row(style.news(), service, line.word())
                            : row(picture, service, line.word() + "  " + faintTime(passed)));
        });
        return lines;
    }

    private String indent() {
        return " ".repeat(INDENT.length() * 3 + width);
    }

    private String faintTime(long millis) {
        return style.faint("%.1f s".formatted(millis / 1000.0));
    }

    private String row(String sign, String service, String text) {
        String gap = " ".repeat(Math.max(0, width - service.length()) + INDENT.length());
        return INDENT + sign + " " + style.bold(service) + gap + text;
    }

    private static String time(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toSeconds() < 10
                ? millis + " ms"
                : "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
