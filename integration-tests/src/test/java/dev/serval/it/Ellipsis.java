package dev.serval.it;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `…` of the documentation, which stands for any text; a line of it alone for any number of
/// lines.
final class Ellipsis {
    private static final Pattern LINE = Pattern.compile("(?m)^…\\n");

    private Ellipsis() {}

    /// What matches a documented text.
    static Pattern pattern(String documented) {
        return Pattern.compile(
                Arrays.stream(LINE.split(documented, -1))
                        .map(Ellipsis::withinLines)
                        .collect(Collectors.joining("(?:.*\\n)?")),
                Pattern.DOTALL);
    }

    private static String withinLines(String documented) {
        return Arrays.stream(documented.split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }
}
