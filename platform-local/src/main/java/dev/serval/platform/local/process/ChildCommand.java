package dev.serval.platform.local.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What a child runs.
///
/// @param words the program and its arguments
/// @param environment variables beside those that it inherits
/// @param withheld which of this process' own variables it does not inherit
public record ChildCommand(
        List<String> words, Map<String, String> environment, Predicate<String> withheld) {
    public ChildCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command without a program");
        }
    }

    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        Set<String> inherited = builder.environment().keySet();
        inherited.removeIf(withheld);
        builder.environment().putAll(environment);
        return builder;
    }
}
