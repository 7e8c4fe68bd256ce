package dev.serval.server.launch;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Reads a command line that holds known arguments with their values and nothing else. That is what
/// nearly every start has, and it takes no time; all others are [CommandLineReader]'s.
final class PlainArguments {
    private static final String DASHES = "--";
    private static final String YES = "true";

    private PlainArguments() {}

    /// The values by argument; empty if anything is out of the ordinary.
    static Optional<Map<RuntimeArgument, String>> read(String[] args) {
        Map<RuntimeArgument, String> values = new EnumMap<>(RuntimeArgument.class);
        for (int i = 0; i < args.length; i++) {
            String word = args[i];
            int equals = word.indexOf('=');
            Optional<RuntimeArgument> argument =
                    find(equals < 0 ? word : word.substring(0, equals));
            if (argument.isEmpty()) {
                return Optional.empty();
            }
            String value;
            if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (i + 1 < args.length && !args[i + 1].startsWith("-")) {
                value = args[++i];
            } else if (argument.get().isFlag()) {
                value = YES;
            } else {
                return Optional.empty();
            }
            if (value.isEmpty() || values.put(argument.get(), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static Optional<RuntimeArgument> find(String name) {
        return name.startsWith(DASHES)
                ? RuntimeArgument.find(name.substring(DASHES.length()))
                : Optional.empty();
    }
}
