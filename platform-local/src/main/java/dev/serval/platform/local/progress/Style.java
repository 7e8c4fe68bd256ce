package dev.serval.platform.local.progress;

import java.util.List;

/// The signs and colours of a screen.
///
/// @param isColoured whether it shows colours
/// @param isUnicode whether it shows more than ASCII
public record Style(boolean isColoured, boolean isUnicode) {
    /// Text and nothing else.
    public static final Style PLAIN = new Style(false, false);

    private static final String RESET = "\033[0m";
    private static final List<String> WHEEL =
            List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    private static final List<String> ASCII_WHEEL = List.of("|", "/", "-", "\\");

    String good() {
        return coloured("32", isUnicode ? "✓" : "+");
    }

    String bad() {
        return coloured("31", isUnicode ? "✗" : "!");
    }

    String news() {
        return coloured("36", isUnicode ? "•" : "*");
    }

    /// One of the pictures of a wheel that turns.
    String wheel(long step) {
        List<String> pictures = isUnicode ? WHEEL : ASCII_WHEEL;
        return coloured("36", pictures.get((int) (step % pictures.size())));
    }

    String bold(String text) {
        return coloured("1", text);
    }

    String faint(String text) {
        return coloured("2", text);
    }

    String arrow() {
        return isUnicode ? "→" : "->";
    }

    private String coloured(String code, String text) {
        return isColoured ? "\033[" + code + "m" + text + RESET : text;
    }
}
