package dev.serval.server.launch;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Turns a runtime's command line and environment into configuration properties.
final class CommandLineSettings {
    /// The exit code that stands for none: go on and start.
    static final int START = -1;

    private static final int HELPED = 0;
    private static final int WRONG_USAGE = 2;

    private CommandLineSettings() {}

    /// Sets the properties that the arguments and the environment stand for.
    ///
    /// @return [#START], or the code to end with after what was printed
    static int apply(String[] args, Map<String, String> environment, Properties properties) {
        Map<RuntimeArgument, OptionSpec> options = new EnumMap<>(RuntimeArgument.class);
        CommandLine commandLine = new CommandLine(spec(options));
        try {
            ParseResult parsed = commandLine.parseArgs(args);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return HELPED;
            }
        } catch (ParameterException wrong) {
            commandLine.getErr().println(wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, commandLine.getErr());
            return WRONG_USAGE;
        }
        ProcessSurroundings.apply(environment, properties);
        options.forEach((argument, option) -> set(argument, option, properties));
        return START;
    }

    private static CommandSpec spec(Map<RuntimeArgument, OptionSpec> options) {
        CommandSpec spec = CommandSpec.create().name("serval-runtime");
        spec.usageMessage().description("Serves models on one port: REST V1 and V2, gRPC, events.");
        for (RuntimeArgument argument : RuntimeArgument.values()) {
            OptionSpec option = option(argument);
            options.put(argument, option);
            spec.addOption(option);
        }
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Prints this and ends.")
                        .build());
        return spec;
    }

    private static OptionSpec option(RuntimeArgument argument) {
        OptionSpec.Builder builder =
                OptionSpec.builder("--" + argument.argument())
                        .paramLabel(argument.placeholder())
                        .type(String.class)
                        .description(argument.description());
        return argument.isFlag()
                ? builder.arity("0..1").fallbackValue("true").build()
                : builder.arity("1").build();
    }

    private static void set(RuntimeArgument argument, OptionSpec option, Properties properties) {
        String value = option.getValue();
        if (value != null) {
            properties.setProperty(argument.property(), value);
        }
    }
}
