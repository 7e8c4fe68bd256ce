package dev.serval.it;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `…` of the documentation, which stands for any text.
final class Ellipsis {
    private Ellipsis() {}

    /// What matches a documented text.
    static Pattern pattern(String documented) {
        return Pattern.compile(
                Arrays.stream(documented.split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
