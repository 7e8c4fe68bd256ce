package dev.serval.platform.local.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a replica ended by itself.
///
/// @param exitCode what its program ended with
/// @param message the last it said, or why it could not be started
public record Failure(int exitCode, String message) {
    /// What a shell says of a program that cannot be started.
    private static final int NOT_STARTED = 127;

    private static final int ERRORS = 3;
    private static final int LINES = 8;
    private static final int LONGEST = 2000;

    /// A line of level ERROR or above, as Serval's programs write it.
    private static final Pattern ERROR =
            Pattern.compile("\\S+ \\S+ +(?:ERROR|FATAL) +\\[[^]]*] \\([^)]*\\) (.*)");

    static Failure notStarted(String message) {
        return new Failure(NOT_STARTED, message);
    }

    /// What a program ended with: the reason that it left, or else the errors that it told last, or
    /// else its last lines.
    static Failure of(int exitCode, String lastWords, List<String> lastLines) {
        return new Failure(exitCode, lastWords.isEmpty() ? told(lastLines) : lastWords);
    }

    private static String told(List<String> lastLines) {
        List<String> errors = new ArrayList<>();
        for (String line : lastLines) {
            Matcher error = ERROR.matcher(line);
            if (error.matches()) {
                errors.add(error.group(1));
            }
        }
        List<String> words = errors.isEmpty() ? last(lastLines, LINES) : last(errors, ERRORS);
        String text = String.join("\n", words).strip();
        if (text.isEmpty()) {
            return "it said nothing";
        }
        return text.length() > LONGEST ? text.substring(text.length() - LONGEST) : text;
    }

    /// `ended with code 1: the model is truncated`
    @Override
    public String toString() {
        return exitCode == NOT_STARTED
                ? "could not be started: " + message
                : "ended with code %d: %s".formatted(exitCode, message);
    }

    private static List<String> last(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
