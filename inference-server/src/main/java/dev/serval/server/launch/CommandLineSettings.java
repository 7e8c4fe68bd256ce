package dev.serval.server.launch;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Turns a runtime's command line and environment into configuration properties.
final class CommandLineSettings {
    /// The exit code that stands for none: go on and start.
    static final int START = -1;

    private CommandLineSettings() {}

    /// Sets the properties that the arguments and the environment stand for.
    ///
    /// @return [#START], or the code to end with after what was printed
    static int apply(String[] args, Map<String, String> environment, Properties properties) {
        Map<RuntimeArgument, String> values = new EnumMap<>(RuntimeArgument.class);
        Optional<Map<RuntimeArgument, String>> plain = PlainArguments.read(args);
        if (plain.isPresent()) {
            values.putAll(plain.get());
        } else {
            int code = new CommandLineReader().read(args, values);
            if (code != START) {
                return code;
            }
        }
        ProcessSurroundings.apply(environment, properties);
        values.forEach((argument, value) -> properties.setProperty(argument.property(), value));
        return START;
    }
}
